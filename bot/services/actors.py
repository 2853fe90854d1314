"""What the bot remembers of people for a minute: role and language. A restart may lose all of it."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from aiogram.filters import Filter
from aiogram.types import Message, User

from bot.services.api import Api
from bot.services.api_errors import ApiError, BackendAway
from bot.services.api_types import Actor
from bot.services.words import Words, known_language

FRESH_FOR = 60.0
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Remembered:
    actor: Actor
    at: float


class Actors:
    """Learns from every answer of the backend that names an actor, and asks only where nothing fresh is known."""

    def __init__(self, api: Api, *, clock: Callable[[], float] = time.monotonic, remembered: int = REMEMBERED) -> None:
        self._api = api
        self._clock = clock
        self._limit = remembered
        self._known: OrderedDict[int, Remembered] = OrderedDict()
        # Hears of everybody who is seen in another role or language than before.
        self.on_news: Callable[[Actor], None] | None = None
        api.on_actor = self.learn

    def learn(self, actor: Actor) -> None:
        known = self._known.get(actor["telegram_id"])
        if self.on_news and (known is None or _seen(known.actor) != _seen(actor)):
            self.on_news(actor)
        self._known[actor["telegram_id"]] = Remembered(actor, self._clock())
        self._known.move_to_end(actor["telegram_id"])
        while len(self._known) > self._limit:
            self._known.popitem(last=False)

    def doubt(self, telegram_id: int) -> None:
        """Ask anew before the next act. Their language stays good enough to speak to them."""
        known = self._known.get(telegram_id)
        if known is not None:
            self._known[telegram_id] = Remembered(known.actor, float("-inf"))

    def hear(self, telegram_id: int, role: str, language: str | None) -> None:
        """Another bot sees a person so. Where we see them otherwise, the backend decides who is right."""
        known = self._known.get(telegram_id)
        if known is not None and _seen(known.actor) != (role, language):
            self.doubt(telegram_id)

    def peek(self, telegram_id: int) -> Actor | None:
        """What was learnt within the last minute."""
        known = self._known.get(telegram_id)
        return known.actor if known and self._clock() - known.at < FRESH_FOR else None

    async def get(self, telegram_id: int) -> Actor:
        """The person's role and language, by one request where nothing fresh is known. While the backend is away they
        are who they were: what they may do it decides itself, and whoever asks how it fares gets an answer."""
        try:
            return self.peek(telegram_id) or await self.ask(telegram_id)
        except BackendAway:
            known = self._known.get(telegram_id)
            if known is None:
                raise
            return known.actor

    async def ask(self, telegram_id: int) -> Actor:
        """The same from the backend itself, for where a minute is too long: who was appointed now wants in now."""
        actor = await self._api.actor(as_=telegram_id)
        self.learn(actor)
        return actor

    def words(self, user: User) -> Words:
        """The words for a person without asking anybody: their own language if ever learnt, else Telegram's."""
        known = self._known.get(user.id)
        language = known.actor["language"] if known else None
        return Words(language or known_language(user.language_code))

    async def ask_words(self, user: User) -> Words:
        """The words for a person; asks the backend where nothing fresh is known, and guesses while it is away."""
        try:
            await self.get(user.id)
        except ApiError:
            return self.words(user)
        return self.words(user)


def _seen(actor: Actor) -> tuple[str, str | None]:
    return actor["role"], actor["language"]


def is_admin(actor: Actor) -> bool:
    return actor["role"] in {"admin", "super_admin"}


def is_super_admin(actor: Actor) -> bool:
    return actor["role"] == "super_admin"


class AdminFilter(Filter):
    """Passes for admins only. Set it last: it may have to ask the backend who somebody is."""

    async def __call__(self, message: Message, actors: Actors) -> bool:
        return message.from_user is not None and is_admin(await actors.get(message.from_user.id))
