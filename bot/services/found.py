"""What was found, as a message: each ticket with the words around what was looked for, those in bold."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import reduce
from operator import add
from zlib import crc32

from bot.keyboards.layout import category_name, shorten
from bot.keyboards.menu import STATUS_ICONS, found_keyboard
from bot.services.api_report_types import Hit, Part, Snippet
from bot.services.api_types import Page
from bot.services.outgoing.styled import TEXT_LIMIT, Styled
from bot.services.screens import Screen
from bot.services.words import Words

PAGE = 5
NAME_LIMIT = 40


def query_mark(query: str) -> int:
    """A number that stands for the words in a button, which has no room for them."""
    return crc32(query.encode())


def found_screen(page: Page[Hit], query: str, offset: int, words: Words) -> Screen:
    """One page. Should it ever be too long for a message, the last snippets give way; the buttons stay."""
    buttons = found_keyboard(page, words, datetime.now(UTC), query=query_mark(query), offset=offset, size=PAGE)
    if not page["results"]:
        return Screen.of(words("find-nothing", query=shorten(query, NAME_LIMIT)), buttons)
    title = Styled.bold(words("find-title", query=shorten(query, NAME_LIMIT)))
    text = _joined([title, *(_hit(hit, words) for hit in page["results"])], "\n\n")
    return Screen(text.split(TEXT_LIMIT)[0], buttons)


def _hit(hit: Hit, words: Words) -> Styled:
    ticket = hit["ticket"]
    name = hit.get("person") or [{"text": ticket["user_detail"]["first_name"], "marked": False}]
    category = shorten(category_name(ticket["category_detail"], words), NAME_LIMIT)
    head = [
        Styled.of(f"{STATUS_ICONS[ticket['status']]} "),
        _number(hit),
        Styled.of(" · "),
        _marked(name),
        Styled.of(f" · {category}"),
    ]
    return _joined([reduce(add, head), *(_snippet(each) for each in hit["snippets"])], "\n")


def _number(hit: Hit) -> Styled:
    text = f"#{hit['ticket']['number']}"
    return Styled.bold(text) if hit["reason"] == "number" else Styled.of(text)


def _snippet(snippet: Snippet) -> Styled:
    icon = "📝" if snippet["note"] else "↩️" if snippet["is_staff"] else "💬"
    return Styled.of(f"{icon} {shorten(snippet['author'], NAME_LIMIT)}: ") + _marked(snippet["parts"])


def _marked(parts: Sequence[Part]) -> Styled:
    pieces = (Styled.bold(part["text"]) if part["marked"] else Styled.of(part["text"]) for part in parts)
    return reduce(add, pieces, Styled())


def _joined(texts: Iterable[Styled], gap: str) -> Styled:
    first, *rest = texts
    return reduce(lambda whole, each: whole + Styled.of(gap) + each, rest, first)
