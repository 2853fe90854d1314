"""The text conversation from the first word to the reopening, in three languages, through both processes."""

import pytest

from tests.system.backend import Json
from tests.system.company import Colleague, Company
from tests.system.people import Person

LANGUAGES = ["uz", "ru", "en"]


async def meet(company: Company, language: str = "en") -> tuple[Colleague, Person, Json]:
    """An admin, and somebody who has asked and was told the number."""
    dilnoza = await company.appoints(language=language)
    aziza = await company.welcomes(language=language)
    ticket = await company.asks(aziza, "Where is my <b>parcel</b>?")
    category = company.label(aziza, company.category)
    await aziza.hears("notice-ticket-opened", number=ticket["number"], category=category)
    return dilnoza, aziza, ticket


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_question_is_taken_answered_closed_and_reopened(company: Company, language: str) -> None:
    dilnoza, aziza, ticket = await meet(company, language)
    number = ticket["number"]
    card = await dilnoza.card_of(ticket)
    assert "Where is my <b>parcel</b>?" in card["text"], "What looks like markup is shown as it is."

    await dilnoza.takes(ticket)
    await aziza.hears("notice-ticket-taken", number=number, admin="Dilnoza")
    answer = await dilnoza.writes("On its way.", reply_to=card["message_id"])
    await aziza.reads("On its way.")
    await dilnoza.sees_reaction(answer, "👌")
    assert (await company.ticket_of(aziza))["waiting_since"] is None

    more = await aziza.writes("Thank you!")
    await aziza.sees_reaction(more, "👀")
    copy = await dilnoza.reads("Thank you!")
    assert copy["text"] == f"{dilnoza.words('header-user', number=number, name='Aziza')}\nThank you!"

    await dilnoza.presses("button-close", card)
    await dilnoza.presses("button-close-confirm", number=number)
    closed = await aziza.hears("notice-closed-by-admin", number=number)
    await aziza.presses("button-reopen-number", closed, number=number)
    await aziza.hears("notice-ticket-reopened", number=number)
    again = await company.ticket_of(aziza)
    assert (again["number"], again["status"], again["admin"]) == (number, "taken", dilnoza.admin)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_answer_opens_the_ticket_for_writing_until_done(company: Company, language: str) -> None:
    dilnoza, aziza, ticket = await meet(company, language)
    number = ticket["number"]

    await dilnoza.presses("button-answer", await dilnoza.card_of(ticket))
    await dilnoza.hears("focus-answer", number=number, name="Aziza")
    keyboard = await dilnoza.sees(lambda: dilnoza.chat.keyboard, "the keyboard")
    assert keyboard["input_field_placeholder"] == dilnoza.words("focus-placeholder-answer", number=number)
    for text in ("First.", "Second.", "Third."):
        await dilnoza.writes(text)
    await aziza.reads("Third.")
    assert [text for text in aziza.chat.words if text in {"First.", "Second.", "Third."}] == [
        "First.",
        "Second.",
        "Third.",
    ]

    await dilnoza.presses_keyboard(dilnoza.words("button-done", number=number))
    await dilnoza.hears("focus-finished", number=number)
    await dilnoza.writes("Is this for anybody?")
    await dilnoza.hears("notice-loose")
    assert "Is this for anybody?" not in aziza.chat.words
    await dilnoza.presses("button-answer-number", number=str(number), name="Aziza")
    await aziza.reads("Is this for anybody?")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_ticket_is_transferred_to_a_category_and_to_a_colleague(company: Company, language: str) -> None:
    dilnoza, aziza, ticket = await meet(company, language)
    other = await company.opens_category()
    karim = await company.appoints("Karim", language=language, categories=[other["id"]])
    malika = await company.appoints("Malika", language=language, categories=[other["id"]])
    number = ticket["number"]
    await dilnoza.takes(ticket)

    await dilnoza.presses("button-transfer", await dilnoza.card_of(ticket))
    name = company.label(dilnoza, other)
    await dilnoza.presses(f"🏷 {name}")
    await dilnoza.hears("transfer-to-category", number=number, name=name)
    await aziza.hears("notice-ticket-moved-category", number=number, category=company.label(aziza, other))
    assert karim.words("card-transferred") in (await karim.card_of(ticket))["text"]
    assert (await company.ticket_of(aziza))["status"] == "new"

    await karim.takes(ticket)
    await karim.presses("button-transfer", await karim.card_of(ticket))
    await karim.presses("👤 Malika")
    await aziza.hears("notice-ticket-moved-admin", number=number, admin="Malika")
    assert (await company.ticket_of(aziza))["admin"] == malika.admin


