"""Telegram's formatting as HTML. Whatever the entities say, the reader gets the very text, and nothing of it runs."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# As many as Telegram allows in a message; what comes beyond is shown plain.
LIMIT = 100
TAGS = {
    "bold": ("<strong>", "</strong>"),
    "italic": ("<em>", "</em>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    # A real <pre> would swallow a line break at its beginning.
    "pre": ('<code class="desk-pre">', "</code>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    # Shown to those who point at it or reach it by the keyboard.
    "spoiler": ('<span class="desk-spoiler" tabindex="0">', "</span>"),
}
LINKS = {"text_link", "url", "mention"}
SAFE_SCHEMES = ("http://", "https://", "tg://")


@dataclass(frozen=True)
class Span:
    """A formatted stretch of a text, in its characters."""

    start: int
    end: int
    entity: dict[str, Any]


def as_html(text: str, entities: Sequence[Any]) -> SafeString:
    """Return the text with its formatting, as HTML that may stand in a page."""
    spans = sorted(_spans(text, entities), key=lambda span: (span.start, -span.end))
    return mark_safe("".join(_written(text, 0, len(text), spans, in_link=False)))  # noqa: S308 - every piece is escaped


def _spans(text: str, entities: Sequence[Any]) -> Iterator[Span]:
    """Yield what the entities cover. Telegram counts in UTF-16 units; what covers nothing is left out."""
    places = _unit_places(text) if entities else []
    for entity in entities[:LIMIT]:
        if not isinstance(entity, dict):
            continue
        offset, length = entity.get("offset"), entity.get("length")
        if isinstance(offset, int) and isinstance(length, int) and offset >= 0 and length > 0:
            start, end = bisect_right(places, offset) - 1, bisect_right(places, offset + length) - 1
            if start < end:
                yield Span(start, end, entity)


def _unit_places(text: str) -> list[int]:
    """Return at which UTF-16 unit each character begins, and where the text ends."""
    places = [0]
    for letter in text:
        places.append(places[-1] + (2 if ord(letter) > 0xFFFF else 1))
    return places


def _written(text: str, start: int, end: int, spans: Sequence[Span], *, in_link: bool) -> Iterator[str]:
    """Yield a stretch of the text. One span that reaches over another's end is cut there, so that tags always nest."""
    place, waiting = start, list(spans)
    while waiting:
        span = waiting.pop(0)
        inner = [other for other in waiting if other.start < span.end]
        # What is left of a span behind this one's end comes behind it.
        rest = [Span(span.end, other.end, other.entity) for other in inner if other.end > span.end]
        waiting = sorted([*rest, *waiting[len(inner) :]], key=lambda other: (other.start, -other.end))
        nested = [Span(other.start, min(other.end, span.end), other.entity) for other in inner]
        yield str(escape(text[place : span.start]))
        opening, closing, is_link = _tags(text[span.start : span.end], span.entity, in_link=in_link)
        yield opening
        yield from _written(text, span.start, span.end, nested, in_link=in_link or is_link)
        yield closing
        place = span.end
    yield str(escape(text[place:end]))


def _tags(words: str, entity: dict[str, Any], *, in_link: bool) -> tuple[str, str, bool]:
    """Return what stands before and behind the words, and whether that makes them a link: links never nest."""
    kind = entity.get("type")
    address = "" if in_link or kind not in LINKS else _address(str(kind), words, entity)
    if address:
        opening = format_html('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">', address)
        return str(opening), "</a>", True
    opening_tag, closing_tag = TAGS.get(str(kind), ("", ""))
    return opening_tag, closing_tag, False


def _address(kind: str, words: str, entity: dict[str, Any]) -> str:
    """Return where a link leads; nowhere, if that is no place on the web or in Telegram."""
    if kind == "mention":
        name = words.removeprefix("@")
        return f"https://t.me/{name}" if name.isascii() and name.replace("_", "").isalnum() else ""
    address = str(entity.get("url", "")) if kind == "text_link" else words
    address = address.strip()
    if kind == "url" and "://" not in address:
        address = f"https://{address}"
    return address if address.lower().startswith(SAFE_SCHEMES) else ""
