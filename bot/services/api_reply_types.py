"""What the backend says of saved replies, and of whom the desk hears again."""

from typing import TypedDict

from bot.services.api_types import Ticket


class SavedReplyFile(TypedDict):
    id: int
    kind: str
    file_name: str
    mime_type: str
    size: int


class SavedReply(TypedDict):
    id: int
    title: str
    category: int | None
    # As the person who asked would read it.
    text: str
    files: list[SavedReplyFile]


class Unblocked(TypedDict):
    ticket: Ticket
    # How many messages the person wrote while they were blocked.
    kept: int
