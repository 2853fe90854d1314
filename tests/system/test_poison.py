"""Updates that nobody can work with: kept as they came, named in the log, and in nobody's way."""

import json
from collections.abc import AsyncIterator

import pytest_asyncio

from tests.system.company import Company, open_company
from tests.system.harness import Desk
from tests.system.telegram import Telegram


@pytest_asyncio.fixture(loop_scope="session")
async def poisoned(shared_desk: Desk, telegram: Telegram) -> AsyncIterator[Company]:
    """A company in whose logs errors are expected."""
    company = await open_company(shared_desk, telegram)
    yield company
    await company.closes()


async def test_an_update_that_cannot_be_parsed_is_kept_raw_and_copied_through(poisoned: Company) -> None:
    company = poisoned
    dilnoza, aziza, boris = await company.appoints(), await company.welcomes(), await company.welcomes("Boris")
    ticket = await company.asks(aziza, "Before")
    await company.asks(boris, "Beside")
    await dilnoza.takes(ticket)
    start = company.desk.bot.length_of_log()

    # Nothing of today's Telegram looks like this, and aiogram refuses the whole update.
    unknown = {"gift_wrap": {"paper": "red"}, "entities": "none"}
    poison = await aziza.sends(raw={"dice": {"emoji": "🎲", "value": 3}, **unknown})
    await aziza.writes("After")
    await boris.writes("Not disturbed")

    await dilnoza.reads("After")
    await dilnoza.reads("Not disturbed")
    [kept] = company.desk.rows(
        "SELECT update_id, payload, error FROM ticket_rawupdate WHERE payload LIKE %s", "%gift_wrap%"
    )
    assert json.loads(str(kept[1]))["message"]["message_id"] == poison["message_id"]
    assert kept[2], "Why it could not be worked with stands beside it."
    assert f"update {kept[0]} is" in company.desk.bot.said(start)
    stored = await company.messages_of(aziza)
    assert [message["kind"] for message in stored] == ["text", "other", "text"]
    copies = [message for message in dilnoza.chat.received if "dice" in message]
    assert len(copies) == 1, "It reaches the staff as it is."


async def test_a_kind_that_telegram_adds_tomorrow_is_copied_through(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Look:")
    await dilnoza.takes(ticket)

    await aziza.sends(raw={"hologram": {"file_id": "H1", "seconds": 3}})
    await aziza.writes("Did you see it?")

    await dilnoza.reads("Did you see it?")
    stored = await company.messages_of(aziza)
    assert [message["kind"] for message in stored] == ["text", "other", "text"]
    assert [message for message in dilnoza.chat.received if "hologram" in message]


async def test_what_cannot_be_relayed_is_refused_in_words(company: Company) -> None:
    aziza = await company.welcomes()
    await aziza.writes("Hello")

    await aziza.sends(raw={"giveaway": {"chats": [], "winners_selection_date": 1, "winner_count": 1}})

    await aziza.hears("cannot-relay")
