"""A morning at the desk: two operators in their browsers, one who asks in Telegram, and all processes between them."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from django.utils import translation
from django.utils.translation import gettext
from playwright.async_api import Browser, ViewportSize, expect

from bot.services.words import Words
from tests.playground.clients import AZIZA, BORIS, DILNOZA, RUSTAM
from tests.site.operators import Operator
from tests.system.harness import Desk, a_desk
from tests.system.people import Person
from tests.system.telegram import Telegram, following

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser, pytest.mark.system]

# Nothing here is about speed: a busy machine may take its time.
PATIENCE = 90_000
PAYMENTS, DELIVERY = "Toʻlovlar", "Доставка"
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 800}
QUESTION = "Toʻlov oʻtmadi, lekin pul yechildi"
# Dilnoza works on payments only, and the desk has one reply for everybody.
SETTING = """
from apps.admin.actors import Door, operator
from apps.admin.models import Admin, Category
from apps.ticket.services.saved_replies.writing import add_reply
Admin.objects.get(username="dilnoza").categories.set(Category.objects.filter(slug="payments"))
rustam = operator(Admin.objects.get(username="rustam"), Door.SITE)
add_reply(actor=rustam, fields={"title": "Salom", "text_uz": "Assalomu alaykum, {first_name}! Men {admin}."})
"""
TICKET_OF = """
    SELECT ticket.id FROM ticket_ticket ticket JOIN user_telegramuser person ON person.id = user_id
    WHERE telegram_id = %s
"""


@pytest.fixture
def company() -> Iterator[Desk]:
    """All processes with the people of `make run`."""
    with a_desk() as desk:
        desk.manage("seed_playground")
        desk.manage("shell", "--verbosity", "0", "--command", SETTING)
        yield desk


@pytest_asyncio.fixture(loop_scope="module")
async def telegram(company: Desk) -> AsyncIterator[Telegram]:
    async with following(company.people_url) as telegram:
        yield telegram


@pytest_asyncio.fixture(loop_scope="module")
async def operators(browser: Browser, company: Desk, telegram: Telegram) -> AsyncIterator[tuple[Operator, Operator]]:
    """Dilnoza and Rustam, each in a browser of their own."""
    expect.set_options(timeout=PATIENCE)
    seats = []
    for number, name in ((DILNOZA, "Dilnoza"), (RUSTAM, "Rustam")):
        context = await browser.new_context(locale="en-US", viewport=WIDE)
        context.set_default_timeout(PATIENCE)
        seat = Operator(Person(number, name, Words("uz"), telegram), await context.new_page(), company)
        seat.watch()
        seats.append(seat)
    yield seats[0], seats[1]
    expect.set_options(timeout=None)
    for seat in seats:
        await seat.context.close()


async def test_a_morning_at_the_desk(operators: tuple[Operator, Operator], company: Desk, telegram: Telegram) -> None:
    dilnoza, rustam = operators
    aziza = Person(AZIZA, "Aziza", Words("uz"), telegram)
    boris = Person(BORIS, "Boris", Words("ru"), telegram)
    ticket, foreign = await two_ask(company, aziza, boris)
    for operator in operators:
        await operator.person.starts()
        await operator.signs_in()
    await dilnoza_finds_it_in_the_queue(dilnoza, ticket)
    await dilnoza_takes_and_answers(dilnoza, aziza)
    await aziza_writes_and_the_page_shows_it(dilnoza, aziza)
    await rustam_comes_and_takes_over(dilnoza, rustam, aziza, ticket)
    await an_answer_fails_and_goes_out_again(rustam, aziza)
    await another_categorys_ticket_is_not_there(dilnoza, foreign)
    for operator in operators:
        assert operator.problems == []
    await the_desk_speaks_three_languages(rustam, ticket)
    await everything_fits_a_telephone(rustam, ticket)
    assert rustam.problems == []


# ---------------------------------------------------------------- the acts


async def two_ask(company: Desk, aziza: Person, boris: Person) -> tuple[int, int]:
    """Return the row ids of their tickets."""
    for person, words, category in ((aziza, QUESTION, PAYMENTS), (boris, "Где посылка?", DELIVERY)):
        await person.writes(words)
        await person.presses(category)
    rows = [company.rows(TICKET_OF, person.id)[0][0] for person in (aziza, boris)]
    assert all(isinstance(row, int) for row in rows)
    return int(str(rows[0])), int(str(rows[1]))


async def dilnoza_finds_it_in_the_queue(dilnoza: Operator, ticket: int) -> None:
    """What is new stands there, and nothing of a category that is not hers."""
    await dilnoza.goes(f"{dilnoza.site}/admin/ticket/ticket/?tab=new")
    content = dilnoza.page.locator("#content, #main").first
    await expect(content).to_contain_text(QUESTION)
    await expect(content).not_to_contain_text("Где посылка?")
    await dilnoza.page.locator(f'a[href*="/admin/ticket/ticket/{ticket}/change/"]').first.click()
    await expect(dilnoza.text).to_be_visible()
    await dilnoza.shows(QUESTION)


async def dilnoza_takes_and_answers(dilnoza: Operator, aziza: Person) -> None:
    """With words, with a saved reply, with a picture out of the clipboard; each arrives, and its bubble says so."""
    await dilnoza.acts("take")
    await expect(dilnoza.beside.locator('button[formaction$="/acts/release/"]')).to_be_visible()
    await aziza.reads("Dilnoza")

    bubble = await dilnoza.answers("Hozir tekshiraman.")
    await aziza.reads("Hozir tekshiraman.")
    await expect(bubble.locator(".desk-sent")).to_be_visible()

    await dilnoza.text.press_sequentially("/sal")
    await dilnoza.page.get_by_role("option", name="Salom").click()
    await expect(dilnoza.text).to_have_value("Assalomu alaykum, Aziza! Men Dilnoza.")
    await dilnoza.text.press("Control+Enter")
    await dilnoza.shows("Assalomu alaykum, Aziza! Men Dilnoza.")
    await aziza.reads("Assalomu alaykum, Aziza! Men Dilnoza.")

    await dilnoza.pastes_a_picture()
    await expect(dilnoza.page.locator("[data-part=chosen] li")).to_have_count(1)
    await dilnoza.text.fill("Mana chek")
    await dilnoza.text.press("Control+Enter")
    bubble = await dilnoza.shows("Mana chek")
    await expect(bubble.locator("img").first).to_be_visible()
    arrived = await aziza.reads("Mana chek")
    assert (arrived["photo"][-1]["width"], arrived["photo"][-1]["height"]) == (64, 48)


async def aziza_writes_and_the_page_shows_it(dilnoza: Operator, aziza: Person) -> None:
    """Without a reload: what the page remembers is still there."""
    await dilnoza.page.evaluate("window.sameAsBefore = true")
    await aziza.writes("Rahmat, kutaman")
    await dilnoza.shows("Rahmat, kutaman")
    assert await dilnoza.page.evaluate("window.sameAsBefore")


async def rustam_comes_and_takes_over(dilnoza: Operator, rustam: Operator, aziza: Person, ticket: int) -> None:
    """Each sees that the other is there; an answer into Dilnoza's ticket asks first."""
    await rustam.opens(ticket)
    await expect(dilnoza.page.locator("#viewers")).to_contain_text("Rustam")
    await expect(rustam.page.locator("#viewers")).to_contain_text("Dilnoza")
    await rustam.text.fill("Men davom ettiraman.")
    await rustam.text.press("Control+Enter")
    dialog = rustam.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Dilnoza")
    await expect(rustam.text).to_have_value("Men davom ettiraman.")
    assert aziza.chat.holding("Men davom ettiraman.") == []
    await dialog.locator("button[value=yes]").click()
    await rustam.shows("Men davom ettiraman.")
    await aziza.reads("Men davom ettiraman.")
    await dilnoza.shows("Men davom ettiraman.")
    await expect(dilnoza.page.locator("[data-part=holder]")).to_contain_text("Rustam")


