"""Telegram's limits, kept by ourselves: so many messages a second in all, and so many in one chat.

Everything that the bot sends passes here, because the limiter is a middleware of aiogram's session: nobody can forget
it. It waits before a request and never drops one.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, SendMediaGroup, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.services.progress import answering_begins, handles_an_update
from bot.services.redis import RedisAway
from bot.services.shared_pace import ROUNDED_BY, Moment, SharedPace

logger = logging.getLogger(__name__)

# What Telegram counts: whatever puts something into a chat, or changes it there.
COUNTED = ("send", "copy", "forward", "edit", "stop", "delete", "setMessageReaction")
UNCOUNTED = frozenset({"sendChatAction", "deleteWebhook", "deleteMyCommands"})
# So many chats told to wait at once mean that the bot as a whole is too quick.
CHATS_FOR_ALL = 3
FORGET_ABOVE = 10_000
# Handlers answer a person who waits; beyond this they give up rather than answer out of the blue.
HANDLERS_RETRY_WITHIN = 8.0


@dataclass(slots=True)
class Pace:
    """A rate with a burst. `due` is when the bucket will be empty again; 0 as rate is no limit."""

    rate: float
    burst: float
    due: float = 0.0

    def delay(self, now: float, weight: float = 1.0) -> float:
        """Seconds until the next request may go. What weighs more than a burst goes when the bucket is empty."""
        if not self.rate:
            return 0.0
        return max(0.0, self.due - (self.burst - min(weight, self.burst)) / self.rate - now)

    def reserve(self, now: float, weight: float = 1.0) -> float:
        """Take the next free moment, and say how far away it is."""
        if not self.rate:
            return 0.0
        delay = self.delay(now, weight)
        self.due = max(self.due, now) + weight / self.rate
        return delay


@dataclass(slots=True)
class Limiter:
    """The paces of all chats and of the bot as a whole, and the pauses that Telegram has ordered.

    Several bots share them through Redis. Without it each keeps a pace of its own for a chat, and its part of the
    whole: `alive` says how many bots there are.
    """

    per_second: float
    per_chat_second: float
    chat_burst: int
    shared: SharedPace | None = None
    alive: Callable[[], int] = lambda: 1
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Any] = asyncio.sleep
    _all: Pace = field(init=False)
    _chats: dict[int, Pace] = field(init=False, default_factory=dict)
    _pauses: dict[int, float] = field(init=False, default_factory=dict)
    _pause_of_all: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._all = Pace(self.per_second, 1.0)
        self._set_rate(self.per_second)

    def delay(self, chat_id: int) -> float:
        """Seconds until something may be sent to this chat, as far as this process knows."""
        now = self.clock()
        return max(self._chat(chat_id).delay(now), self._all.delay(now), self._paused_until(chat_id) - now, 0.0)

    async def wait(self, chat_id: int, weight: float = 1.0) -> None:
        """Wait for this chat's turn, and then for the bot's; turns in a chat are given in the order asked for."""
        has_chats_turn = False
        while True:
            moment = await self._next(chat_id, weight, has_chats_turn=has_chats_turn)
            await self._rest(moment.delay)
            if moment.may_go:
                return
            has_chats_turn = True

    async def _next(self, chat_id: int, weight: float, *, has_chats_turn: bool) -> Moment:
        if self.shared is not None and self.shared.is_needed:
            with contextlib.suppress(RedisAway):
                return await self._reserve_with_others(self.shared, chat_id, weight, has_chats_turn=has_chats_turn)
        return self._reserve(chat_id, weight, has_chats_turn=has_chats_turn)

    async def _reserve_with_others(
        self, shared: SharedPace, chat_id: int, weight: float, *, has_chats_turn: bool
    ) -> Moment:
        """The next moment among all bots. Our own paces follow the shared ones, from below: `delay` asks them, they go
        on when Redis is lost, and one that has been emptied learns from them."""
        asked, chat = self.clock(), self._chat(chat_id)
        ahead = (max(0.0, chat.due - asked), max(0.0, self._all.due - asked))
        moment = await shared.reserve(
            chat_id, weight, has_chats_turn=has_chats_turn, chat_ahead=ahead[0], all_ahead=ahead[1]
        )
        if not has_chats_turn:
            chat.reserve(asked, weight)
        if moment.pause:
            self.pause(chat_id, moment.pause)
        if moment.may_go and self.per_second:
            self._set_rate(self.per_second)
            self._all.due = max(self._all.due, asked + moment.delay - ROUNDED_BY + weight / self.per_second)
        return moment

    def _reserve(self, chat_id: int, weight: float, *, has_chats_turn: bool) -> Moment:
        """The next moment by this process's own paces. What all share is only reserved once the chat's turn is there,
        so that a chat that must wait holds up no other."""
        now = self.clock()
        delay = 0.0 if has_chats_turn else self._chat(chat_id).reserve(now, weight)
        delay = max(delay, self._paused_until(chat_id) - now)
        if delay > 0:
            return Moment(delay, may_go=False)
        self._set_rate(self.per_second / max(1, self.alive()))
        return Moment(self._all.reserve(now, weight), may_go=True)

    def _set_rate(self, rate: float) -> None:
        # A burst of a tenth of a second keeps the average honest and lets chats run side by side.
        self._all.rate, self._all.burst = rate, max(1.0, rate / 10)

    async def wait_for_quiet(self, chat_id: int) -> None:
        """Wait until nothing else wants to go to this chat: for what may come a little later."""
        while (delay := self.delay(chat_id)) > 0:
            await self.sleep(delay)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram said so: nothing to this chat, or to anybody where several chats hear it at once."""
        now = self.clock()
        self._pauses[chat_id] = max(self._pauses.get(chat_id, 0.0), now + seconds)
        self._pauses = {chat: until for chat, until in self._pauses.items() if until > now}
        if len(self._pauses) >= CHATS_FOR_ALL:
            self._pause_of_all = max(self._pause_of_all, now + seconds)

    async def share_pause(self, chat_id: int, seconds: float) -> None:
        """The same, told to the other bots as well."""
        self.pause(chat_id, seconds)
        if self.shared is not None:
            with contextlib.suppress(RedisAway):
                await self.shared.pause(chat_id, seconds, CHATS_FOR_ALL)

    def _paused_until(self, chat_id: int) -> float:
        return max(self._pauses.get(chat_id, 0.0), self._pause_of_all)

    async def _rest(self, delay: float) -> None:
        if delay > 0:
            await self.sleep(delay)

    def _chat(self, chat_id: int) -> Pace:
        pace = self._chats.get(chat_id)
        if pace is None:
            if len(self._chats) >= FORGET_ABOVE:
                now = self.clock()
                self._chats = {chat: pace for chat, pace in self._chats.items() if pace.due > now}
            pace = self._chats[chat_id] = Pace(self.per_chat_second, max(1, self.chat_burst))
        return pace


class LimitRequests(BaseRequestMiddleware):
    """Holds each request that Telegram counts until its time has come."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        chat_id = counted_chat(method)
        if chat_id is None:
            return await make_request(bot, method)
        answering_begins()
        while True:
            await self._limiter.wait(chat_id, _weight(method))
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                await self._limiter.share_pause(chat_id, error.retry_after)
                logger.warning("chat %s: Telegram wants %s s of silence", chat_id, error.retry_after)
                # The courier's rows wait in the database; a handler's answer exists only here.
                if not handles_an_update() or error.retry_after > HANDLERS_RETRY_WITHIN:
                    raise


def counted_chat(method: TelegramMethod[Any]) -> int | None:
    """The chat in which this request counts, or None where Telegram does not count it."""
    name = method.__api_method__
    chat_id = getattr(method, "chat_id", None)
    if name in UNCOUNTED or not name.startswith(COUNTED) or not isinstance(chat_id, int):
        return None
    return chat_id


def _weight(method: TelegramMethod[Any]) -> float:
    return float(len(method.media)) if isinstance(method, SendMediaGroup) else 1.0
