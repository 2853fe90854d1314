"""A text with its entities. Lengths and offsets are counted in UTF-16 units, as Telegram counts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from aiogram.types import MessageEntity

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
# How far back from the limit a gap between words is looked for.
GAP_WITHIN = 200


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(frozen=True, slots=True)
class Styled:
    """Immutable: joining and cutting give new texts whose entities still cover the same words."""

    text: str = ""
    spans: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, text: str, spans: Sequence[dict[str, Any]] = ()) -> Self:
        return cls(text, tuple(spans))

    @classmethod
    def bold(cls, text: str) -> Self:
        return cls(text, ({"type": "bold", "offset": 0, "length": utf16_length(text)},))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: "Styled") -> "Styled":
        moved = _shift(other.spans, utf16_length(self.text))
        return Styled(self.text + other.text, self.spans + moved)

    @property
    def length(self) -> int:
        return utf16_length(self.text)

    @property
    def entities(self) -> list[MessageEntity] | None:
        return [MessageEntity.model_validate(span) for span in self.spans] or None

    def split(self, limit: int) -> tuple["Styled", "Styled"]:
        """Cut before the limit, between words where there is a gap nearby; together the halves are the whole."""
        if self.length <= limit:
            return self, Styled()
        characters = _characters_within(self.text, limit)
        gap = max(self.text.rfind(mark, max(0, characters - GAP_WITHIN), characters) for mark in ("\n", " "))
        if gap > 0:
            characters = gap + 1
        units = utf16_length(self.text[:characters])
        head = tuple(_clip(span, 0, units) for span in self.spans if span["offset"] < units)
        tail = tuple(_clip(span, units, self.length) for span in self.spans if span["offset"] + span["length"] > units)
        return Styled(self.text[:characters], head), Styled(self.text[characters:], _shift(tail, -units))

    def pieces(self, limit: int) -> list["Styled"]:
        """The whole text in parts that fit."""
        head, tail = self.split(limit)
        return [head, *tail.pieces(limit)] if tail else [head]


def _shift(spans: tuple[dict[str, Any], ...], by: int) -> tuple[dict[str, Any], ...]:
    return tuple({**span, "offset": span["offset"] + by} for span in spans)


def _clip(span: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    offset = max(span["offset"], start)
    return {**span, "offset": offset, "length": min(span["offset"] + span["length"], end) - offset}


def _characters_within(text: str, units: int) -> int:
    """How many characters fit into so many UTF-16 units; a surrogate pair is never torn."""
    counted = 0
    for index, character in enumerate(text):
        counted += 2 if character > "\uffff" else 1
        if counted > units:
            return index
    return len(text)
