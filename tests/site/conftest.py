"""A real browser, and a playground in memory for it to look at."""

import os
import shutil
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect
from pytest_django.live_server_helper import LiveServer

from playground.server import Playground, running_playground
from tests.api.desk import Desk as ApiDesk
from tests.api.desk import build_desk
from tests.playground.clients import BotSide, PeopleSide
from tests.site.composing import At, composer_at, cookie_of
from tests.site.office import ticket_address
from tests.site.pages import PlaygroundPage
from tests.system.harness import Desk

FLAGS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SHOWN_OF_LOG = 6000
# In milliseconds: a slow machine is no defect of the page.
PATIENCE = 30_000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed beside a whole desk shows what its processes said last."""
    report = yield
    if report.failed:
        for desk in item.funcargs.values():
            for process in desk.processes if isinstance(desk, Desk) else ():
                report.sections.append((f"log of {process.name}", process.said()[-SHOWN_OF_LOG:]))
    return report


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("YORDAM_REQUIRE_BROWSER"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    async with running_playground(memory=True, links=[{"title": "Admin", "url": "/admin/"}]) as playground:
        yield playground


@pytest_asyncio.fixture(loop_scope="module")
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        yield session


@pytest_asyncio.fixture(loop_scope="module")
async def bot(playground: Playground, session: aiohttp.ClientSession) -> BotSide:
    return BotSide(playground, session)


@pytest_asyncio.fixture(loop_scope="module")
async def people(playground: Playground, session: aiohttp.ClientSession) -> PeopleSide:
    return PeopleSide(playground, session)


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, playground: Playground) -> AsyncIterator[PlaygroundPage]:
    """The playground's page, on a wide screen, in English. Whatever goes wrong in the browser fails the test."""
    context = await browser.new_context(
        locale="en-US", viewport={"width": 1600, "height": 900}, permissions=["microphone", "clipboard-write"]
    )
    context.set_default_timeout(PATIENCE)
    desk = PlaygroundPage(await context.new_page(), playground.page_url)
    desk.watch()
    await desk.open()
    yield desk
    await context.close()
    assert not desk.problems


@pytest.fixture
def writing_desk(transactional_db: None, stored_files: Path) -> ApiDesk:
    """A desk that a browser looks at, with Aziza's ticket in it."""
    return build_desk()


@pytest.fixture
def at_ticket(writing_desk: ApiDesk, live_server: LiveServer, browser: Browser) -> At:
    """Open Aziza's ticket as Dilnoza, in a browser with these options."""
    address, cookie = f"{live_server.url}{ticket_address(writing_desk)}", cookie_of(writing_desk.dilnoza, live_server)
    return lambda **options: composer_at(browser, address, writing_desk.ticket.pk, cookie, **options)
