"""The way to Redis, for whatever several bots share: states of forms, turns in chats, Telegram's limits, news.

Redis may be lost at any moment and nothing may wait for it then. So each question has a short time, and after one
failure nobody asks at all until a look from aside has found Redis again. Who asks always has another way.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Literal, Self, TypeVar

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.commands.core import AsyncScript
from redis.exceptions import LockError, RedisError

from bot.config import ConfigurationError
from bot.services.waiting import wait_for_any

logger = logging.getLogger(__name__)

# A question to Redis takes a millisecond; whoever waits for a person's sake waits no longer than this.
PATIENCE = 0.3
# After a failure Redis is left alone for so long, and then looked for so often.
REST = 2.0
LOOK_EVERY = 1.0
# Enough for thousands of questions a second; one of them listens for news.
CONNECTIONS = 10
CLOSE_WITHIN = 1.0
# How long the key lives with which a look finds out whether Redis can be written to.
LOOK_LIVES = 60

Answer = TypeVar("Answer")
RedisState = Literal["ok", "away", "unused"]


class RedisAway(Exception):
    """Redis is not there, or none is configured: the caller goes its other way."""


class RedisLink:
    """One client for the whole bot. Use it as an async context manager, and let `run` look after it.

    Without a URL there is no Redis, and every question is answered by RedisAway at once.
    """

    def __init__(self, url: str | None, bot_id: int, *, patience: float = PATIENCE, rest: float = REST) -> None:
        self._bot_id = bot_id
        self._patience = patience
        self._rest = rest
        self._client = _client(url, patience) if url else None
        self._scripts: dict[str, AsyncScript] = {}
        self._failed_at: float | None = None
        # Set while Redis answers: for whoever waits for its return.
        self.there = asyncio.Event()
        # Called after each return, by whoever has something to make good.
        self.on_return: list[Callable[[], Awaitable[None]]] = []

    @property
    def state(self) -> RedisState:
        if self._client is None:
            return "unused"
        return "ok" if self.there.is_set() else "away"

    async def __aenter__(self) -> Self:
        await self._look()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.there.clear()
        if self._client is not None:
            with contextlib.suppress(RedisError, OSError, TimeoutError):
                async with asyncio.timeout(CLOSE_WITHIN):
                    await self._client.aclose(close_connection_pool=True)

    def key(self, *parts: object) -> str:
        """A name that no other bot on the same Redis has."""
        return ":".join(("yordam", str(self._bot_id), *map(str, parts)))

    @property
    def client(self) -> Redis:
        """The client itself, to build on. Whatever is asked of it goes through `ask`."""
        if self._client is None:
            raise RedisAway
        return self._client

    async def ask(self, question: Callable[[Redis], Awaitable[Answer]]) -> Answer:
        """Put a question to Redis, or raise RedisAway: at once while it is away, else within the patience."""
        if self._client is None or not self.there.is_set():
            raise RedisAway
        return await self._ask(self._client, question)

    async def call(self, script: str, keys: Sequence[str], arguments: Sequence[str | float]) -> Any:
        """Run a script in Redis, as one act."""
        return await self.ask(lambda redis: self._script(redis, script)(keys, arguments))

    async def run(self, stop: asyncio.Event) -> None:
        """Notice until `stop` is set that Redis has gone before somebody needs it, and that it is back."""
        while not stop.is_set():
            await self._look()
            await wait_for_any(stop, timeout=LOOK_EVERY)

    async def _look(self) -> None:
        if self._client is None or self._is_resting():
            return
        was_there = self.there.is_set()
        # Redis can answer and yet refuse to be written to, as when its memory is full or it is a replica.
        with contextlib.suppress(RedisAway):
            await self._ask(self._client, lambda redis: redis.set(self.key("look"), "1", ex=LOOK_LIVES))
            self._found()
            if not was_there:
                for make_good in self.on_return:
                    await make_good()

    async def _ask(self, client: Redis, question: Callable[[Redis], Awaitable[Answer]]) -> Answer:
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._patience), _heeding_an_end():
                return await question(client)
        except LockError:
            # That a lock is not ours any more is an answer.
            raise
        except (RedisError, OSError, TimeoutError) as error:
            if not self._was_late_itself(began):
                self._lose(error)
            raise RedisAway from error

    def _was_late_itself(self, began: float) -> bool:
        """Whether this process was kept from running for so long that the answer may have been there unread."""
        return self.there.is_set() and time.monotonic() - began > 2 * self._patience

    def _is_resting(self) -> bool:
        return self._failed_at is not None and time.monotonic() - self._failed_at < self._rest

    def _lose(self, error: Exception) -> None:
        is_news = self.there.is_set() or self._failed_at is None
        self._failed_at = time.monotonic()
        self.there.clear()
        if is_news:
            logger.warning(
                "Redis is away (REDIS_URL), and the bot goes on without it: %s", str(error) or "it does not answer"
            )

    def _found(self) -> None:
        if self._failed_at is not None:
            logger.info("Redis is back")
        self._failed_at = None
        self.there.set()

    def _script(self, redis: Redis, text: str) -> AsyncScript:
        if text not in self._scripts:
            self._scripts[text] = redis.register_script(text)
        return self._scripts[text]


@asynccontextmanager
async def _heeding_an_end() -> AsyncIterator[None]:
    """The client at times loses that its task has been cancelled, when that happens while it connects."""
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    try:
        yield
    finally:
        if task and task.cancelling() > before:
            raise asyncio.CancelledError


def _client(url: str, patience: float) -> Redis:
    """A client that waits shortly and tries nothing twice: an act whose answer was lost may have been done."""
    try:
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=patience,
            socket_timeout=patience,
            socket_connect_timeout=patience,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
            protocol=2,
            driver_info=None,
        )
        # What the address itself asks for is only looked at when a connection is made.
        pool.make_connection()  # type: ignore[no-untyped-call]
    except (TypeError, ValueError) as error:
        raise ConfigurationError(f"REDIS_URL is wrong: {error}") from None
    return Redis.from_pool(pool)
