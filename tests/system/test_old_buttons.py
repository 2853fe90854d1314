"""Buttons pressed twice, too late, or after a restart: a word for each, and the message brought up to date."""

import asyncio

from tests.system.company import Company
from tests.system.telegram import buttons_of


async def test_take_pressed_twice_is_answered_twice(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Where is my parcel?")
    card = await dilnoza.card_of(ticket)

    presses = [await dilnoza.pushes("button-take", card) for _ in range(2)]
    said = [await dilnoza.is_answered(press) for press in presses]

    assert said[0] == dilnoza.words("toast-taken", number=ticket["number"])
    assert said[1]
    assert dilnoza.chat.received.count(card) <= 1
    await aziza.hears("notice-ticket-taken", number=ticket["number"], admin="Dilnoza")
    assert sum(text.startswith("🙋") for text in aziza.chat.words) == 1


async def test_a_button_of_a_ticket_that_moved_on_brings_the_card_up_to_date(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Where is my parcel?")
    old = await dilnoza.card_of(ticket)
    await company.backend.post(f"ticket/tickets/{ticket['id']}/card/", {"message_id": None}, as_=dilnoza.id)
    await dilnoza.sees(lambda: len(dilnoza.chat.holding(f"#{ticket['number']}")) >= 2, "a newer card")
    await company.backend.post(f"ticket/tickets/{ticket['id']}/close/", as_=aziza.id)
    await aziza.hears("notice-closed-by-user", number=ticket["number"])

    said = await dilnoza.presses("button-take", old)

    assert said == dilnoza.words("refusal-ticket-closed")
    closed = dilnoza.words("card-status-closed")
    await dilnoza.sees(lambda: closed in dilnoza.chat.get(old["message_id"])["text"], "that the old card says so")
    labels = {button["text"] for button in buttons_of(dilnoza.chat.get(old["message_id"]))}
    assert dilnoza.words("button-take") not in labels


async def test_a_category_pressed_twice_opens_one_ticket(company: Company) -> None:
    aziza = await company.welcomes()
    await aziza.writes("Where is my parcel?")
    question = await aziza.hears("start-choose")

    label = company.label(aziza, company.category)
    presses = [await aziza.pushes(label, question) for _ in range(2)]
    for press in presses:
        await aziza.is_answered(press)

    assert len(await company.backend.tickets_of(company.category["id"])) == 1
    await aziza.writes("Are you there?")
    assert len(await company.backend.tickets_of(company.category["id"])) == 1


async def test_a_menu_of_somebody_dismissed_is_refused(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Where is my parcel?")
    card = await dilnoza.card_of(ticket)
    await dilnoza.writes("/admin")
    menu = await dilnoza.hears("menu-title")
    await company.backend.post(f"admin/admins/{dilnoza.admin}/dismiss/")
    await dilnoza.hears("notice-dismissed")

    assert await dilnoza.presses("button-mine", menu)
    assert await dilnoza.presses("button-take", card)

    assert (await company.ticket_of(aziza))["status"] == "new"


async def test_buttons_of_before_a_restart_are_answered(own_company: Company) -> None:
    company, desk = own_company, own_company.desk
    rustam, aziza = await company.appoints("Rustam", is_super_admin=True), await company.welcomes()
    await aziza.starts()
    await aziza.presses(company.label(aziza, company.category))
    await rustam.writes("/admin")
    await rustam.presses("button-categories", await rustam.hears("menu-title"))
    await rustam.presses("button-add-category")
    await rustam.hears("category-ask-slug")
    await rustam.writes("refunds")
    await rustam.hears("category-ask-uz")

    await asyncio.to_thread(desk.bot.kill)
    await asyncio.to_thread(desk.restart, desk.bot)

    assert await rustam.presses("button-skip") == rustam.words("button-old")
    await aziza.writes("Where is my parcel?")
    await aziza.hears("start-choose")
    await aziza.presses(company.label(aziza, company.category), (await aziza.hears("start-choose")))
    assert [message["text"] for message in await company.messages_of(aziza)] == ["Where is my parcel?"]