async def test_a_note_reaches_colleagues_and_never_the_user(company: Company) -> None:
    karim = await company.appoints("Karim")
    dilnoza, aziza, ticket = await meet(company)
    await dilnoza.takes(ticket)
    before = len(aziza.chat.arrived)

    await karim.presses("button-note", await karim.card_of(ticket))
    note = await karim.writes("He is angry, be kind.")
    await karim.sees_reaction(note, "✍")
    read = await dilnoza.reads("He is angry, be kind.")
    assert read["text"].startswith(dilnoza.words("header-note", number=ticket["number"], name="Karim"))
    await dilnoza.writes("We are sorry.", reply_to=(await dilnoza.card_of(ticket))["message_id"])
    await aziza.reads("We are sorry.")

    since = [message.get("text", "") for message in aziza.chat.arrived[before:]]
    assert not [text for text in since if "angry" in text]
    as_user = await company.backend.everything(f"ticket/messages/?ticket={ticket['id']}", as_=aziza.id)
    assert "note" not in {message["kind"] for message in as_user}


async def test_a_reply_to_a_ticket_that_a_colleague_holds_asks_before_it_takes_over(company: Company) -> None:
    karim = await company.appoints("Karim")
    dilnoza, aziza, ticket = await meet(company)
    card = await karim.card_of(ticket)
    await dilnoza.takes(ticket)

    await karim.writes("I can help.", reply_to=card["message_id"])
    await karim.hears("notice-confirm-takeover", number=ticket["number"], admin="Dilnoza")
    assert "I can help." not in aziza.chat.words
    await karim.presses("button-takeover")

    await aziza.reads("I can help.")
    await aziza.hears("notice-ticket-taken", number=ticket["number"], admin="Karim")
    assert (await company.ticket_of(aziza))["admin"] == karim.admin


async def test_a_reply_to_a_closed_ticket_asks_before_it_reopens(company: Company) -> None:
    dilnoza, aziza, ticket = await meet(company)
    card = await dilnoza.card_of(ticket)
    await company.backend.post(f"ticket/tickets/{ticket['id']}/close/", as_=aziza.id)

    await dilnoza.writes("One more thing.", reply_to=card["message_id"])
    await dilnoza.hears("notice-confirm-reopen", number=ticket["number"])
    await dilnoza.presses("button-reopen-answer")

    await aziza.reads("One more thing.")
    assert (await company.ticket_of(aziza))["status"] == "taken"


async def test_an_answer_is_edited_and_deleted_at_the_other_end(company: Company) -> None:
    dilnoza, aziza, ticket = await meet(company)
    answer = await dilnoza.writes("It come.", reply_to=(await dilnoza.card_of(ticket))["message_id"])
    copy = await aziza.reads("It come.")

    await dilnoza.edits(answer, text="It comes.")
    await aziza.sees(lambda: aziza.chat.get(copy["message_id"]).get("text") == "It comes.", "the edit")
    await dilnoza.writes("/delete", reply_to=answer["message_id"])
    await dilnoza.hears("delete-done")

    await aziza.sees(lambda: copy["message_id"] not in aziza.chat, "that it is gone")


async def test_everybody_reads_their_own_language(company: Company) -> None:
    """One ticket, three readers: the words of each delivery are those of the chat that it goes to."""
    dilnoza = await company.appoints(language="uz")
    karim = await company.appoints("Karim", language="en")
    aziza = await company.welcomes(language="ru")

    ticket = await company.asks(aziza, "Где посылка?")

    await aziza.hears("notice-ticket-opened", number=ticket["number"], category=company.label(aziza, company.category))
    for admin in (dilnoza, karim):
        text = (await admin.card_of(ticket))["text"]
        assert admin.words("card-new") in text
        assert company.label(admin, company.category) in text


async def test_a_chosen_language_stays(company: Company) -> None:
    aziza = await company.welcomes(language="en")
    await aziza.starts()
    await aziza.writes("/lang")
    await aziza.hears("language-choose")
    await aziza.presses("button-language-ru")
    aziza.words = type(aziza.words)("ru")

    ticket = await company.asks(aziza, "Где посылка?")

    category = company.label(aziza, company.category)
    await aziza.hears("notice-ticket-opened", number=ticket["number"], category=category)
