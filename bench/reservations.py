"""`python -m bench.reservations`: what it costs to share a chat's turn, a form and Telegram's limits through Redis."""

import asyncio
import resource
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiogram.fsm.storage.base import StorageKey

from bot.fsm.isolation import Isolation
from bot.fsm.storage import FormStorage
from bot.services.limiter import Limiter
from bot.services.redis import RedisLink
from bot.services.shared_pace import SharedPace
from tests.services.redis import a_redis

TIMES = 3000
BOT = 1
# Quicker than anybody asks, so that nothing waits for its moment.
RATE = 1_000_000.0


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="yordam-redis-") as folder, a_redis(Path(folder)) as redis:
        asyncio.run(measure(redis.url))
    return 0


async def measure(url: str) -> None:
    async with RedisLink(url, BOT, patience=5.0) as link:
        shared = Limiter(RATE, RATE, 3, shared=SharedPace(link, RATE, RATE, 3))
        alone = Limiter(RATE, RATE, 3)
        isolation, forms = Isolation(link), FormStorage(link)

        async def take_turn(chat: int) -> None:
            async with isolation.lock(_key(chat)):
                pass

        await show("a moment reserved in Redis", shared.wait)
        await show("the same in this process alone", alone.wait)
        await show("a chat's turn taken and given back", take_turn)
        await show("a form's state read", lambda chat: forms.get_state(_key(chat)))


async def show(name: str, act: Callable[[int], Awaitable[object]]) -> None:
    """Print how long one takes after the other, and how much of a core this process spends on it."""
    delays, before = [], _cpu()
    for chat in range(TIMES):
        began = time.perf_counter()
        await act(chat)
        delays.append((time.perf_counter() - began) * 1000)
    median, worst = statistics.median(delays), statistics.quantiles(delays, n=100)[98]
    cpu = (_cpu() - before) / TIMES * 1000
    print(f"{name}: median {median:.3f} ms, p99 {worst:.3f} ms, {cpu:.3f} ms of this process' CPU")  # noqa: T201


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _key(chat: int) -> StorageKey:
    return StorageKey(bot_id=BOT, chat_id=chat, user_id=chat)


if __name__ == "__main__":
    main()
