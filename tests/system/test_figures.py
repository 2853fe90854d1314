"""Ratings, search, reports and one's own work in Telegram, through both processes."""

import csv
from collections.abc import Callable
from functools import partial
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.system.backend import Json
from tests.system.company import Colleague, Company
from tests.system.people import Person
from tests.system.telegram import buttons_of
from tests.system.test_conversation import LANGUAGES

QUESTION = "Буюртмам ҳали келмади, пулим қани?"


async def helped(company: Company, language: str = "uz") -> tuple[Colleague, Person, Json]:
    """Aziza asked, Dilnoza answered and closed; the ticket as it was when it opened."""
    dilnoza = await company.appoints(language=language)
    aziza = await company.welcomes(language=language)
    ticket = await company.asks(aziza, QUESTION)
    card = await dilnoza.card_of(ticket)
    await dilnoza.writes("Kechirasiz, bugun yetkazamiz.", reply_to=card["message_id"])
    await aziza.reads("bugun yetkazamiz")
    await dilnoza.presses("button-close", card)
    await dilnoza.presses("button-close-confirm", number=ticket["number"])
    await aziza.hears("notice-rate")
    return dilnoza, aziza, ticket


async def file_of(company: Company, message: Json) -> bytes:
    """The bytes that Telegram shows: of a document, or of a picture in its largest size."""
    file = message["document"] if "document" in message else message["photo"][-1]
    url = f"{company.telegram.people_url.removesuffix('/api')}/files/{file['file_id']}"
    async with company.telegram.session.get(url) as response:
        assert response.ok, url
        return await response.read()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_rating_is_given_commented_and_changed(company: Company, language: str) -> None:
    dilnoza, aziza, ticket = await helped(company, language)
    number, closed = ticket["number"], await aziza.hears("notice-rate")

    said = await aziza.presses("4 ⭐", closed)
    assert said == aziza.words("toast-rated", number=number, value=4)
    await dilnoza.hears("notice-rated", number=number, name="Aziza", value=4)

    question = await aziza.hears("notice-rating-thanks", number=number)
    comment = await aziza.writes("Rahmat, lekin uzoq kutdim.", reply_to=question["message_id"])
    await aziza.sees_reaction(comment, "🙏")
    read = await dilnoza.reads("lekin uzoq kutdim")
    assert read["text"].startswith(dilnoza.words("header-comment", number=number, name="Aziza", value=4))

    await aziza.presses("2 ⭐", closed)
    await dilnoza.hears("notice-rating-changed", number=number, name="Aziza", value=2, before=4)
    await aziza.sees(lambda: "✅ 2" in labels(aziza.chat.get(closed["message_id"])), "the star that was chosen")
    after = await company.ticket_of(aziza)
    assert (after["status"], after["rating"]) == ("closed", 2), "A comment opens nothing."
    assert len(aziza.chat.holding(aziza.words("notice-rating-thanks", number=number))) == 1


async def test_two_stars_pressed_at_once_are_one_rating(company: Company) -> None:
    dilnoza, aziza, ticket = await helped(company)
    closed = await aziza.hears("notice-rate")

    presses = [await aziza.pushes(star, closed) for star in ("3 ⭐", "5 ⭐")]

    assert all([await aziza.is_answered(press) for press in presses])
    await aziza.sees(lambda: "✅ 5" in labels(aziza.chat.get(closed["message_id"])), "the star that was chosen last")
    assert (await company.ticket_of(aziza))["rating"] == 5
    await dilnoza.hears("notice-rating-changed", number=ticket["number"], name="Aziza", value=5, before=3)


async def test_what_is_no_reply_to_the_question_is_a_message(company: Company) -> None:
    _, aziza, ticket = await helped(company)
    await aziza.presses("5 ⭐")
    await aziza.hears("notice-rating-thanks", number=ticket["number"])

    await aziza.writes("Yana bir savolim bor.")

    await aziza.hears("start-waiting", count=1)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_ticket_is_found_by_three_words_in_the_other_script(company: Company, language: str) -> None:
    dilnoza, _, ticket = await helped(company, language)

    await dilnoza.writes("/find buyurtmam hali kelmadi")

    found = await dilnoza.hears("find-title", query="buyurtmam hali kelmadi")
    assert QUESTION in found["text"]
    assert bold(found)[1:] == ["Буюртмам", "ҳали", "келмади"]
    cards = len(dilnoza.chat.holding(f"#{ticket['number']}"))
    await dilnoza.presses(f"🔒 #{ticket['number']} · Aziza", found)
    await dilnoza.sees(lambda: len(dilnoza.chat.holding(f"#{ticket['number']}")) > cards, "the ticket's card")


