"""What is known at the end of a run: from the people themselves, from the database, and from Telegram's chats.

The three are read apart from each other, and the ledger compares them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
MARK = re.compile(r"«(\d+\.\d+)»")
MEDIA = ("photo", "document", "video", "voice", "audio", "animation")


@dataclass(frozen=True)
class Said:
    """Somebody has written this, and Telegram has it. `text` is what it says after the last edit."""

    chat_id: int
    message_id: int
    key: str
    text: str
    is_staff: bool = False
    is_edited: bool = False


@dataclass(frozen=True)
class Kept:
    """A message's row. Without a ticket it waits for its writer's word, and is on its way to nobody."""

    id: int
    chat_id: int
    message_id: int
    text: str
    is_note: bool = False
    ticket: int | None = None
    # The chat of the one whose ticket it is.
    person: int | None = None
    # Which act told of it: answers go out in the order of these.
    event: int = 0
    # The chat of the admin who held the ticket at that moment; None where nobody did.
    holder: int | None = None


@dataclass(frozen=True)
class Noted:
    """A Telegram message that a delivery says it has become."""

    delivery: int
    chat_id: int
    message_id: int


@dataclass(frozen=True)
class Shown:
    """A message of the bot's, as it came into a chat; `text` is what it says now, empty once it is deleted."""

    chat_id: int
    message_id: int
    key: str | None
    text: str


@dataclass(frozen=True)
class Books:
    """All of it. `shown` is in the order of arrival; `losses` says how many repeats are forgiven in which chat."""

    said: Sequence[Said]
    kept: Sequence[Kept]
    noted: Sequence[Noted]
    shown: Sequence[Shown]
    staff: frozenset[int]
    losses: Mapping[int, int] = field(default_factory=dict)


def key_of(message: Json) -> str | None:
    """What makes a message's content the same in every chat: its file, else the mark in its text."""
    for kind in MEDIA:
        media = message.get(kind)
        if media:
            return str((media[-1] if isinstance(media, list) else media)["file_unique_id"])
    found = MARK.search(str(message.get("text") or ""))
    return found[1] if found else None


def text_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")
