"""Everything that this Telegram holds, put together."""

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playground.bot import BotProfile
from playground.callbacks import Callbacks
from playground.calls import CallLog
from playground.chats import Chats, Group, Record
from playground.commands import Commands
from playground.events import EventLog
from playground.faults import Faults
from playground.files import Files
from playground.flood import Flood
from playground.people import People, Person
from playground.refusals import bad_request, forbidden
from playground.store import Counters, Store
from playground.updates import UpdateQueue
from playground.webhooks import Webhook

Json = dict[str, Any]


class World:
    """`data` is the folder in which everything is kept, or None to keep nothing."""

    def __init__(self, *, token: str, data: Path | None, clock: Callable[[], float] = time.time) -> None:
        if data is not None:
            data.mkdir(parents=True, exist_ok=True)
        self.clock = clock
        self.store = Store(data / "playground.sqlite3" if data else None)
        self.counters = Counters(self.store)
        self.bot = BotProfile(self.store, token)
        self.people = People(self.store)
        self.chats = Chats(self.store)
        self.commands = Commands(self.store)
        self.files = Files(self.store, self.counters, data / "files" if data else None)
        self.updates = UpdateQueue(self.store, self.counters, clock)
        self.webhook = Webhook(self.store, self.updates)
        self.callbacks = Callbacks(self.store)
        self.events = EventLog()
        self.calls = CallLog()
        self.faults = Faults()
        self.flood = Flood()

    def now(self) -> int:
        return int(self.clock())

    def new_message_id(self) -> int:
        return self.counters.next("message")

    def new_album_id(self) -> str:
        return str(13_000_000_000_000_000 + self.counters.next("album"))

    def new_random_id(self) -> str:
        return str(secrets.randbits(62))

    def locate(self, chat_id: int | str) -> Person | Group:
        """The chat that an id or a @username means, whether or not the bot may write there."""
        if chat_id == "":
            raise bad_request("chat_id is empty")
        try:
            number = int(chat_id)
        except ValueError:
            # People have no @username for bots, and there are no channels here.
            number = 0
        found = self.chats.groups.get(number) or self.people.get(number)
        if found is None:
            raise bad_request("chat not found")
        return found

    def reach(self, chat_id: int | str) -> Person | Group:
        """The chat, if the bot may write there."""
        chat = self.locate(chat_id)
        if isinstance(chat, Group):
            if not chat.bot_is_member:
                raise forbidden("bot was kicked from the group chat")
        elif chat.blocked:
            raise forbidden("bot was blocked by the user")
        elif not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def publish(self, record: Record, kind: str = "message") -> None:
        """Keep a message and show it to the page."""
        self.chats.keep(record)
        self.events.add(kind, chat=record.chat_id, message=record.as_page_json())

    def show_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        self.chats.set_keyboard(chat_id, keyboard)
        self.events.add("keyboard", chat=chat_id, keyboard=keyboard)

    def keep_person(self, person: Person) -> None:
        self.people.keep(person)
        self.events.add("person", person=person.as_json())

    def reset(self) -> None:
        """Empty everything but the counters: ids never go backwards."""
        self.files.empty()
        self.store.empty()
        self.counters.keep()
        for part in (self.people, self.chats, self.commands, self.bot, self.callbacks):
            part.empty()
        self.updates.drop_all()
        self.updates.allowed = None
        self.webhook.set(url="", secret=None, max_connections=40)
        self.faults.clear()
        self.flood.on = False
        self.people.seed()
        self.store.flush()
        self.events.add("reload")

    def close(self) -> None:
        self.store.close()
