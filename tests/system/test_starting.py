"""The order of a start does not matter, and a database that restarts costs nobody a word."""

import asyncio
import time
import urllib.error
import urllib.request

from tests.services.postgres import Postgres, a_postgres
from tests.system.company import Company, open_company
from tests.system.harness import READY_WITHIN, Desk, a_desk
from tests.system.telegram import following

TEXTS = [f"Message {number}" for number in range(30)]


async def test_bot_before_backend_before_postgresql_and_then_a_restart_under_load() -> None:
    with a_postgres() as postgres, a_desk(server=postgres.url) as desk:
        await asyncio.to_thread(_begin_from_behind, desk, postgres)
        async with following(desk.people_url) as telegram:
            await _lives_through_a_restart(await open_company(desk, telegram), postgres)


def _begin_from_behind(desk: Desk, postgres: Postgres) -> None:
    """Start each part before those that it needs; nothing is started twice."""
    desk.stop()
    postgres.stop()
    desk.bot_began_at = desk.bot.length_of_log()
    desk.bot.start()
    desk.backend.start()
    _wait_for_status(desk, 503)
    desk.playground.start()
    desk.wait_for_bot()
    postgres.start()
    _wait_for_status(desk, 200)
    desk.wait_until_ready()


def _wait_for_status(desk: Desk, wanted: int) -> None:
    """Wait until the backend says so at /readyz."""
    deadline = time.monotonic() + READY_WITHIN
    while (status := _status(f"{desk.site}/readyz")) != wanted:
        assert desk.backend.is_running, desk.backend.said()
        assert time.monotonic() < deadline, f"/readyz says {status}"
        time.sleep(0.05)


def _status(url: str) -> int | None:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


async def _lives_through_a_restart(company: Company, postgres: Postgres) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    await company.asks(aziza, "Are you there?")

    async def write() -> None:
        for text in TEXTS:
            await aziza.writes(text)

    writing = asyncio.create_task(write())
    await dilnoza.reads(TEXTS[3])
    await asyncio.to_thread(postgres.stop)
    await asyncio.to_thread(postgres.start)
    await writing

    await dilnoza.reads(TEXTS[-1])
    assert [message["text"] for message in await company.messages_of(aziza)] == ["Are you there?", *TEXTS]
    told = [text.rpartition("\n")[2] for text in dilnoza.chat.words]
    assert list(dict.fromkeys(text for text in told if text in TEXTS)) == TEXTS
