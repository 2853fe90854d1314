"""Telegram's formatting in a page: the reader always gets the very text, in HTML that is whole and runs nothing."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.entities import LIMIT, as_html

KINDS = [
    "bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "expandable_blockquote", "spoiler",
    "text_link", "url", "mention", "hashtag", "text_mention", "custom_emoji", "what_comes_tomorrow",
]  # fmt: skip
TAGS = {"strong", "em", "u", "s", "code", "blockquote", "span", "a"}
ADDRESSES = [
    "https://example.uz/a?b=1&c=\"'",
    "javascript:alert(1)",
    "data:text/html,x",
    "tg://resolve?domain=x",
    " x",
    "",
]


class Reader(HTMLParser):
    """Reads HTML as strictly as it can be read: each tag closes where it was opened."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.links: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert not (tag == "a" and "a" in self.open)
        assert {name for name, _ in attrs} <= {"href", "class", "tabindex", "rel", "target"}
        self.open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str, *entities: Any) -> Reader:
    reader = Reader()
    reader.feed(as_html(text, list(entities)))
    reader.close()
    assert reader.open == []
    return reader


def entity(kind: str, offset: int, length: int, **further: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **further}


numbers = st.integers(-3, 60)
entities = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS), "offset": numbers, "length": numbers},
    optional={"url": st.one_of(st.sampled_from(ADDRESSES), st.text())},
)
junk = st.one_of(st.none(), st.text(), st.integers(), st.dictionaries(st.text(), st.text()))
words = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'😀 ab\n")), max_size=60)


@given(words, st.lists(st.one_of(entities, junk), max_size=12))
def test_the_text_stays_what_it_is_and_every_tag_closes(text: str, formats: list[Any]) -> None:
    assert read(text, *formats).text == text


@given(words, st.lists(entities, max_size=6))
def test_a_link_leads_to_the_web_or_into_telegram_and_hands_over_nothing(text: str, formats: list[Any]) -> None:
    for link in read(text, *formats).links:
        assert str(link["href"]).lower().startswith(("http://", "https://", "tg://"))
        assert set(str(link["rel"]).split()) == {"noopener", "noreferrer", "nofollow"}
        assert link["target"] == "_blank"


def test_offsets_count_as_telegram_counts() -> None:
    assert as_html("😀 ha", [entity("bold", 3, 2)]) == "😀 <strong>ha</strong>"


def test_half_of_an_emoji_is_formatted_whole_or_not_at_all() -> None:
    assert as_html("😀b", [entity("bold", 1, 2)]) == "<strong>😀b</strong>"
    assert as_html("😀b", [entity("bold", 0, 1)]) == "😀b"


def test_what_stands_within_another_is_nested() -> None:
    html = as_html("one two", [entity("italic", 4, 3), entity("bold", 0, 7)])
    assert html == "<strong>one <em>two</em></strong>"


def test_what_reaches_over_anothers_end_goes_on_behind_it() -> None:
    html = as_html("abcdef", [entity("bold", 0, 4), entity("italic", 2, 4)])
    assert html == "<strong>ab<em>cd</em></strong><em>ef</em>"


def test_a_link_in_a_link_is_one_link() -> None:
    inner, outer = entity("url", 0, 8), entity("text_link", 0, 8, url="https://a.uz")
    reader = read("site.com", outer, inner)
    assert [link["href"] for link in reader.links] == ["https://a.uz"]


@pytest.mark.parametrize(
    ("kind", "text", "address"),
    [
        ("url", "example.uz/x", "https://example.uz/x"),
        ("url", "http://example.uz", "http://example.uz"),
        ("mention", "@yordam_bot", "https://t.me/yordam_bot"),
    ],
)
def test_addresses_in_the_text_are_links(kind: str, text: str, address: str) -> None:
    assert [link["href"] for link in read(text, entity(kind, 0, len(text))).links] == [address]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//evil.uz", "file:///etc"]
)
def test_other_addresses_are_only_words(address: str) -> None:
    reader = read("press", entity("text_link", 0, 5, url=address))
    assert (reader.links, reader.text) == ([], "press")


def test_a_spoiler_is_reached_by_the_keyboard() -> None:
    assert as_html("x", [entity("spoiler", 0, 1)]) == '<span class="desk-spoiler" tabindex="0">x</span>'


def test_a_break_at_the_beginning_of_code_is_kept() -> None:
    assert as_html("\nx", [entity("pre", 0, 2)]) == '<code class="desk-pre">\nx</code>'


def test_no_number_of_entities_is_too_many() -> None:
    many = [entity("bold", 0, 400 - place) for place in range(400)]
    assert as_html("x" * 400, many).count("<strong>") == LIMIT
