"""The way to a real Redis, which is killed, hung, emptied and started again under the bot's hands."""

import asyncio
import contextlib
import logging
import statistics
import time
from typing import Any

import pytest
from redis.asyncio import Redis as Client

from bot.config import ConfigurationError
from bot.services.redis import PATIENCE, RedisAway, RedisLink
from tests.bot.desk import until
from tests.bot.redis_links import BOT, watched
from tests.services.redis import Redis

# What a dead Redis may cost, once, on a machine that is busy; afterwards it costs nothing.
FEW_HUNDRED_MS, AT_ONCE = 1.5, 0.1


async def ask(link: RedisLink) -> Any:
    return await link.ask(lambda client: client.get("anything"))


async def _be_slow(client: Client) -> None:
    await client.execute_command("DEBUG", "SLEEP", "0.1")  # type: ignore[no-untyped-call]


async def took(link: RedisLink) -> float:
    """How long it takes to hear that there is no answer."""
    began = time.monotonic()
    with pytest.raises(RedisAway):
        await ask(link)
    return time.monotonic() - began


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What an operator reads of Redis."""
    return [record.getMessage() for record in caplog.records if record.name == "bot.services.redis"]


@pytest.fixture(autouse=True)
def _info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.services.redis")


async def test_it_asks_and_is_answered(redis: Redis) -> None:
    async with watched(redis.url) as link:
        await link.ask(lambda client: client.set("anything", "something"))
        assert await ask(link) == "something"
        assert link.state == "ok"


async def test_without_an_address_there_is_none() -> None:
    async with watched(None) as link:
        assert link.state == "unused"
        assert statistics.median([await took(link) for _ in range(20)]) < AT_ONCE


async def test_a_redis_that_is_killed_costs_nobody_any_time(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    async with watched(redis.url) as link:
        redis.kill()
        assert await took(link) < FEW_HUNDRED_MS
        assert statistics.median([await took(link) for _ in range(20)]) < AT_ONCE
        assert link.state == "away"
        redis.start()
        await until(lambda: link.state == "ok")
        assert await ask(link) is None
    assert [line.split("(")[0].strip() for line in lines(caplog)] == ["Redis is away", "Redis is back"]


async def test_a_redis_that_hangs_is_waited_for_once(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    assert PATIENCE <= 0.3, "The test is more patient, so that a busy machine is no dead Redis."
    async with watched(redis.url, patience=1.0) as link:
        redis.hang()
        both = await asyncio.gather(*(took(link) for _ in range(50)))
        assert max(both) < 1.0 + FEW_HUNDRED_MS
        assert statistics.median([await took(link) for _ in range(20)]) < AT_ONCE
        # It stays away for as long as it hangs, however often it is looked for.
        await asyncio.sleep(1.5)
        assert link.state == "away"
        redis.wake()
        await until(lambda: link.state == "ok")
    assert len(lines(caplog)) == 2


async def test_a_redis_that_goes_unasked_is_missed_too(redis: Redis) -> None:
    async with watched(redis.url) as link:
        redis.kill()
        await until(lambda: link.state == "away", within=5)


async def test_a_redis_that_is_not_there_at_the_start_is_said_once(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    redis.kill()
    began = time.monotonic()
    async with watched(redis.url) as link:
        assert time.monotonic() - began < FEW_HUNDRED_MS
        assert link.state == "away"
        assert len(lines(caplog)) == 1
        assert "REDIS_URL" in lines(caplog)[0]
        redis.start()
        await until(lambda: link.state == "ok")
        assert await ask(link) is None


async def test_a_redis_that_cannot_be_written_to_is_none(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    async with watched(redis.url) as link:
        await link.ask(lambda client: client.config_set("maxmemory", "1"))
        await until(lambda: link.state == "away", within=5)
        await asyncio.sleep(1.5)
        assert len(lines(caplog)) == 1, "It answers every look, and comes back with none of them."


async def test_a_password_that_is_wrong_is_said_without_it(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    url = redis.url.replace("redis://", "redis://:sesame-open@")
    async with watched(url) as link:
        assert link.state == "away"
    assert len(lines(caplog)) == 1
    assert "sesame-open" not in caplog.text


async def test_a_bot_that_was_kept_from_running_does_not_blame_redis(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    async with RedisLink(redis.url, BOT) as link:
        asking = asyncio.create_task(link.ask(_be_slow))
        await asyncio.sleep(0.05)
        # An operating system that has no time for us: the answer and the end of our patience are there at once.
        time.sleep(1)  # noqa: ASYNC251
        with contextlib.suppress(RedisAway):
            await asking
        assert link.state == "ok"
        assert await ask(link) is None
    assert lines(caplog) == []


async def test_what_must_be_made_good_is_made_good_at_each_return(redis: Redis) -> None:
    returned: list[str] = []

    async def make_good() -> None:
        returned.append("again")

    async with watched(redis.url) as link:
        link.on_return.append(make_good)
        for _ in range(2):
            returned.clear()
            redis.kill()
            await until(lambda: link.state == "away")
            redis.start()
            await until(lambda: returned)


async def test_what_is_cancelled_ends_wherever_it_was(redis: Redis) -> None:
    async def go_on(link: RedisLink) -> None:
        while True:
            await ask(link)

    async with watched(redis.url) as link:
        for moment in range(200):
            asking = asyncio.create_task(go_on(link))
            for _ in range(moment % 40):
                await asyncio.sleep(0)
            asking.cancel()
            async with asyncio.timeout(5):
                await asyncio.gather(asking, return_exceptions=True)
        assert link.state == "ok"


async def test_scripts_survive_a_restart_of_redis(redis: Redis) -> None:
    async with watched(redis.url) as link:
        assert await link.call("return ARGV[1] + 1", [], [41]) == 42
        redis.kill()
        await until(lambda: link.state == "away")
        redis.start()
        await until(lambda: link.state == "ok")
        assert await link.call("return ARGV[1] + 1", [], [41]) == 42


@pytest.mark.parametrize("url", ["redis://localhost:6379/0?socket_timeout=soon", "redis://localhost/0?colour=red"])
async def test_an_address_that_asks_for_nonsense_is_refused_by_its_name(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^REDIS_URL is wrong"):
        RedisLink(url, BOT)


async def test_bots_of_other_tokens_have_other_names() -> None:
    assert RedisLink(None, 1).key("pace", 5) != RedisLink(None, 2).key("pace", 5)
