"""A desk is followed through its logs by one id, backed up while it serves, and goes on from the backup elsewhere."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services.databases import a_database
from tests.system.company import Colleague, Company, open_company
from tests.system.harness import NO_LIMITS, Desk, a_desk
from tests.system.patience import until
from tests.system.people import Person
from tests.system.processes import Process
from tests.system.telegram import Json, following

WORD, NAME = "qizilolma", "Azizaxonim"
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture
def talkative() -> Iterator[Desk]:
    """A desk that writes JSON, and all that it has to say."""
    with a_desk(variables={**NO_LIMITS, "LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG"}) as desk:
        yield desk


def lines_of(process: Process) -> list[dict[str, Any]]:
    return [json.loads(line) for line in process.said().splitlines()]


def under(request_id: str, process: Process) -> list[str]:
    return [line["message"] for line in lines_of(process) if line.get("request_id") == request_id]


def assert_quiet(desk: Desk, *secrets: str) -> None:
    for process in (desk.backend, desk.bot):
        for secret in (*secrets, desk.api_token, desk.environment["BOT_TOKEN"], desk.environment["SECRET_KEY"]):
            assert secret not in process.said(), f"{process.name} told {secret!r}"


async def follow_one_message(company: Company, aziza: Person, dilnoza: Colleague) -> None:
    """From the bot's intake through the request to the message that Dilnoza gets."""
    desk = company.desk
    await aziza.writes(f"Where is {WORD}?")
    await dilnoza.reads(f"Where is {WORD}?")
    rows = desk.rows("SELECT id, request_id FROM delivery_delivery WHERE data::text LIKE %s", f"%{WORD}%")
    [(delivery, request_id)] = rows
    update_id = str(request_id).rpartition("-")[2]

    def is_told() -> bool:
        return f"delivery {delivery}: sent" in under(str(request_id), desk.bot)

    await until(is_told, "the line that tells of the sending")
    assert f"update {update_id} came in" in under(str(request_id), desk.bot)
    [asked] = [line for line in under(str(request_id), desk.backend) if "/api/ticket/inbox/" in line]
    assert asked.startswith("POST /api/ticket/inbox/ 201")


async def open_story(company: Company) -> tuple[Person, Colleague, Json, Json]:
    aziza, dilnoza = await company.welcomes(NAME), await company.appoints()
    ticket = await company.asks(aziza, "Hello")
    await dilnoza.takes(ticket)
    await follow_one_message(company, aziza, dilnoza)
    await aziza.sends_files("photo", PHOTO)
    await dilnoza.sees(lambda: [each for each in dilnoza.chat.received if each.get("photo")], "the photo")
    # An answer that Telegram refuses in its own words, which quote the message.
    await company.breaks("sendMessage", "400", aziza, description=f'Bad Request: unsupported tag "{WORD}"')
    question = dilnoza.chat.holding(WORD)[-1]
    await dilnoza.writes(f"{WORD} is on its way", reply_to=question["message_id"])
    return aziza, dilnoza, ticket, question


async def test_it_is_followed_backed_up_and_goes_on_elsewhere(talkative: Desk, tmp_path: Path) -> None:
    desk = talkative
    async with following(desk.people_url) as telegram:
        company = await open_company(desk, telegram)
        aziza, dilnoza, ticket, question = await open_story(company)
        await until(lambda: stored_files(desk), "her photo stored")
        backup = desk.manage("backup", str(tmp_path / "backups"))
        assert_quiet(desk, WORD, NAME, "Dilnoza")

        desk.bot.stop()
        desk.backend.stop()
        before = desk.rows("SELECT id, text FROM ticket_message ORDER BY id")
        files = stored_files(desk)
        with a_database(os.environ["DATABASE_URL"]) as url:
            desk.moves_to(url, tmp_path / "media")
            assert "is back" in desk.manage("restore", backup)
            assert desk.rows("SELECT id, text FROM ticket_message ORDER BY id") == before
            assert stored_files(desk) == files
            desk.backend.start()
            desk.restart(desk.bot)

            # Replies find their ticket by messages that were sent before.
            await dilnoza.writes("Here it comes", reply_to=question["message_id"])
            await aziza.reads("Here it comes")
            await aziza.writes("Thank you")
            await dilnoza.reads("Thank you")
            assert (await company.ticket_of(aziza))["number"] == ticket["number"]
            assert_quiet(desk, WORD, NAME, "Dilnoza")
            desk.bot.stop()
            desk.backend.stop()


def stored_files(desk: Desk) -> dict[str, bytes]:
    """The bytes of every file that a row speaks of."""
    names = [str(name) for (name,) in desk.rows("SELECT file FROM ticket_attachment WHERE file <> ''")]
    return {name: (Path(desk.environment["MEDIA_ROOT"]) / name).read_bytes() for name in names}
