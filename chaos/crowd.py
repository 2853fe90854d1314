"""People and staff who use the desk as they please: what they do follows from their own seed, when from the clock."""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from chaos.books import Json, Said, key_of
from tests.system.people import Person
from tests.system.pictures import PNG
from tests.system.telegram import buttons_of

WORDS = ("where", "is", "my", "parcel", "it", "did", "not", "come", "please", "look", "again", "thank", "you", "seven")
# How far back people look for something to reply to, to edit, or to press.
RECENT = 12


@dataclass
class Journal:
    """What everybody has written: taken down once Telegram has it."""

    said: dict[str, Said] = field(default_factory=dict)
    acts: int = 0
    # Buttons that were gone when they were pressed, messages that were gone when they were edited.
    too_late: int = 0

    def wrote(self, message: Json, *, is_staff: bool) -> None:
        key = key_of(message)
        assert key is not None, "Everything written carries a mark or a file."
        text = str(message.get("text") or message.get("caption") or "")
        self.said[key] = Said(message["chat"]["id"], message["message_id"], key, text, is_staff)

    def edited(self, message: Json, *, is_staff: bool) -> None:
        before = self.said[str(key_of(message))]
        self.wrote(message, is_staff=is_staff)
        after = self.said[before.key]
        self.said[before.key] = Said(after.chat_id, after.message_id, after.key, after.text, is_staff, is_edited=True)


@dataclass
class Someone(ABC):
    """Whoever has a telephone. Subclasses say what they like to do."""

    person: Person
    journal: Journal
    chance: random.Random
    is_staff: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _own: list[Json] = field(default_factory=list)

    async def lives(self, stop: asyncio.Event, pause: tuple[float, float]) -> None:
        """Do something now and then until it is time to stop."""
        while not stop.is_set():
            try:
                await asyncio.wait_for(stop.wait(), self.chance.uniform(*pause))
            except TimeoutError:
                self.journal.acts += 1
                await self.tries(self.chooses())

    @abstractmethod
    def chooses(self) -> Callable[[], Awaitable[None]]:
        """What they do next."""

    async def tries(self, act: Callable[[], Awaitable[None]]) -> None:
        """Telegram refuses what is no longer there: a button, a message."""
        try:
            await act()
        except AssertionError:
            self.journal.too_late += 1

    # ------------------------------------------------------------------ writing

    def words(self) -> str:
        said = " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 8)))
        return f"«{self.person.id}.{next(self._numbers)}» {said}"

    async def writes(self, reply_to: int | None = None) -> None:
        self._takes_down(await self.person.writes(self.words(), **({"reply_to": reply_to} if reply_to else {})))

    async def sends_file(self, reply_to: int | None = None) -> None:
        await self._sends(self.chance.choice(["photo", "document"]), 1, reply_to)

    async def sends_album(self, reply_to: int | None = None) -> None:
        await self._sends("photo", self.chance.randint(2, 4), reply_to)

    async def _sends(self, kind: str, number: int, reply_to: int | None) -> None:
        fields = {"caption": self.words()} | ({"reply_to": str(reply_to)} if reply_to else {})
        for message in await self.person.sends_files(kind, *[PNG] * number, **fields):
            self._takes_down(message)

    def _takes_down(self, message: Json) -> None:
        self.journal.wrote(message, is_staff=self.is_staff)
        self._own.append(message)

    async def edits(self) -> None:
        texts = [message for message in self._own[-RECENT:] if "text" in message]
        if texts:
            message = self.chance.choice(texts)
            mark = message["text"].partition(" ")[0]
            edited = await self.person.edits(message, text=f"{mark} {self.words().partition(' ')[2]} (edited)")
            self.journal.edited(edited, is_staff=self.is_staff)

    # ------------------------------------------------------------------ reading and pressing

    def lately(self) -> list[Json]:
        """The bot's last messages, the newest first."""
        return self.person.chat.received[: -RECENT - 1 : -1]

    def buttons(self, *prefixes: str) -> list[tuple[Json, str]]:
        """The buttons of that sort in the last messages, the newest first."""
        found = (
            (message, str(button.get("callback_data", "")))
            for message in self.lately()
            for button in buttons_of(message)
        )
        return [(message, data) for message, data in found if data.startswith(prefixes)]

    async def presses(self, *prefixes: str) -> None:
        """One of the buttons of the newest message that has any of that sort."""
        found = self.buttons(*prefixes)
        if found:
            newest = [(message, data) for message, data in found if message is found[0][0]]
            await self.pushes(*self.chance.choice(newest))

    async def pushes(self, message: Json, data: str) -> None:
        body = {"message_id": message["message_id"], "data": data}
        await self.person.telegram.request("POST", f"people/{self.person.id}/callbacks", body)


