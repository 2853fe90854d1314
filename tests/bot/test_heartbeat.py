"""A bot says that it lives and how it fares, hears how many there are, and takes its leave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot import VERSION
from bot.assembly import assembled
from bot.bot import build_dispatcher, run
from bot.config import ROOT, Settings
from bot.services.api import Api
from bot.services.api_process_types import ProcessFacts
from bot.services.heartbeat import Heartbeat
from bot.services.readiness import Readiness
from playground.server import running_playground
from tests.bot.desk import until
from tests.bot.fake_backend import TOKEN, FakeBackend, running_backend

FACTS: ProcessFacts = {"webhook": None, "redis": "unused", "version": "1"}


@asynccontextmanager
async def a_heart(backend: FakeBackend) -> AsyncIterator[Heartbeat]:
    async with Api(backend.url, TOKEN) as api:
        yield Heartbeat(api, 4242, "polling", Readiness(asyncio.Event()), lambda: FACTS, every=0.05)


@asynccontextmanager
async def beating(heart: Heartbeat) -> AsyncIterator[None]:
    task = asyncio.create_task(heart.run())
    try:
        yield
    finally:
        heart.readiness.stop.set()
        await task


async def test_it_says_who_it_is_since_when_and_how_it_fares() -> None:
    async with running_backend() as backend, a_heart(backend) as heart, beating(heart):
        await until(lambda: backend.bots)
        [said] = backend.bots.values()
        assert datetime.fromisoformat(said.pop("started_at")) <= datetime.now(UTC)
        assert said == {"instance": str(heart.instance), "bot_id": 4242, "mode": "polling", "facts": FACTS}


async def test_it_hears_how_many_there_are() -> None:
    async with running_backend() as backend, a_heart(backend) as first, a_heart(backend) as second:
        assert first.alive == second.alive == 1
        async with beating(first), beating(second):
            await until(lambda: first.alive == second.alive == 2)
        assert first.instance != second.instance


async def test_it_takes_its_leave() -> None:
    async with running_backend() as backend, a_heart(backend) as heart:
        async with beating(heart):
            await until(lambda: backend.bots)
        await heart.leave()
        assert backend.bots == {}


async def test_a_backend_that_is_away_is_asked_again_and_the_last_word_counts() -> None:
    async with running_backend() as backend, a_heart(backend) as heart, beating(heart):
        backend.bots["another"] = {}
        await until(lambda: heart.alive == 2)
        for status in (503, 500):
            backend.fail = lambda call, status=status: status  # type: ignore[misc]  # Bound at once.
            before = len(backend.calls)
            await until(lambda before=before: len(backend.calls) > before + 2)  # type: ignore[misc]
            assert heart.alive == 2
        await heart.leave()
        backend.fail = lambda call: None
        del backend.bots["another"]
        await until(lambda: heart.alive == 1)


async def test_only_an_answer_makes_the_bot_ready() -> None:
    async with running_backend() as backend, a_heart(backend) as heart:
        backend.fail = lambda call: 503
        async with beating(heart):
            await until(lambda: len(backend.calls) > 2)
            assert not heart.readiness.backend
            # An older backend knows no heartbeats; it is there all the same.
            backend.fail = lambda call: 404
            await until(lambda: heart.readiness.backend)
            assert heart.alive == 1


async def test_the_bot_as_it_runs_reports_itself_and_shares_its_limits() -> None:
    async with running_playground(memory=True) as playground, running_backend() as backend:
        settings = _settings(playground.token, playground.api_url, backend.url)
        async with assembled(settings, asyncio.Event(), build_dispatcher) as parts:
            backend.bots["another"] = {}
            await parts.heartbeat._beat()
            assert parts.connections.limiter.alive() == 2
            facts = backend.bots[str(parts.heartbeat.instance)]["facts"]
            assert facts == {"webhook": None, "redis": "unused", "version": VERSION}
        assert list(backend.bots) == ["another"], "A stop in order takes its leave."


async def test_it_leaves_when_all_has_ended() -> None:
    async with running_playground(memory=True) as playground, running_backend() as backend:
        stop = asyncio.Event()
        running = asyncio.create_task(run(_settings(playground.token, playground.api_url, backend.url), stop))
        await until(lambda: backend.bots)
        stop.set()
        await running
        assert backend.bots == {}
        assert backend.calls[-1].path == "/delivery/bots/leave/"


def _settings(token: str, telegram_url: str, api_url: str) -> Settings:
    return Settings(bot_token=token, api_token=TOKEN, telegram_api_url=telegram_url, api_url=api_url)


def test_the_version_is_the_projects() -> None:
    assert f'\nversion = "{VERSION}"\n' in (ROOT / "pyproject.toml").read_text()
