"""What the two processes ask of each other: little, and next to nothing while nobody writes."""

import asyncio
import time

import aiohttp

from tests.system.company import Company

OF_MESSAGES = ("/api/ticket/inbox/", "/api/admin/", "/api/ticket/tickets/", "/api/user/", "/api/ticket/focus/")
LEASE = "POST /api/delivery/deliveries/lease/ "
WATCHED_FOR = 5.0
# Seconds that gunicorn by itself would give each silent connection, with a thread that does nothing else.
GUNICORNS_PATIENCE = 5.0


async def after(company: Company, line: str) -> int:
    """Where the backend's log goes on after this line: it is written a moment after the answer."""
    while line not in company.desk.requests():  # noqa: ASYNC110  # A file wakes nobody.
        await asyncio.sleep(0.02)
    return company.desk.length_of_access_log()


async def test_a_message_into_an_open_ticket_is_one_request(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Where is my parcel?")
    await dilnoza.takes(ticket)
    await aziza.hears("notice-ticket-taken", number=ticket["number"], admin=dilnoza.name)
    start = await after(company, f"POST /api/ticket/tickets/{ticket['id']}/card/ 200")

    for number in range(20):
        await aziza.writes(f"Message {number}")
    await dilnoza.reads("Message 19")

    asked = [line for line in company.desk.requests(start) if line.split()[1].startswith(OF_MESSAGES)]
    assert asked == ["POST /api/ticket/inbox/ 201"] * 20


async def test_an_answer_is_one_request(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Where is my parcel?")
    card = await dilnoza.card_of(ticket)
    start = await after(company, f"GET /api/ticket/tickets/{ticket['id']}/ 200")

    for number in range(20):
        await dilnoza.writes(f"Answer {number}", reply_to=card["message_id"])
    await aziza.reads("Answer 19")

    asked = [line for line in company.desk.requests(start) if line.split()[1].startswith(OF_MESSAGES)]
    assert asked == ["POST /api/ticket/inbox/ 201"] * 20


async def test_idle_the_bot_looks_for_work_at_most_twice_a_second(company: Company) -> None:
    """Watched for a while, because there is nothing to wait for when nothing happens."""
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    await company.asks(aziza, "Where is my parcel?")
    await dilnoza.reads("Where is my parcel?")
    start, began = company.desk.length_of_access_log(), time.monotonic()

    await asyncio.sleep(WATCHED_FOR)

    looked = [line for line in company.desk.requests(start) if line.startswith(LEASE)]
    assert 1 <= len(looked) <= 2 * (time.monotonic() - began) + 1
    reminders = 1
    assert len(company.desk.requests(start)) <= 2 * (time.monotonic() - began) + 1 + reminders


async def test_what_is_answered_over_the_api_reaches_telegram(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Where is my parcel?")
    await dilnoza.takes(ticket)

    answer = {"ticket": ticket["id"], "kind": "text", "text": "It is on its way."}
    await company.backend.post("ticket/messages/", answer, as_=dilnoza.id)

    await aziza.reads("It is on its way.")


async def test_connections_that_say_nothing_hold_up_nobody(company: Company) -> None:
    """Browsers open some ahead of need. A thread that waited for each would be gone for five seconds."""
    host, port = company.desk.site.removeprefix("http://").split(":")
    silent = [await asyncio.open_connection(host, int(port)) for _ in range(16)]
    began = time.monotonic()
    async with aiohttp.ClientSession() as session, session.get(f"{company.desk.site}/healthz") as answer:
        assert answer.status == 200
    waited = time.monotonic() - began
    for _reader, writer in silent:
        writer.close()
    assert waited < GUNICORNS_PATIENCE
