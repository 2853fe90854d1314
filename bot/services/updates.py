"""Updates as Telegram gives them: raw, because one that cannot be parsed must not hide its neighbours."""

from collections.abc import Iterator
from typing import Any

from aiogram.methods import TelegramMethod

RawUpdate = dict[str, Any]

# `my_chat_member` comes only when it is named: it is how blocking and unblocking are known.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


class GetRawUpdates(TelegramMethod[list[RawUpdate]]):
    """Telegram's getUpdates, whose answer is taken as it is and looked at one update at a time."""

    __returning__ = list[RawUpdate]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def chat_of(raw: RawUpdate) -> RawUpdate | None:
    """The chat in which an update happened, if it says so in the usual place."""
    for event in _events(raw):
        for holder in (event, event.get("message")):
            if isinstance(holder, dict) and isinstance(holder.get("chat"), dict):
                chat: RawUpdate = holder["chat"]
                return chat
    return None


def order_key(raw: RawUpdate) -> int:
    """Updates with the same key are handled one after the other: a chat's, or a person's where there is no chat."""
    chat = chat_of(raw)
    if chat is not None and isinstance(chat.get("id"), int):
        return int(chat["id"])
    person = person_of(raw)
    return int(person["id"]) if person is not None else 0


def person_of(raw: RawUpdate) -> RawUpdate | None:
    """Who caused the update, where that can be read."""
    for event in _events(raw):
        person = event.get("from")
        if isinstance(person, dict) and isinstance(person.get("id"), int):
            return person
    return None


def is_private(raw: RawUpdate) -> bool:
    """In groups and channels the bot says and does nothing, whoever adds it: here is where they end."""
    chat = chat_of(raw)
    return chat is None or chat.get("type") == "private"


def has_message(raw: RawUpdate) -> bool:
    """Whether somebody wrote something, and so waits to know that it arrived."""
    return isinstance(raw.get("message"), dict)


def replied_place(raw: RawUpdate) -> tuple[int, int] | None:
    """The chat and the id of the message that a new message replies to, where it replies to one."""
    message = raw.get("message")
    replied = message.get("reply_to_message") if isinstance(message, dict) else None
    chat = chat_of(raw)
    if not isinstance(replied, dict) or chat is None:
        return None
    chat_id, message_id = chat.get("id"), replied.get("message_id")
    return (chat_id, message_id) if isinstance(chat_id, int) and isinstance(message_id, int) else None


def _events(raw: RawUpdate) -> Iterator[RawUpdate]:
    """The event within an update: its one field that is no id."""
    return (event for name, event in raw.items() if name != "update_id" and isinstance(event, dict))
