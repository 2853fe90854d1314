"""Telegram's limits hold across bots: they share one pace through Redis, and part it among them while it is away."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.services.limiter import CHATS_FOR_ALL, Limiter
from bot.services.redis import RedisLink
from bot.services.shared_pace import LONGEST_QUEUE, SharedPace
from tests.bot.desk import AZIZA, BORIS, DILNOZA, EMMA, until
from tests.bot.redis_links import BOT, PATIENT, lost, restarted, several, watched
from tests.services.redis import Redis

ALL, CHAT, BURST = 30.0, 1.0, 3
# Delays are whole milliseconds, rounded up.
ROUNDING = 0.002
# Runs a script and tells also when that was, by Redis' own clock.
WITH_TIME = """
local function act() {} end
local answer = act()
local time = redis.call('TIME')
return {{answer[1], answer[2], answer[3], time[1], time[2]}}
"""


class NotingLink(RedisLink):
    """Notes which moments were given away: in a chat, and among all."""

    def __init__(self, url: str) -> None:
        super().__init__(url, BOT, patience=PATIENT)
        self.of_chats: dict[int, list[float]] = {}
        self.of_all: list[float] = []

    async def call(self, script: str, keys: Sequence[str], arguments: Sequence[str | float]) -> Any:
        *answer, seconds, micros = await super().call(WITH_TIME.format(script), keys, arguments)
        moment = int(seconds) + int(micros) / 1_000_000 + answer[0] / 1000
        chat, _, has_chats_turn, *_ = arguments
        if not has_chats_turn:
            self.of_chats.setdefault(int(chat), []).append(moment)
        if answer[1]:
            self.of_all.append(moment)
        return answer


def limiter(link: RedisLink, *, overall: float = ALL, chat: float = CHAT, alive: int = 1) -> Limiter:
    return Limiter(overall, chat, BURST, shared=SharedPace(link, overall, chat, BURST), alive=lambda: alive)


def most_within_a_second(moments: Sequence[float]) -> int:
    """How many fall into the busiest second, wherever it begins."""
    ordered = sorted(moments)
    return max(sum(begin <= moment < begin + 1 - ROUNDING for moment in ordered) for begin in ordered)


@asynccontextmanager
async def lateness() -> AsyncIterator[list[float]]:
    """By how many seconds the machine has woken us too late, each time."""
    late = [0.0]

    async def watch() -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.01)
            late.append(time.monotonic() - began - 0.01)

    watching = asyncio.create_task(watch())
    try:
        yield late
    finally:
        watching.cancel()


def as_bots(count: int, act: Callable[[int], Coroutine[None, None, None]]) -> None:
    """Run an act in so many event loops at once."""
    with ThreadPoolExecutor(count) as loops:
        for done in [loops.submit(asyncio.run, act(number)) for number in range(count)]:
            done.result()


def test_three_bots_together_never_send_more_than_thirty_in_any_second(redis: Redis) -> None:
    links = [NotingLink(redis.url) for _ in range(3)]

    async def rush(number: int) -> None:
        async with links[number] as link:
            limits = limiter(link)
            await asyncio.gather(*(limits.wait(1000 * number + chat) for chat in range(40)))

    began = time.monotonic()
    as_bots(3, rush)
    took = time.monotonic() - began
    moments = [moment for link in links for moment in link.of_all]
    assert len(moments) == 120
    assert most_within_a_second(moments) <= ALL
    assert min(len(link.of_all) for link in links) == 40
    # Nor are they slower than they may: four seconds for 120, and what starting them takes.
    assert 119 / ALL <= took < 119 / ALL + 15
    assert max(moments) - min(moments) < 119 / ALL + 5


def test_three_bots_never_send_more_into_a_chat_than_one_may(redis: Redis) -> None:
    links = [NotingLink(redis.url) for _ in range(3)]

    async def rush(number: int) -> None:
        async with links[number] as link:
            pace = SharedPace(link, 0, CHAT, BURST)
            for _ in range(8):
                for chat in (AZIZA, BORIS):
                    await pace.reserve(chat, 1, has_chats_turn=False)

    as_bots(3, rush)
    for chat in (AZIZA, BORIS):
        moments = sorted(moment for link in links for moment in link.of_chats[chat])
        assert len(moments) == 24
        assert most_within_a_second(moments) <= BURST
        assert most_within_a_second(moments[BURST:]) <= CHAT
        assert moments[-1] - moments[0] == pytest.approx(24 - BURST, abs=1)


async def test_an_album_counts_each_of_its_members_for_all_bots(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (SharedPace(link, 0, CHAT, BURST) for link in links)
        assert (await one.reserve(AZIZA, 10, has_chats_turn=False)).delay == 0
        assert (await other.reserve(AZIZA, 1, has_chats_turn=False)).delay == pytest.approx(8, abs=2)


async def test_a_chat_that_must_wait_takes_no_moment_from_the_others(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (SharedPace(link, ALL, CHAT, BURST) for link in links)
        for _ in range(30):
            await one.reserve(AZIZA, 1, has_chats_turn=False)
        moment = await other.reserve(BORIS, 1, has_chats_turn=False)
        assert moment.may_go
        assert moment.delay < 0.2


async def test_a_pause_that_one_bot_was_told_of_holds_the_others_too(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (limiter(link) for link in links)
        await one.share_pause(AZIZA, 3)
        began = time.monotonic()
        await other.wait(BORIS)
        assert time.monotonic() - began < 2.5, "It is Aziza's chat that rests."
        waiting = asyncio.create_task(other.wait(AZIZA))
        await until(lambda: other.delay(AZIZA) > 0, within=2.5)
        await waiting
        assert 2.5 < time.monotonic() - began < 15


async def test_pauses_of_several_chats_hold_everybody_whichever_bots_heard_them(redis: Redis) -> None:
    async with several(redis, CHATS_FOR_ALL) as links:
        for link, chat in zip(links, (AZIZA, BORIS, EMMA), strict=True):
            await limiter(link).share_pause(chat, 30)
        moment = await SharedPace(links[0], ALL, CHAT, BURST).reserve(DILNOZA, 1, has_chats_turn=False)
        assert not moment.may_go
        assert moment.pause == pytest.approx(30, abs=5)


async def test_a_pause_is_not_made_shorter_and_ends(redis: Redis) -> None:
    async with watched(redis.url) as link:
        pace = SharedPace(link, ALL, CHAT, BURST)
        await pace.pause(AZIZA, 2, CHATS_FOR_ALL)
        await pace.pause(AZIZA, 0.1, CHATS_FOR_ALL)
        moment = await pace.reserve(AZIZA, 1, has_chats_turn=False)
        assert 0.3 < moment.pause <= 2
        await asyncio.sleep(moment.delay)
        assert (await pace.reserve(AZIZA, 1, has_chats_turn=True)).may_go


async def test_without_redis_each_bot_takes_its_part(redis: Redis) -> None:
    async with watched(redis.url) as link:
        await lost(redis, link)
        limits = limiter(link, chat=0, alive=3)
        began = time.monotonic()
        for chat in range(16):
            await limits.wait(chat)
        assert 15 / (ALL / 3) - 0.1 < time.monotonic() - began < 10


@pytest.mark.parametrize("loss", ["kill", "hang", "flush"])
async def test_a_redis_lost_in_a_rush_neither_stops_it_nor_lets_it_through(redis: Redis, loss: str) -> None:
    sent: list[float] = []

    async def send(limits: Limiter, number: int) -> None:
        for chat in range(3):
            await limits.wait(10 * number + chat)
            sent.append(time.monotonic())

    async with several(redis, 3) as links, lateness() as late:
        bots = [limiter(link, alive=3) for link in links]
        rush = [asyncio.create_task(send(bots[n % 3], n)) for n in range(40)]
        await until(lambda: len(sent) > 20)
        getattr(redis, loss)()
        async with asyncio.timeout(20):
            await asyncio.gather(*rush)
        if loss == "hang":
            redis.wake()
        await restarted(redis, *links)
    assert len(sent) == 120
    # What was reserved is not reserved again. A busy machine may wake us late, and then several at once.
    assert most_within_a_second(sent) <= (1.8 + max(late)) * ALL


async def test_a_clock_that_is_set_back_holds_nobody_for_long(redis: Redis) -> None:
    async with watched(redis.url) as link:
        # An hour ago, the pace was reserved up to what was then the next moment.
        ahead = "redis.call('SET', KEYS[1], string.format('%.3f', redis.call('TIME')[1] * 1000 + 3600000))"
        for name in (AZIZA, "all"):
            await link.call(ahead, [link.key("pace", name)], [])
        moment = await SharedPace(link, ALL, CHAT, BURST).reserve(AZIZA, 1, has_chats_turn=False)
        assert moment.may_go
        assert moment.delay < 1
        assert LONGEST_QUEUE < 3600


async def test_redis_keeps_only_paces_that_still_matter(redis: Redis) -> None:
    async with watched(redis.url) as link:
        pace = SharedPace(link, 1000, 10, 1)
        for chat in range(200):
            await pace.reserve(chat, 1, has_chats_turn=False)
        await pace.pause(AZIZA, 0.5, CHATS_FOR_ALL)
        assert await _paces(link)
        await until(lambda: _is_empty(link), within=10)


async def _paces(link: RedisLink) -> Any:
    return await link.ask(lambda client: client.keys(link.key("pa*")))


async def _is_empty(link: RedisLink) -> bool:
    return not await _paces(link)


async def test_without_limits_or_address_redis_is_not_asked(redis: Redis) -> None:
    async with watched(redis.url) as link:
        await limiter(link, overall=0, chat=0).wait(AZIZA)
        assert await link.ask(lambda client: client.keys(link.key("pace", "*"))) == []
    alone = RedisLink(None, BOT)
    assert not SharedPace(alone, ALL, CHAT, BURST).is_needed
