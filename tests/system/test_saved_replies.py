"""A saved reply written at the site and sent from the bot, and a person whom the desk blocks: by both processes."""

from tests.site.pages import png
from tests.system.company import Company
from tests.system.test_conversation import meet
from tests.system.test_site import Seat, browser

NEW = "/admin/ticket/savedreply/new/"


async def test_a_saved_reply_with_a_picture_arrives_in_the_persons_own_words(company: Company) -> None:
    dilnoza, aziza, ticket = await meet(company, "uz")
    number, category = ticket["number"], str(company.category["id"])
    async with browser(company.desk) as seat:
        await write_reply(seat, company, category=category)

    await dilnoza.presses("button-replies", await dilnoza.card_of(ticket))
    await dilnoza.hears("replies-title", number=number)
    await dilnoza.presses("📎 Qabulxona")
    await dilnoza.reads(f"Salom, Aziza! #{number}\n\n📎 picture.png")
    assert await dilnoza.presses("button-send") == dilnoza.words("replies-sent", number=number)

    picture = await aziza.reads(f"Salom, Aziza! #{number}")
    assert "photo" in picture
    await aziza.hears("notice-ticket-taken", number=number, admin="Dilnoza")
    assert (await company.ticket_of(aziza))["waiting_since"] is None


async def write_reply(seat: Seat, company: Company, category: str) -> None:
    rustam = await company.appoints("Rustam", is_super_admin=True, language="uz")
    await seat.logs_in(rustam)
    words = {"title": "Qabulxona", "text_uz": "Salom, {first_name}! #{number}", "text_ru": "", "text_en": ""}
    page = await seat.sends(NEW, {**words, "category": category, "is_active": "on"}, picture=png(20, 20))
    assert "Qabulxona" in page


async def test_a_blocked_person_is_told_once_and_heard_again_when_unblocked(company: Company) -> None:
    dilnoza, aziza, ticket = await meet(company)
    card = await dilnoza.card_of(ticket)

    await dilnoza.presses("button-block", card)
    await dilnoza.presses("button-other-reason")
    await dilnoza.hears("block-type", number=ticket["number"])
    await dilnoza.writes("Sells watches")
    await dilnoza.presses("button-block-confirm")
    await aziza.hears("notice-person-blocked")
    await aziza.writes("Why?")
    await aziza.writes("Hello?")
    # What is asked for by a command is refused in words, and says that the words before it were taken.
    await aziza.starts()
    await aziza.hears("refusal-person-blocked")

    await dilnoza.presses("button-unblock", card)
    await aziza.hears("notice-person-unblocked")
    assert len(aziza.chat.holding(aziza.words("notice-person-blocked"))) == 1
    assert aziza.chat.holding("Sells watches") == []
    assert dilnoza.chat.holding("Why?") == []
    await company.asks(aziza, "May I ask again?")
    await dilnoza.reads("May I ask again?")