async def test_another_desks_ticket_is_not_found(company: Company) -> None:
    _, _, ticket = await helped(company)
    other = await company.opens_category()
    karim = await company.appoints("Karim", categories=[other["id"]])

    for query in ("буюртмам ҳали келмади", f"#{ticket['number']}"):
        await karim.writes(f"/find {query}")
        await karim.hears("find-nothing", query=query)


async def test_bad_words_are_refused_by_name(company: Company) -> None:
    dilnoza = await company.appoints()

    for number, query in enumerate(("a", "'", "%", "_ _", "x" * 3000), start=1):
        await dilnoza.writes(f"/find {query}")
        await dilnoza.reads(dilnoza.words("find-refused"), times=number)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_super_admin_reads_reports_as_text_picture_and_tables(company: Company, language: str) -> None:
    _, aziza, ticket = await helped(company)
    await aziza.presses("4 ⭐")
    rustam = await company.appoints("Rustam", language=language, is_super_admin=True)

    await rustam.writes("/admin")
    await rustam.presses("button-reports", await rustam.hears("menu-title"))
    report = await rustam.reads(rustam.words("report-opened"))
    await rustam.presses("button-by-category", report)
    await leafs(rustam, report, "report-title-categories", f"🏷 {company.label(rustam, company.category)}\n")
    await rustam.presses("button-by-admin", report)
    await leafs(rustam, report, "report-title-admins", "👤 Dilnoza\n")

    await rustam.presses("button-chart-volume", report)
    picture = await rustam.sees(lambda: captioned(rustam, "photo"), "a picture with a caption")
    assert (await file_of(company, picture)).startswith(b"\x89PNG")
    assert picture["caption"].startswith("📈")

    await rustam.presses("📄 CSV", report)
    table = await rustam.sees(lambda: captioned(rustam, "document", ".csv"), "a table with a caption")
    lines = list(csv.reader(StringIO((await file_of(company, table)).decode("utf-8-sig"))))
    assert [ticket_row(line) for line in lines if line[0] == str(ticket["number"])] == [("Aziza", "4")]

    await rustam.presses("📄 XLSX", report)
    book = await rustam.sees(lambda: captioned(rustam, "document", ".xlsx"), "a workbook with a caption")
    sheet = load_workbook(BytesIO(await file_of(company, book))).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [ticket_row(line) for line in rows if line[0] == str(ticket["number"])] == [("Aziza", "4")]


async def test_an_admin_reads_of_their_own_work(company: Company) -> None:
    dilnoza, aziza, ticket = await helped(company)
    await aziza.presses("5 ⭐")
    question = await aziza.hears("notice-rating-thanks", number=ticket["number"])
    comment = await aziza.writes("Zoʻr!", reply_to=question["message_id"])
    await aziza.sees_reaction(comment, "🙏")

    await dilnoza.writes("/admin")
    await dilnoza.presses("button-activity", await dilnoza.hears("menu-title"))

    shown = (await dilnoza.hears("activity-title"))["text"]
    assert dilnoza.words("activity-today", answered=1, closed=1) in shown
    assert dilnoza.words("activity-ratings", mean="5", count=1) in shown
    assert f"⭐⭐⭐⭐⭐ #{ticket['number']}" in shown
    assert shown.endswith(": Zoʻr!")


async def leafs(person: Person, message: Json, title: str, text: str) -> None:
    """Turn the pages of a report until this stands in it: other tests' categories and admins are there too."""

    def shown() -> str:
        return str(person.chat.get(message["message_id"])["text"])

    await person.sees(lambda: shown().startswith(person.words(title, span="").strip()), title)
    while text not in shown():
        before = shown()
        await person.presses("button-next", message)
        await person.sees(partial(_has_changed, shown, before), f"another page, on the way to {text!r}")


def _has_changed(shown: Callable[[], str], before: str) -> bool:
    return shown() != before


def labels(message: Json) -> list[str]:
    return [button["text"] for button in buttons_of(message)]


def bold(message: Json) -> list[str]:
    """The bold words; offsets are counted as Telegram counts them."""
    raw = message["text"].encode("utf-16-le")
    spans = [each for each in message["entities"] if each["type"] == "bold"]
    return [raw[each["offset"] * 2 : (each["offset"] + each["length"]) * 2].decode("utf-16-le") for each in spans]


def captioned(person: Person, kind: str, ending: str = "") -> Json | None:
    """The last file of that kind in the chat, with words below it."""
    fitting = [
        message
        for message in person.chat.received
        if message.get("caption") and kind in message and (not ending or message[kind]["file_name"].endswith(ending))
    ]
    return fitting[-1] if fitting else None


def ticket_row(line: list[str]) -> tuple[str, str]:
    """The person and the rating."""
    return line[3], line[15]
