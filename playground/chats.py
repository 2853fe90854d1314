"""Chats and the messages in them, as they stand now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playground.store import Store

Json = dict[str, Any]


@dataclass
class Record:
    """One message. `message` is the Bot API's object; it is replaced, never changed in place, because
    updates that were taken from it must keep saying what they said."""

    message: Json
    by_bot: bool
    reactions: dict[str, str] = field(default_factory=dict)  # "bot" or a person's id, and the emoji.
    deleted: bool = False
    has_reply_keyboard: bool = False

    @property
    def chat_id(self) -> int:
        return int(self.message["chat"]["id"])

    @property
    def message_id(self) -> int:
        return int(self.message["message_id"])

    def as_page_json(self) -> Json:
        reactions = [
            {"by": by if by == "bot" else int(by), "emoji": emoji} for by, emoji in sorted(self.reactions.items())
        ]
        shown = self.message | {"reactions": reactions}
        return shown | {"deleted": True} if self.deleted else shown


@dataclass
class Group:
    id: int
    title: str
    member_ids: list[int]
    bot_is_member: bool = True

    def as_chat(self) -> Json:
        return {"id": self.id, "type": "group", "title": self.title, "all_members_are_administrators": False}


class Chats:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: dict[int, dict[int, Record]] = {}
        self._keyboards: dict[int, Json] = {int(key): value for key, value in store.load("keyboard")}
        self.groups: dict[int, Group] = {int(key): Group(**value) for key, value in store.load("group")}
        loaded = [Record(**value) for _, value in store.load("message")]
        for record in sorted(loaded, key=lambda record: record.message_id):
            self._records.setdefault(record.chat_id, {})[record.message_id] = record

    def records(self, chat_id: int) -> Iterator[Record]:
        return iter(self._records.get(chat_id, {}).values())

    def find(self, chat_id: int, message_id: int) -> Record | None:
        """A message that is still there."""
        record = self._records.get(chat_id, {}).get(message_id)
        return None if record is None or record.deleted else record

    def keep(self, record: Record) -> None:
        self._records.setdefault(record.chat_id, {})[record.message_id] = record
        self._store.save("message", f"{record.chat_id}:{record.message_id}", vars(record))

    def album(self, record: Record) -> list[Record]:
        """The members of the record's album, or the record alone."""
        group = record.message.get("media_group_id")
        if group is None:
            return [record]
        return [one for one in self.records(record.chat_id) if one.message.get("media_group_id") == group]

    def keyboard(self, chat_id: int) -> Json | None:
        return self._keyboards.get(chat_id)

    def set_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        if keyboard is None:
            self._keyboards.pop(chat_id, None)
            self._store.drop("keyboard", str(chat_id))
        else:
            self._keyboards[chat_id] = keyboard
            self._store.save("keyboard", str(chat_id), keyboard)

    def keep_group(self, group: Group) -> None:
        self.groups[group.id] = group
        self._store.save("group", str(group.id), vars(group))

    def empty(self) -> None:
        self._records.clear()
        self._keyboards.clear()
        self.groups.clear()
