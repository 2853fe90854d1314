"""The text conversation from the first word to the reopening, in three languages, through both processes."""

import pytest

from tests.system.company import Company


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
async def test_a_question_is_asked_taken_answered_and_closed(company: Company, language: str) -> None:
    dilnoza = await company.appoints(language=language)
    aziza = await company.welcomes(language=language)

    ticket = await company.asks(aziza, "Where is my parcel?")
    number = ticket["number"]
    await aziza.hears("notice-ticket-opened", number=number, category=company.label(aziza, company.category))
    card = await dilnoza.card_of(ticket)
    assert "Where is my parcel?" in card["text"]

    await dilnoza.takes(ticket)
    await aziza.hears("notice-ticket-taken", number=number, admin="Dilnoza")
    await dilnoza.writes("It is on its way.", reply_to=card["message_id"])
    await aziza.reads("It is on its way.")
    assert (await company.ticket_of(aziza))["waiting_since"] is None
