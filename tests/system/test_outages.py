"""Parts of the desk that are away for a while: nothing is lost, and everything is in order afterwards."""

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.account import readable_by_all
from launcher.postgres import Cluster
from tests.system.company import Company, open_company
from tests.system.harness import a_desk
from tests.system.patience import until_told
from tests.system.processes import Process
from tests.system.telegram import following

TEXTS = [f"Message {number}" for number in range(5)]


@pytest.mark.parametrize("end", ["kill", "stop"])
@pytest.mark.parametrize("victim", ["backend", "bot"])
async def test_what_is_said_meanwhile_arrives_afterwards_in_order(own_company: Company, victim: str, end: str) -> None:
    company, desk = own_company, own_company.desk
    process: Process = getattr(desk, victim)
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Are you there?")
    card = await dilnoza.card_of(ticket)
    await until_told(desk, dilnoza.id, card["message_id"])

    await asyncio.to_thread(getattr(process, end))
    for text in TEXTS:
        await aziza.writes(text)
        await dilnoza.writes(f"Answer to {text}", reply_to=card["message_id"])
    await asyncio.to_thread(desk.restart, process)

    await dilnoza.reads(TEXTS[-1])
    await aziza.reads(f"Answer to {TEXTS[-1]}")
    stored = [message["text"] for message in await company.messages_of(aziza)]
    assert [text for text in stored if text in TEXTS] == TEXTS
    answers = [f"Answer to {text}" for text in TEXTS]
    assert [text for text in aziza.chat.words if text in answers] == answers
    told = [text.rpartition("\n")[2] for text in dilnoza.chat.words]
    assert [text for text in told if text in TEXTS] == TEXTS


async def test_a_person_is_told_once_that_the_desk_is_away(own_company: Company) -> None:
    company, desk = own_company, own_company.desk
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Are you there?")
    card = await dilnoza.card_of(ticket)
    desk.backend.kill()

    for text in TEXTS:
        await aziza.writes(text)
    waits = aziza.words("backend-waiting")
    await aziza.reads(waits)
    pressed = await dilnoza.presses("button-take", card)
    assert pressed == dilnoza.words("backend-away"), "A button says so at once."
    await asyncio.to_thread(desk.restart, desk.backend)

    await dilnoza.reads(TEXTS[-1])
    assert aziza.chat.words.count(waits) == 1
    assert [message["text"] for message in await company.messages_of(aziza)] == ["Are you there?", *TEXTS]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that the test may kill. Unlike the one of all other tests it writes before it says so."""
    with readable_by_all():
        home = Path(tempfile.mkdtemp(prefix="yordam-outage-"))
    home.chmod(0o755)
    cluster = Cluster(home)
    cluster.start()
    cluster.make_database("yordam")
    yield cluster
    cluster.stop()
    shutil.rmtree(home)


async def test_postgresql_is_killed_and_comes_back(cluster: Cluster) -> None:
    with a_desk(server=cluster.url("yordam")) as desk:
        async with following(desk.people_url) as telegram:
            await _lives_through_a_kill(await open_company(desk, telegram), cluster)


async def _lives_through_a_kill(company: Company, cluster: Cluster) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    await company.asks(aziza, "Are you there?")
    leader = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])

    os.kill(leader, signal.SIGKILL)
    for text in TEXTS:
        await aziza.writes(text)
    await asyncio.to_thread(cluster.start)

    await dilnoza.reads(TEXTS[-1])
    stored = [message["text"] for message in await company.messages_of(aziza)]
    assert stored == ["Are you there?", *TEXTS]
    told = [text.rpartition("\n")[2] for text in dilnoza.chat.words]
    assert [text for text in told if text in TEXTS] == TEXTS
