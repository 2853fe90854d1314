"""One desk for all tests that harm nobody's process, and another for those that kill."""

import re
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.system.company import Company, open_company
from tests.system.harness import Desk, a_desk
from tests.system.telegram import Telegram, following

HERE = Path(__file__).parent
SHOWN_OF_LOG = 6000
# How a process tells of an error that nobody expected. The bot is made to meet some.
UNHANDLED = re.compile(r"Traceback")
STUMBLED = {"backend": re.compile(r"Traceback|\[\w+ at /"), "bot": UNHANDLED, "playground": UNHANDLED}
_running: list[Desk] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them share one event loop, because they share what listens in it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.system)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed shows what the processes said last."""
    report = yield
    if report.failed:
        for desk in _running:
            for process in desk.processes:
                report.sections.append((f"log of {process.name}", process.said()[-SHOWN_OF_LOG:]))
    return report


@pytest.fixture(scope="session")
def shared_desk() -> Iterator[Desk]:
    with a_desk() as desk:
        _running.append(desk)
        yield desk
        _running.remove(desk)


@pytest.fixture(scope="session")
def frail_desk() -> Iterator[Desk]:
    with a_desk() as desk:
        _running.append(desk)
        yield desk
        _running.remove(desk)


@pytest.fixture
def own_desk(frail_desk: Desk) -> Desk:
    """A desk whose processes the test may end. What an earlier test has left lying is started again."""
    for process in frail_desk.processes:
        if not process.is_running:
            frail_desk.restart(process)
    return frail_desk


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telegram(shared_desk: Desk) -> AsyncIterator[Telegram]:
    async with following(shared_desk.people_url) as telegram:
        yield telegram


@pytest_asyncio.fixture(loop_scope="session")
async def company(shared_desk: Desk, telegram: Telegram) -> AsyncIterator[Company]:
    company = await open_company(shared_desk, telegram)
    before = {process: process.length_of_log() for process in shared_desk.processes}
    yield company
    await company.closes()
    for process, start in before.items():
        assert not STUMBLED[process.name].search(said := process.said(start)), f"{process.name} stumbled:\n{said}"


@pytest_asyncio.fixture(loop_scope="session")
async def own_company(own_desk: Desk) -> AsyncIterator[Company]:
    async with following(own_desk.people_url) as telegram:
        company = await open_company(own_desk, telegram)
        yield company
        if all(process.is_running for process in own_desk.processes):
            await company.closes()