class Customer(Someone):
    """Asks, goes on, edits, closes, rates, and comes again."""

    def chooses(self) -> Callable[[], Awaitable[None]]:
        if self.buttons("category:") and self.chance.random() < 0.6:
            return self.says_where
        ways: list[tuple[float, Callable[[], Awaitable[None]]]] = [
            (10, self.writes),
            (2, self.replies),
            (1.5, self.sends_file),
            (1, self.sends_album),
            (2, self.edits),
            (1.5, lambda: self.presses("rate:")),
            (0.5, lambda: self.presses("own:reopen:")),
            (0.6, self.closes),
        ]
        return _weighed(self.chance, ways)

    async def says_where(self) -> None:
        """Where their words belong: into the ticket of before, or into a category."""
        await self.presses("category:", "own:reopen:")

    async def replies(self) -> None:
        messages = self.lately()
        await self.writes(self.chance.choice(messages)["message_id"] if messages else None)

    async def closes(self) -> None:
        """The first press asks, the second closes."""
        if self.buttons("own:confirm:", "own:close:"):
            await self.presses("own:confirm:", "own:close:")
        else:
            await self.person.writes("/ticket")


class Colleague(Someone):
    """Takes, answers, notes, transfers and closes."""

    def chooses(self) -> Callable[[], Awaitable[None]]:
        ways: list[tuple[float, Callable[[], Awaitable[None]]]] = [
            (4, lambda: self.presses("ticket:take:")),
            (9, self.answers),
            (1.5, self.edits),
            (1, self.notes),
            (1, lambda: self.presses("pending:")),
            (0.7, lambda: self.presses("ticket:transfer:")),
            (1, lambda: self.presses("transfer:")),
            (0.7, lambda: self.presses("ticket:close:")),
            (1.5, lambda: self.presses("ticket:confirm:")),
            (0.3, lambda: self.presses("ticket:release:")),
            (0.4, lambda: self.presses("ticket:reopen:")),
        ]
        return _weighed(self.chance, ways)

    async def answers(self) -> None:
        """By a reply to something of a ticket that came lately."""
        about = [message for message in self.lately() if key_of(message) or "#" in str(message.get("text"))]
        if not about:
            return
        reply_to = self.chance.choice(about)["message_id"]
        way = self.chance.choices([self.writes, self.sends_file, self.sends_album], [8, 1, 1])[0]
        await way(reply_to)

    async def notes(self) -> None:
        """Open a ticket for a note, write it, and press Done where the keyboard offers it."""
        await self.presses("ticket:note:")
        await asyncio.sleep(self.chance.uniform(0.5, 2))
        await self.writes()
        await self.finishes()

    async def finishes(self) -> None:
        keyboard = self.person.chat.keyboard
        if keyboard:
            await self.person.presses_keyboard(keyboard["keyboard"][0][0]["text"])


def _weighed(
    chance: random.Random, ways: Sequence[tuple[float, Callable[[], Awaitable[None]]]]
) -> Callable[[], Awaitable[None]]:
    return chance.choices([way for _, way in ways], [weight for weight, _ in ways])[0]
