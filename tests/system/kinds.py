"""What people can send, and in which form: the table whose every cell is a test or says why there is none."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.system.people import Person
from tests.system.pictures import FILM, PNG, SHEET, SOUND
from tests.system.telegram import Json

FORMS = ("plain", "caption", "reply", "edit", "album")
# Telegram's entities count UTF-16 units, and what looks like markup is text.
CAPTION = "Bold 😀 <b> and _*[ as they are"
ENTITIES = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 5, "length": 2}]
NEW_WORDS = "Now it says 😀 this"
NEW_ENTITIES = [{"type": "underline", "offset": 0, "length": 3}]

_numbers = count(1)
Sending = Callable[..., Awaitable[list[Json]]]


@dataclass(frozen=True)
class Kind:
    """One kind of message. `field` is its name in Telegram's message, `sends` sends one (or an album of them)."""

    name: str
    sends: Sending
    field: str

    @property
    def bears_caption(self) -> bool:
        return "caption" not in IMPOSSIBLE[self.name]

    def mark(self, message: Json) -> Any:
        """What stays the same when the message is relayed."""
        shown = message[self.field]
        if self.field == "photo":
            return [size["file_unique_id"] for size in shown]
        if self.name == "venue":
            return shown["title"], shown["address"], shown["location"]["latitude"]
        if self.name == "text":
            return None
        if "file_unique_id" in shown:
            return shown["file_unique_id"]
        return {name: shown[name] for name in ("latitude", "phone_number", "first_name", "value") if name in shown}


def _files(kind: str, data: bytes) -> Sending:
    async def sends(person: Person, members: int = 1, **fields: Any) -> list[Json]:
        numbered = [data + next(_numbers).to_bytes(4, "big") for _ in range(members)]
        return await person.sends_files(kind, *numbered, **fields)

    return sends


async def _text(
    person: Person, caption: str = "", caption_entities: list[Json] | None = None, **about: Any
) -> list[Json]:
    text = caption or f"Plain <i>text</i> {next(_numbers)}"
    return [await person.writes(text, entities=caption_entities or [], **about)]


async def _location(person: Person, live: bool = False, **about: Any) -> list[Json]:
    place: Json = {"latitude": 41.0 + next(_numbers) / 1000, "longitude": 69.24}
    return [await person.sends(location=place | ({"live_period": 900} if live else {}), **about)]


async def _venue(person: Person, **about: Any) -> list[Json]:
    place = {"latitude": 41.0 + next(_numbers) / 1000, "longitude": 69.24}
    return [await person.sends(venue={"location": place, "title": "Chorsu", "address": "Tashkent"}, **about)]


async def _contact(person: Person, **about: Any) -> list[Json]:
    phone = f"+9989000{next(_numbers):05}"
    return [await person.sends(contact={"phone_number": phone, "first_name": "Aziza", "last_name": "K."}, **about)]


async def _other(person: Person, **about: Any) -> list[Json]:
    return [await person.sends(dice="🎯", **about)]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("text", _text, "text"),
        Kind("photo", _files("photo", PNG), "photo"),
        Kind("video", _files("video", FILM), "video"),
        Kind("audio", _files("audio", b"ID3" + bytes(200)), "audio"),
        Kind("voice", _files("voice", SOUND), "voice"),
        Kind("document", _files("document", SHEET), "document"),
        Kind("video_note", _files("video_note", FILM), "video_note"),
        Kind("sticker", _files("sticker", b"RIFF" + bytes(200)), "sticker"),
        Kind("animation", _files("animation", FILM), "animation"),
        Kind("location", _location, "location"),
        Kind("venue", _venue, "venue"),
        Kind("contact", _contact, "contact"),
        Kind("other", _other, "dice"),
    )
}

_NO_CAPTION = "Telegram shows no caption with it."
_NO_EDIT = "Telegram's apps offer no edit of it: there is nothing in it to change."
_NO_ALBUM = "Telegram's albums hold photos, videos, sounds and documents only."
IMPOSSIBLE: dict[str, dict[str, str]] = {
    "text": {"caption": "A text is a message of its own.", "album": _NO_ALBUM},
    "photo": {},
    "video": {},
    "audio": {},
    "voice": {"album": _NO_ALBUM},
    "document": {},
    "video_note": {"caption": _NO_CAPTION, "edit": _NO_EDIT, "album": _NO_ALBUM},
    "sticker": {"caption": _NO_CAPTION, "edit": _NO_EDIT, "album": _NO_ALBUM},
    "animation": {"album": _NO_ALBUM},
    "location": {"caption": _NO_CAPTION, "album": _NO_ALBUM},
    "venue": {"caption": _NO_CAPTION, "edit": _NO_EDIT, "album": _NO_ALBUM},
    "contact": {"caption": _NO_CAPTION, "edit": _NO_EDIT, "album": _NO_ALBUM},
    "other": {"caption": _NO_CAPTION, "edit": _NO_EDIT, "album": _NO_ALBUM},
}
