"""Texts and captions with their entities: parsed, cleaned and measured as Telegram does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playground.entities.detection import detect
from playground.entities.html import parse_html
from playground.entities.markdown import parse_markdown
from playground.entities.ranges import checked, trimmed
from playground.entities.utf16 import length
from playground.refusals import bad_request, lacking
from playground.rules.parameters import dumped, said

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_PREMIUM_CAPTION = 4096
MOST_ENTITIES = 100


@dataclass(frozen=True)
class FormattedText:
    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)

    def named(self, text: str, entities: str) -> dict[str, Any]:
        """The two fields of a message, left out where empty."""
        fields: dict[str, Any] = {text: self.text} if self.text else {}
        return fields | ({entities: self.entities} if self.entities else {})


def message_text(text: str | None, parse_mode: Any, entities: Sequence[Any] | None) -> FormattedText:
    found = formatted(text or "", parse_mode, entities)
    if not found.text:
        raise bad_request("message text is empty")
    if length(found.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return found


def caption(text: str | None, parse_mode: Any, entities: Sequence[Any] | None) -> FormattedText:
    found = formatted(text or "", parse_mode, entities)
    if length(found.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return found


def formatted(text: str, parse_mode: Any, entities: Sequence[Any] | None) -> FormattedText:
    """Parse, or take the entities that were given; then clean, check, trim, and find links and commands."""
    mode = (said(parse_mode) or "").lower()
    given = [dumped(entity) for entity in entities or []]
    if text and mode not in {"", "none"}:
        text, given = _parsed(text, mode)
    text, given = trimmed(*checked(text, given))
    found = given + detect(text, given)
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, found[:MOST_ENTITIES])


def _parsed(text: str, mode: str) -> tuple[str, list[dict[str, Any]]]:
    if mode == "html":
        return parse_html(text)
    if mode == "markdownv2":
        return parse_markdown(text)
    if mode == "markdown":
        raise lacking("parse_mode 'Markdown', Telegram's legacy mode; use entities, HTML or MarkdownV2")
    raise bad_request("unsupported parse_mode")
