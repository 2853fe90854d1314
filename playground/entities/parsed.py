"""A text that is being put together with its entities, for both parse modes."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playground.entities.utf16 import length
from playground.refusals import Refusal, bad_request

Entity = dict[str, Any]


def cannot_parse(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


@dataclass
class Parsed:
    pieces: list[str] = field(default_factory=list)
    size: int = 0  # In UTF-16 code units.
    entities: list[Entity] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.size += length(text)

    def since(self, offset: int) -> str:
        text = "".join(self.pieces).encode("utf-16-le")
        return text[offset * 2 :].decode("utf-16-le")

    def mark(self, kind: str, offset: int, **fields: Any) -> None:
        """An entity from the offset to here; an empty one is dropped, as in Telegram."""
        if self.size > offset:
            self.entities.append({"type": kind, "offset": offset, "length": self.size - offset, **fields})

    def finished(self) -> tuple[str, list[Entity]]:
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.pieces), self.entities


def mark_link(parsed: Parsed, url: str, offset: int) -> None:
    """A link, or a mention of somebody by id where it says tg://user."""
    parts = urlsplit(url)
    user_id = parse_qs(parts.query).get("id", [""])[0]
    if parts.scheme == "tg" and parts.netloc == "user" and user_id.isdigit():
        parsed.mark("text_mention", offset, user={"id": int(user_id), "is_bot": False, "first_name": ""})
    else:
        parsed.mark("text_link", offset, url=url)
