"""What one bot learns of a person, the others know within a second; without Redis they ask within a minute."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from bot.services.actor_news import ActorNews
from bot.services.actors import FRESH_FOR, Actors
from bot.services.redis import RedisLink
from tests.bot.desk import until
from tests.bot.faces import ScriptedApi
from tests.bot.facts import AZIZA, BORIS, actor
from tests.bot.redis_links import BOT, lost, restarted, watched
from tests.services.redis import Redis


class Bot:
    """What one bot remembers of people, by a clock of its own."""

    def __init__(self, link: RedisLink) -> None:
        self.link = link
        self.now = 1000.0
        self.actors = Actors(ScriptedApi(), clock=lambda: self.now)
        self.news = ActorNews(link, self.actors)

    def learns(self, person: int = AZIZA, **how: Any) -> None:
        self.actors.learn(actor(person, **how))

    def knows(self, person: int = AZIZA) -> bool:
        """Whether it would act on what it remembers without asking."""
        return self.actors.peek(person) is not None


@asynccontextmanager
async def bots(redis: Redis, count: int = 2) -> AsyncIterator[list[Bot]]:
    """So many bots with their news running, and each subscribed."""
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        here = [Bot(await stack.enter_async_context(watched(redis.url))) for _ in range(count)]
        running = [asyncio.create_task(bot.news.run(stop)) for bot in here]
        await all_listen(here)
        try:
            yield here
        finally:
            stop.set()
            async with asyncio.timeout(5):
                await asyncio.gather(*running)


async def all_listen(here: list[Bot]) -> None:
    link = here[0].link

    async def listeners() -> bool:
        channel = link.key("actors")
        [(_, count)] = await link.ask(lambda client: client.pubsub_numsub(channel))
        return int(count) == len(here)

    await until(listeners)


async def test_a_role_learnt_by_one_bot_is_doubted_by_the_others(redis: Redis) -> None:
    async with bots(redis, 3) as (one, *others):
        for bot in others:
            bot.learns(role="user")
        one.learns(role="admin")
        await until(lambda: not any(bot.knows() for bot in others), within=5)


async def test_so_is_a_language(redis: Redis) -> None:
    async with bots(redis) as (one, other):
        other.learns(language="uz")
        one.learns(language="ru")
        await until(lambda: not other.knows(), within=5)


async def test_of_a_person_met_for_the_first_time_those_hear_who_know_them_otherwise(redis: Redis) -> None:
    async with bots(redis, 3) as (one, same, otherwise):
        same.learns(role="admin")
        otherwise.learns(role="user")
        # Both have told of her, and heard each other's news: only what comes now counts.
        await until(lambda: not otherwise.knows() and not same.knows(), within=5)
        same.learns(role="admin")
        otherwise.now += FRESH_FOR
        otherwise.learns(role="user")
        one.learns(role="admin")
        await until(lambda: not otherwise.knows(), within=5)
        assert same.knows()


async def test_what_is_not_new_is_not_told(redis: Redis) -> None:
    async with bots(redis) as (one, other):
        one.learns()
        other.learns()
        await until(lambda: one.news._untold.empty() and other.news._untold.empty())
        for _ in range(100):
            one.learns()
        assert one.news._untold.empty()


async def test_without_redis_nobody_hears_and_everybody_asks_within_a_minute() -> None:
    one, other = Bot(RedisLink(None, BOT)), Bot(RedisLink(None, BOT))
    other.learns(role="user")
    one.learns(role="admin")
    assert one.news._untold.empty(), "What nobody can be told is not kept."
    assert other.knows()
    other.now += FRESH_FOR
    assert not other.knows()


@pytest.mark.parametrize("loss", ["kill", "hang"])
async def test_they_hear_of_each_other_again_when_redis_is_back(redis: Redis, loss: str) -> None:
    async with bots(redis) as (one, other):
        links = (one.link, other.link)
        if loss == "kill":
            await lost(redis, *links)
        else:
            redis.hang()
            await until(lambda: all(link.state == "away" for link in links))
            redis.wake()
        one.learns(BORIS)
        await restarted(redis, *links)
        await all_listen([one, other])
        other.learns(role="user")
        one.learns(role="admin")
        await until(lambda: not other.knows(), within=5)


async def test_a_connection_that_is_cut_is_made_anew(redis: Redis) -> None:
    async with bots(redis) as here:
        link = here[0].link
        await link.ask(lambda client: client.client_kill_filter(_type="pubsub"))
        await all_listen(here)
        here[1].learns(role="user")
        here[0].learns(role="admin")
        await until(lambda: not here[1].knows(), within=5)
        assert link.state == "ok"


async def test_what_is_no_news_harms_nobody(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with bots(redis) as (one, other):
        link = one.link
        for said in ("nonsense", "[]", "{}", '{"telegram_id": 1}'):
            await link.call("redis.call('PUBLISH', KEYS[1], ARGV[1])", [link.key("actors")], [said])
        other.learns(role="user")
        one.learns(role="admin")
        await until(lambda: not other.knows(), within=5)
    assert "nonsense" not in caplog.text


async def test_learning_never_waits_however_much_there_is_to_tell(redis: Redis) -> None:
    async with bots(redis) as (one, other):
        other.learns(role="user")
        redis.hang()
        for person in range(5000):
            one.learns(person)
        assert one.news._untold.full()
        redis.wake()
        await restarted(redis, one.link, other.link)


async def test_it_ends_at_the_stop_also_while_redis_hangs(redis: Redis) -> None:
    async with bots(redis):
        redis.hang()
    redis.wake()
