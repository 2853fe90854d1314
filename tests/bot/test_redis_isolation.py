"""Updates of one chat run one after the other, whichever bots have them, and whatever becomes of Redis."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import pytest
from aiogram.fsm.storage.base import StorageKey
from redis.asyncio import Redis as Client

from bot.fsm.isolation import Isolation
from bot.services.redis import Answer, RedisAway, RedisLink
from tests.bot.desk import AZIZA, BORIS, until
from tests.bot.redis_links import BOT, PATIENT, lost, restarted, several, watched
from tests.services.redis import Redis


def key(person: int = AZIZA) -> StorageKey:
    return StorageKey(bot_id=BOT, chat_id=person, user_id=person)


@dataclass
class Chat:
    """Sees whether two updates were ever handled at once."""

    handled: list[int] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def handle(self, isolation: Isolation, update: int, *, person: int = AZIZA, lasts: float = 0.01) -> None:
        async with isolation.lock(key(person)):
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await asyncio.sleep(lasts)
            self.handled.append(update)
            self.at_once -= 1

    async def rush(self, isolations: Sequence[Isolation], count: int = 20) -> None:
        """Updates come to all bots at the same moment."""
        await asyncio.gather(*(self.handle(isolations[n % len(isolations)], n) for n in range(count)))


@pytest.fixture
def chat() -> Chat:
    return Chat()


def no_redis() -> RedisLink:
    return RedisLink(None, BOT)


async def test_one_bot_alone_handles_them_in_the_order_in_which_they_came(chat: Chat) -> None:
    await chat.rush([Isolation(no_redis())])
    assert chat.handled == list(range(20))
    assert chat.most_at_once == 1


async def test_three_bots_handle_them_one_after_the_other(redis: Redis, chat: Chat) -> None:
    async with several(redis, 3) as links:
        await chat.rush([Isolation(link) for link in links], 30)
    assert sorted(chat.handled) == list(range(30))
    assert chat.most_at_once == 1


async def test_chats_do_not_wait_for_each_other(redis: Redis, chat: Chat) -> None:
    async with several(redis) as links:
        one, other = (Isolation(link) for link in links)
        busy = asyncio.create_task(chat.handle(one, 1, lasts=30))
        async with asyncio.timeout(10):
            await chat.handle(other, 2, person=BORIS)
        assert chat.handled == [2]
        busy.cancel()


async def test_what_a_killed_bot_had_in_hand_is_free_after_its_time(redis: Redis, chat: Chat) -> None:
    async with watched(redis.url) as link:
        began = time.monotonic()
        async with watched(redis.url) as killed:
            # It takes the turn, and never says another word.
            assert await Isolation(killed, lease=1.5)._acquire(AZIZA) is not None
        await chat.handle(Isolation(link), 1)
        assert 1.4 < time.monotonic() - began < 20


async def test_whoever_takes_longer_than_the_time_limit_keeps_the_turn(redis: Redis, chat: Chat) -> None:
    async with several(redis) as links:
        slow, other = Isolation(links[0], lease=2.0), Isolation(links[1])
        first = asyncio.create_task(chat.handle(slow, 1, lasts=4.0))
        await until(lambda: chat.at_once == 1)
        await chat.handle(other, 2)
        await first
    assert chat.handled == [1, 2]
    assert chat.most_at_once == 1


async def test_a_bot_that_never_ends_does_not_silence_the_chat(
    redis: Redis, chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    async with several(redis) as links:
        endless = asyncio.create_task(chat.handle(Isolation(links[0]), 1, lasts=600))
        await until(lambda: chat.at_once == 1)
        async with asyncio.timeout(10):
            await chat.handle(Isolation(links[1], wait_at_most=0.5), 2)
        assert chat.handled == [2]
        assert "keeps its turn for too long" in caplog.text
        endless.cancel()


class Mishearing(RedisLink):
    """Loses the answers to its first questions, which Redis has heard."""

    lost = 1

    async def ask(self, question: Callable[[Client], Awaitable[Answer]]) -> Answer:
        answer = await super().ask(question)
        if self.lost:
            self.lost -= 1
            raise RedisAway
        return answer


async def test_a_turn_that_was_given_unheard_is_given_back(redis: Redis, chat: Chat) -> None:
    async with Mishearing(redis.url, BOT, patience=PATIENT) as mishearing, watched(redis.url) as link:
        await chat.handle(Isolation(mishearing), 1)
        assert await link.ask(lambda client: client.keys(link.key("turn", "*"))) == []
    assert chat.handled == [1]


async def test_a_handler_that_fails_or_is_ended_gives_the_turn_back(redis: Redis, chat: Chat) -> None:
    async with several(redis) as links:
        one, other = (Isolation(link) for link in links)
        with pytest.raises(ZeroDivisionError):
            async with one.lock(key()):
                raise ZeroDivisionError
        ended = asyncio.create_task(chat.handle(one, 1, lasts=600))
        await until(lambda: chat.at_once == 1)
        ended.cancel()
        async with asyncio.timeout(3):
            await chat.handle(other, 2)
    assert chat.handled == [2]


async def test_without_redis_each_bot_still_keeps_its_own_in_order(redis: Redis, chat: Chat) -> None:
    async with watched(redis.url) as link:
        await lost(redis, link)
        began = time.monotonic()
        await chat.rush([Isolation(link)])
        assert time.monotonic() - began < 5
    assert chat.handled == list(range(20))
    assert chat.most_at_once == 1


@pytest.mark.parametrize("loss", ["kill", "hang", "flush"])
async def test_a_redis_that_is_lost_under_way_ends_nobodys_turn(redis: Redis, chat: Chat, loss: str) -> None:
    async with watched(redis.url) as link:
        isolation = Isolation(link)
        handling = [asyncio.create_task(chat.handle(isolation, n, lasts=0.1)) for n in range(5)]
        await until(lambda: chat.handled and chat.at_once)
        getattr(redis, loss)()
        async with asyncio.timeout(10):
            await asyncio.gather(*handling)
        if loss == "hang":
            redis.wake()
        await restarted(redis, link)
        await chat.handle(isolation, 5)
    assert chat.handled == list(range(6))
    assert chat.most_at_once == 1


async def test_a_turn_that_ended_while_redis_was_away_is_free_when_it_is_back(redis: Redis, chat: Chat) -> None:
    async with several(redis) as links:
        isolations = [Isolation(link, lease=2.0) for link in links]
        handling = asyncio.create_task(chat.handle(isolations[0], 1, lasts=0.3))
        await until(lambda: chat.at_once == 1)
        redis.hang()
        await handling
        redis.wake()
        await restarted(redis, *links)
        async with asyncio.timeout(10):
            await chat.rush(isolations)
    assert chat.most_at_once == 1


async def test_nothing_is_left_behind(redis: Redis, chat: Chat) -> None:
    async with several(redis) as links:
        isolations = [Isolation(link) for link in links]
        for person in range(200):
            await chat.handle(isolations[person % 2], person, person=person, lasts=0)
        assert [isolation._chats for isolation in isolations] == [{}, {}]
        keys = await links[0].ask(lambda client: client.keys(links[0].key("turn", "*")))
        assert keys == []
