"""Two bots serve the same chats: nothing comes twice or out of order, whichever of them is slow, frozen or stopped."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import psycopg2
import pytest_asyncio

from apps.delivery.services.lease import LEASE
from tests.system.backend import Json
from tests.system.company import Colleague, Company
from tests.system.harness import Desk
from tests.system.patience import until
from tests.system.people import Person
from tests.system.processes import Process

TEXTS = [f"Answer {number}" for number in range(5)]
IN_HAND = "SELECT 1 FROM delivery_chat WHERE chat_id = %s AND lease IS NOT NULL"
WAITS_FOR_A_LOCK = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest_asyncio.fixture(loop_scope="session")
async def other_bot(own_company: Company) -> AsyncIterator[Process]:
    """A second bot, not yet started; whatever became of it, the next test finds it gone."""
    desk = own_company.desk
    other = Process("other bot", [sys.executable, "-m", "bot"], desk.environment, desk.folder / "other-bot.log")
    yield other
    await asyncio.to_thread(other.kill)


async def begins(bot: Process) -> None:
    start = bot.length_of_log()
    await asyncio.to_thread(bot.start)
    await until(lambda: "is here" in bot.said(start), "the other bot")


async def conversation(company: Company) -> tuple[Colleague, Person, Json]:
    """Aziza asks and Dilnoza has taken it. The last is Dilnoza's card."""
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Are you there?")
    await dilnoza.takes(ticket)
    await aziza.hears("notice-ticket-taken", number=ticket["number"], admin=dilnoza.name)
    return dilnoza, aziza, await dilnoza.card_of(ticket)


def answers_of(person: Person) -> list[str]:
    return [message["text"] for message in person.chat.arrived if message.get("text") in TEXTS]


def is_in_hand(desk: Desk, person: Person) -> bool:
    return bool(desk.rows(IN_HAND, person.id))


async def test_a_send_that_takes_longer_than_a_lease_is_made_once(own_company: Company, other_bot: Process) -> None:
    company, desk = own_company, own_company.desk
    dilnoza, aziza, card = await conversation(company)
    cursor = await company.calls_cursor()
    await company.breaks("sendMessage", "delay", aziza, seconds=LEASE.total_seconds() + 3)
    await dilnoza.writes(TEXTS[0], reply_to=card["message_id"])
    await until(lambda: is_in_hand(desk, aziza), "the row in hand")

    await begins(other_bot)
    await dilnoza.writes(TEXTS[1], reply_to=card["message_id"])
    await aziza.reads(TEXTS[1])

    assert answers_of(aziza) == TEXTS[:2]
    calls = [call for call in await company.calls(aziza.id, cursor) if call["method"] == "sendMessage"]
    assert len(calls) == 2, "The other bot did not try, either."


async def test_a_bot_that_was_frozen_for_longer_than_its_lease_disturbs_nothing(
    own_company: Company, other_bot: Process
) -> None:
    company, desk = own_company, own_company.desk
    dilnoza, aziza, card = await conversation(company)
    await company.breaks("sendMessage", "delay", aziza, seconds=1)
    for text in TEXTS:
        await dilnoza.writes(text, reply_to=card["message_id"])
    await until(lambda: is_in_hand(desk, aziza), "a row in hand")

    os.kill(desk.bot.pid, signal.SIGSTOP)
    try:
        await begins(other_bot)
        await aziza.reads(TEXTS[-1])
    finally:
        os.kill(desk.bot.pid, signal.SIGCONT)
    # It finishes what it believes to have in hand.
    await asyncio.to_thread(desk.bot.stop)

    answers = answers_of(aziza)
    assert list(dict.fromkeys(answers)) == TEXTS
    assert answers[-len(TEXTS) + 1 :] == TEXTS[1:], "Only what was under way when it froze may come again."
    assert len(answers) <= len(TEXTS) + 1


async def test_a_reply_that_overtakes_another_bots_report_goes_to_its_ticket(
    own_company: Company, other_bot: Process
) -> None:
    company, desk = own_company, own_company.desk
    dilnoza, aziza, _ = await conversation(company)
    await begins(other_bot)
    start = desk.length_of_access_log()
    # Only one of them is awake at a time: the first sends, the second hears the reply.
    os.kill(other_bot.pid, signal.SIGSTOP)
    await company.breaks("sendMessage", "delay", dilnoza, seconds=1)
    await aziza.writes("And this?")
    await until(lambda: is_in_hand(desk, dilnoza), "the row in hand")

    with _held(desk, dilnoza):
        question = await dilnoza.reads("And this?")
        await until(lambda: desk.rows(WAITS_FOR_A_LOCK), "the report, held")
        os.kill(desk.bot.pid, signal.SIGSTOP)
        os.kill(other_bot.pid, signal.SIGCONT)
        try:
            await dilnoza.writes(TEXTS[0], reply_to=question["message_id"])
            await until(lambda: "POST /api/ticket/inbox/ 409" in desk.requests(start), "the refusal")
        finally:
            os.kill(desk.bot.pid, signal.SIGCONT)

    await aziza.reads(TEXTS[0])
    assert answers_of(aziza) == TEXTS[:1]


@contextmanager
def _held(desk: Desk, person: Person) -> Iterator[None]:
    """Hold the person's chat, so that nothing can be reported of it."""
    connection = psycopg2.connect(desk.database_url)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM delivery_chat WHERE chat_id = %s FOR UPDATE", [person.id])
        yield
    finally:
        connection.close()


async def test_a_bot_that_is_stopped_leaves_the_rest_to_another_at_once(
    own_company: Company, other_bot: Process
) -> None:
    company, desk = own_company, own_company.desk
    dilnoza, aziza, card = await conversation(company)
    await company.breaks("sendMessage", "delay", aziza, seconds=1, times=2)
    for text in TEXTS:
        await dilnoza.writes(text, reply_to=card["message_id"])
    await until(lambda: is_in_hand(desk, aziza), "a row in hand")

    await asyncio.to_thread(desk.bot.stop)

    assert not desk.rows("SELECT 1 FROM delivery_chat WHERE lease IS NOT NULL"), "Nobody has to wait for a lease."
    await begins(other_bot)
    await aziza.reads(TEXTS[-1])
    assert answers_of(aziza) == TEXTS, "Nothing came twice."