async def an_answer_fails_and_goes_out_again(rustam: Operator, aziza: Person) -> None:
    fault = {"method": "sendMessage", "kind": "400", "chat_id": aziza.id, "description": "Bad Request: not today"}
    await aziza.telegram.request("POST", "faults", [fault], status=201)
    bubble = await rustam.answers("Pul qaytdi.")
    retry = bubble.locator("[data-act=retry]")
    await expect(retry).to_be_visible()
    await expect(bubble).to_contain_text("not today")
    assert aziza.chat.holding("Pul qaytdi.") == []
    await retry.click()
    await aziza.reads("Pul qaytdi.")
    await expect(bubble.locator(".desk-sent")).to_be_visible()
    await expect(retry).to_have_count(0)


async def another_categorys_ticket_is_not_there(dilnoza: Operator, foreign: int) -> None:
    for address in (dilnoza.address_of(foreign), f"{dilnoza.site}/admin/ticket/ticket/{foreign}/live/"):
        assert (await dilnoza.context.request.get(address)).status == 404, address


async def the_desk_speaks_three_languages(rustam: Operator, ticket: int) -> None:
    for language in ("en", "ru", "uz"):
        await rustam.context.add_cookies([{"name": "django_language", "value": language, "url": rustam.site}])
        await rustam.opens(ticket)
        await expect(rustam.page.locator("html")).to_have_attribute("lang", language)
        with translation.override(language):
            words = [gettext("Reply"), gettext("Note"), gettext("Send and close")]
        for word in words:
            await expect(rustam.page.locator("#answer")).to_contain_text(word)


async def everything_fits_a_telephone(rustam: Operator, ticket: int) -> None:
    await rustam.page.set_viewport_size(PHONE)
    for path in ("", "ticket/ticket/", f"ticket/ticket/{ticket}/change/"):
        await rustam.goes(f"{rustam.site}/admin/{path}")
        await expect(rustam.page.locator("#content, #main").first).to_be_visible()
        assert await rustam.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
