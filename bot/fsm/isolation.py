"""One update of a chat after the other: within this process always, and across all bots while Redis is there."""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey
from redis.asyncio.lock import Lock
from redis.exceptions import LockError

from bot.services.redis import RedisAway, RedisLink

logger = logging.getLogger(__name__)

# What a killed bot had in hand is free again after so long; whoever is still at it renews in time.
LEASE = 10.0
RENEW_EVERY = 3.0
# How soon to ask again for a turn that another bot has: quickly at first, since most updates take milliseconds.
FIRST_LOOK, LONGEST_LOOK = 0.01, 0.1
# A bot that renews for ever without coming to an end must not silence the chat. No handler works this long.
WAIT_AT_MOST = 60.0


@dataclass(slots=True)
class _Turns:
    """A chat's turns in this process, for as long as anybody has or wants one."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Isolation(BaseEventIsolation):
    """Turns are never refused and never waited for in vain: without Redis they hold within this process only."""

    def __init__(self, link: RedisLink, *, lease: float = LEASE, wait_at_most: float = WAIT_AT_MOST) -> None:
        self._link = link
        self._lease = lease
        self._wait_at_most = wait_at_most
        self._chats: dict[tuple[int, int], _Turns] = {}

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """The chat's turn, for as long as the context lasts."""
        async with self._turn_here(key), self._turn_among_bots(key):
            yield

    async def close(self) -> None:
        """Nothing is held between updates."""

    @asynccontextmanager
    async def _turn_here(self, key: StorageKey) -> AsyncIterator[None]:
        chat = (key.bot_id, key.chat_id)
        turns = self._chats.setdefault(chat, _Turns())
        turns.users += 1
        try:
            async with turns.lock:
                yield
        finally:
            turns.users -= 1
            if not turns.users:
                del self._chats[chat]

    @asynccontextmanager
    async def _turn_among_bots(self, key: StorageKey) -> AsyncIterator[None]:
        lock = await self._acquire(key.chat_id)
        if lock is None:
            yield
            return
        renewing = asyncio.create_task(self._renew(lock), name="isolation: renew")
        try:
            yield
        finally:
            renewing.cancel()
            # A lock that ran out, or went with Redis, has nothing left to release.
            with contextlib.suppress(LockError, RedisAway):
                await self._link.ask(lambda _: lock.release())

    async def _acquire(self, chat_id: int) -> Lock | None:
        """The lock that all bots respect, or None where nobody keeps it."""
        if self._link.state != "ok":
            return None
        lock = Lock(self._link.client, self._link.key("turn", chat_id), timeout=self._lease, thread_local=False)
        token = secrets.token_hex(16)
        began, look = time.monotonic(), FIRST_LOOK
        while True:
            try:
                if await self._link.ask(lambda _: lock.acquire(blocking=False, token=token)):
                    return lock
            except RedisAway:
                # It may be ours, where only the answer was lost: then it is given back like any other.
                lock.local.token = token
                return lock
            if time.monotonic() - began > self._wait_at_most:
                logger.error("chat %s: another bot keeps its turn for too long; going on without it", chat_id)
                return None
            await asyncio.sleep(look)
            look = min(look * 1.5, LONGEST_LOOK)

    async def _renew(self, lock: Lock) -> None:
        """Keep the lock while its holder works. Seldom more than a sleep: most updates are done long before."""
        while True:
            await asyncio.sleep(min(RENEW_EVERY, self._lease / 3))
            with contextlib.suppress(LockError, RedisAway):
                await self._link.ask(lambda _: lock.extend(self._lease, replace_ttl=True))
