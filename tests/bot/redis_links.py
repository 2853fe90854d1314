"""Links to a test's Redis, several as in several bots, each looked after as in production but with less rest."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.services.redis import RedisLink
from tests.bot.desk import until
from tests.services.redis import Redis

BOT = 4242


# A test that measures no time is patient: a busy machine is no dead Redis.
PATIENT = 3.0


@asynccontextmanager
async def watched(url: str | None, *, patience: float = PATIENT) -> AsyncIterator[RedisLink]:
    """A link that is looked after, and leaves Redis alone for a shorter time than in production."""
    stop = asyncio.Event()
    async with RedisLink(url, BOT, patience=patience, rest=0.2) as link:
        watching = asyncio.create_task(link.run(stop))
        try:
            yield link
        finally:
            stop.set()
            await watching


@asynccontextmanager
async def several(redis: Redis, count: int = 2) -> AsyncIterator[list[RedisLink]]:
    """Links of so many bots with the same token."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(watched(redis.url)) for _ in range(count)]


async def restarted(redis: Redis, *links: RedisLink) -> None:
    """Redis has come back with nothing in it, and all know it."""
    if not redis.is_running:
        redis.start()
    await until(lambda: all(link.state == "ok" for link in links))


async def lost(redis: Redis, *links: RedisLink) -> None:
    """Redis has been killed, and all know it."""
    redis.kill()
    await until(lambda: all(link.state == "away" for link in links))
