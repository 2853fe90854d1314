"""A playground of its own for each test, in memory, on free ports, with a clock that tests may turn."""

import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from playground.server import Playground, running_playground
from tests.playground.clients import AZIZA, BotSide, PeopleSide


class Clock:
    """The time, and how far a test has moved it."""

    def __init__(self) -> None:
        self.moved = 0.0

    def __call__(self) -> float:
        return time.time() + self.moved


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        yield session


@pytest.fixture
async def playground(clock: Clock) -> AsyncIterator[Playground]:
    async with running_playground(memory=True, clock=clock) as playground:
        yield playground


@pytest.fixture
def people(playground: Playground, session: aiohttp.ClientSession) -> PeopleSide:
    return PeopleSide(playground, session)


@pytest.fixture
async def bot(playground: Playground, session: aiohttp.ClientSession, people: PeopleSide) -> BotSide:
    """The bot, after Aziza has pressed Start."""
    await people.start(AZIZA)
    return BotSide(playground, session)
