"""Entities: given, parsed and found."""

from typing import Any

import pytest

from playground.refusals import Refusal
from playground.rules.texts import formatted
from tests.playground.clients import AZIZA, BotSide


def shown(text: str, parse_mode: str | None = None) -> tuple[str, list[tuple[str, str]]]:
    """The text, and each entity with the piece that it covers."""
    found = formatted(text, parse_mode, None)
    units = found.text.encode("utf-16-le")
    pieces = [
        (one["type"], units[one["offset"] * 2 : (one["offset"] + one["length"]) * 2].decode("utf-16-le"))
        for one in found.entities
    ]
    return found.text, pieces


@pytest.mark.parametrize(
    ("entity", "refusal"),
    [
        ({"type": "shiny", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type 'shiny' specified"),
        ({"type": "bold", "offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
        (
            {"type": "bold", "offset": 0, "length": 9},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        ({"type": "bold", "offset": 1, "length": 1}, "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        (
            {"type": "bold", "offset": 0, "length": 1},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol",
        ),
        (
            {"type": "bold", "offset": -1, "length": 1},
            "can't parse MessageEntity: offset and length must be non-negative",
        ),
        ({"type": "text_link", "offset": 0, "length": 2}, "can't parse MessageEntity: Can't find field \"url\""),
    ],
)
async def test_it_refuses_a_wrong_entity(bot: BotSide, entity: dict[str, Any], refusal: str) -> None:
    given = await bot.refusal("sendMessage", chat_id=AZIZA, text="😀ab", entities=[entity])
    assert given == f"Bad Request: {refusal}"


async def test_it_refuses_entities_that_are_no_json(bot: BotSide) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", entities="[{")
    assert refusal == "Bad Request: can't parse entities JSON object"


def test_it_drops_what_telegram_drops() -> None:
    link = {"type": "text_link", "offset": 0, "length": 1, "url": "http://localhost/"}
    code = {"type": "code", "offset": 0, "length": 3}
    bold = {"type": "bold", "offset": 1, "length": 1}
    mention = {"type": "mention", "offset": 0, "length": 3}
    assert formatted("abc", None, [link]).entities == []
    assert formatted("abc", None, [mention]).entities == []
    assert formatted("abc", None, [code, bold]).entities == [code]


def test_it_removes_carriage_returns_and_moves_entities() -> None:
    found = formatted("a\r\nbc", None, [{"type": "bold", "offset": 3, "length": 2}])
    assert found.text == "a\nbc"
    assert found.entities == [{"type": "bold", "offset": 2, "length": 2}]


def test_it_finds_commands_mentions_and_links() -> None:
    _, pieces = shown("/start https://x.uz/a?b=1, @dilnoza #tag boris@x.uz yandex.ru a/b 5/6")
    assert pieces == [
        ("bot_command", "/start"),
        ("url", "https://x.uz/a?b=1"),
        ("mention", "@dilnoza"),
        ("hashtag", "#tag"),
        ("email", "boris@x.uz"),
        ("url", "yandex.ru"),
    ]


def test_it_parses_html() -> None:
    text, pieces = shown("<b>bold <i>both</i></b> &lt;&amp; <a href='https://x.uz'>link</a> <s>s</s>", "HTML")
    assert text == "bold both <& link s"
    assert pieces == [("bold", "bold both"), ("italic", "both"), ("text_link", "link"), ("strikethrough", "s")]


def test_it_parses_the_language_of_a_pre() -> None:
    found = formatted('<pre><code class="language-python">x = 1</code></pre>', "HTML", None)
    assert found.entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


def test_it_parses_markdown() -> None:
    text, pieces = shown("*bold _both_* __u__ ||s|| `c` [l](https://x.uz) \\. 😀~z~", "MarkdownV2")
    assert text == "bold both u s c l . 😀z"
    assert [kind for kind, _ in pieces] == [
        "bold",
        "italic",
        "underline",
        "spoiler",
        "code",
        "text_link",
        "strikethrough",
    ]
    assert pieces[-1] == ("strikethrough", "z")


def test_it_parses_quotes() -> None:
    _, pieces = shown(">one\n>two\nplain\n>three||", "MarkdownV2")
    assert [kind for kind, _ in pieces] == ["blockquote", "expandable_blockquote"]


@pytest.mark.parametrize(
    ("parse_mode", "text", "reason"),
    [
        ("HTML", "<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 0'),
        ("HTML", "a < b", "Unclosed start tag at byte offset 2"),
        ("HTML", "ў</b>", "Unexpected end tag at byte offset 2"),
        ("HTML", "<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("MarkdownV2", "a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "*a", "Can't find end of Bold entity at byte offset 0"),
        ("MarkdownV2", "`a", "Can't find end of Code entity at byte offset 0"),
    ],
)
def test_it_refuses_a_text_that_does_not_parse(parse_mode: str, text: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        formatted(text, parse_mode, None)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


async def test_it_names_a_parse_mode_that_it_lacks(bot: BotSide) -> None:
    answer = await bot.answer("sendMessage", chat_id=AZIZA, text="x", parse_mode="Markdown")
    assert answer["error_code"] == 501
    assert "parse_mode 'Markdown'" in answer["description"]
    refusal = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", parse_mode="Word")
    assert refusal == "Bad Request: unsupported parse_mode"
