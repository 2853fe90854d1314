"""The first paragraph of what this product is for, played on the playground's page against the real processes."""

import re
import time
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from bot.services.words import Words
from tests.playground.clients import AZIZA, BORIS, DILNOZA, RUSTAM
from tests.site.pages import Column, PlaygroundPage, picture
from tests.system.harness import Desk, a_desk

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser, pytest.mark.system]

# Nothing here is about speed: a busy machine may take its time.
PATIENCE = 60_000
PAYMENTS_UZ, PAYMENTS_RU = "Toʻlovlar", "Платежи"
QUESTION = "Toʻlov oʻtmadi, lekin pul yechildi"
ON_THE_WAY = """
    SELECT count(*) FROM delivery_delivery JOIN delivery_chat USING (chat_id)
    WHERE state = 'pending' AND blocked_at IS NULL
"""

uz, ru = Words("uz"), Words("ru")


@pytest.fixture
def company() -> Iterator[Desk]:
    """All processes with the people of `make run`, and a playground that keeps its chats on disk."""
    with a_desk(playground=()) as desk:
        desk.manage("seed_playground")
        yield desk


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, company: Desk) -> AsyncIterator[PlaygroundPage]:
    context = await browser.new_context(
        locale="en-US", viewport={"width": 1600, "height": 900}, permissions=["microphone"]
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = PlaygroundPage(await context.new_page(), company.people_url.removesuffix("/api"))
    page.watch()
    await page.open()
    yield page
    expect.set_options(timeout=None)
    await context.close()


async def test_aziza_asks_dilnoza_answers_rustam_appoints_and_everything_outlives_two_restarts(
    page: PlaygroundPage, company: Desk
) -> None:
    await staff_starts(page)
    await aziza_asks(page)
    ticket = await dilnoza_takes(page)
    await dilnoza_answers(page, ticket)
    await rustam_appoints_boris(page)
    await everything_comes_back(page, company, Desk.stop)
    await boris_opens_his_menu(page)
    await the_conversation_goes_on(page, "Rahmat, kutaman")
    await everything_comes_back(page, company, kill)
    await the_conversation_goes_on(page, "Pul qaytdi!")
    assert not page.problems


# ---------------------------------------------------------------- the acts


def button(column: Column, label: str) -> Locator:
    """The newest with that label: a menu may stand in the chat more than once."""
    return column.part("inline-button").filter(has_text=label).last


async def press(column: Column, label: str) -> None:
    await button(column, label).click()


async def staff_starts(page: PlaygroundPage) -> None:
    for person in (DILNOZA, RUSTAM):
        column = page.column(person)
        await column.part("start").click()
        await expect(column.received.last).to_contain_text(uz("menu-title"))


async def aziza_asks(page: PlaygroundPage) -> None:
    aziza = page.column(AZIZA)
    await aziza.attach("attach-media", picture("chek.png"), picture("xato.png", 200, 300), picture("karta.png"))
    await page.part("caption").fill(QUESTION)
    await page.confirm()
    await expect(aziza.part("album").locator("img")).to_have_count(3)
    await aziza.part("record").click()
    await expect(aziza.part("recording")).to_contain_text(re.compile("0:0[1-9]"))
    await aziza.part("recording-send").click()
    await expect(aziza.sent).to_have_count(2)
    await press(aziza, PAYMENTS_UZ)
    await expect(aziza.received.last).to_contain_text(re.compile(r"#\d+ \(" + PAYMENTS_UZ))


async def dilnoza_takes(page: PlaygroundPage) -> str:
    """Everything that Aziza sent stands under the card. Returns the ticket's number."""
    dilnoza, aziza = page.column(DILNOZA), page.column(AZIZA)
    card = dilnoza.received.filter(has_text=f"{uz('card-new')} · #")
    await expect(card).to_contain_text("Aziza")
    album = dilnoza.part("album")
    await expect(album).to_contain_text(QUESTION)
    await expect(album.locator("img")).to_have_count(3)
    await expect(dilnoza.received.filter(has=page.part("player"))).to_have_count(1)
    number = re.search(r"#(\d+)", await card.inner_text())
    assert number is not None
    await press(dilnoza, uz("button-take"))
    await expect(card).to_have_count(0)
    await expect(dilnoza.root).to_contain_text(uz("card-status-taken", admin="Dilnoza"))
    taken = uz("notice-ticket-taken", number=number[1], admin="Dilnoza")
    await expect(aziza.received.last).to_contain_text(taken)
    return number[1]


async def dilnoza_answers(page: PlaygroundPage, ticket: str) -> None:
    """Once as a reply to the voice message, once through Answer and Done."""
    dilnoza, aziza, keyboard = page.column(DILNOZA), page.column(AZIZA), page.page.keyboard
    await dilnoza.choose(dilnoza.received.filter(has=page.part("player")), "menu-reply")
    await keyboard.type("Salom! Pulingiz ")
    await keyboard.press("Control+b")
    await keyboard.type("bugun")
    await keyboard.press("Control+b")
    await keyboard.type(" qaytadi.")
    await keyboard.press("Enter")
    answer = aziza.received.filter(has_text="Salom! Pulingiz bugun qaytadi.")
    await expect(answer.locator("strong")).to_have_text("bugun")
    await expect(answer.get_by_test_id("quote")).to_contain_text("Aziza")
    await press(dilnoza, uz("button-answer"))
    await expect(dilnoza.part("keyboard-button")).to_have_text(uz("button-done", number=ticket))
    await dilnoza.write("Yana savolingiz bormi?")
    await expect(aziza.received.last).to_contain_text("Yana savolingiz bormi?")
    await dilnoza.part("keyboard-button").click()
    await expect(dilnoza.part("reply-keyboard")).to_be_hidden()


async def rustam_appoints_boris(page: PlaygroundPage) -> None:
    rustam = page.column(RUSTAM)
    await press(rustam, uz("button-admins"))
    await press(rustam, uz("button-appoint"))
    await rustam.part("keyboard-button").filter(has_text=uz("button-pick-person")).click()
    await page.part(f"pick-{BORIS}").click()
    await page.confirm()
    await expect(rustam.root).to_contain_text(uz("appoint-done", name="Boris"))
    await press(rustam, f"▫️ {PAYMENTS_UZ}")
    await expect(button(rustam, f"✅ {PAYMENTS_UZ}")).to_be_visible()


async def boris_opens_his_menu(page: PlaygroundPage) -> None:
    """What was waiting for him comes as soon as he starts the bot."""
    boris = page.column(BORIS)
    await boris.part("start").click()
    await expect(boris.root).to_contain_text(ru("notice-categories", names=PAYMENTS_RU))
    await boris.write("/admin")
    await expect(boris.received.last).to_contain_text(ru("menu-title"))
    await expect(button(boris, ru("button-mine"))).to_be_visible()


async def the_conversation_goes_on(page: PlaygroundPage, words: str) -> None:
    """Aziza writes, and Dilnoza answers what she got."""
    aziza, dilnoza = page.column(AZIZA), page.column(DILNOZA)
    rows = [(person.root.locator(".row"), await person.root.locator(".row").count()) for person in (aziza, dilnoza)]
    await aziza.write(words)
    await expect(aziza.sent.last.get_by_test_id("reaction")).to_be_visible()
    await dilnoza.choose(dilnoza.received.filter(has_text=words), "menu-reply")
    await dilnoza.write("Albatta!")
    await expect(dilnoza.sent.last.get_by_test_id("reaction")).to_be_visible()
    await expect(aziza.received.last).to_contain_text("Albatta!")
    await expect(aziza.received.last.get_by_test_id("quote")).to_contain_text(words)
    for row, before in rows:
        await expect(row).to_have_count(before + 2)


# ---------------------------------------------------------------- the restart


def kill(company: Desk) -> None:
    for process in company.processes:
        process.kill()


async def everything_comes_back(page: PlaygroundPage, company: Desk, end: Callable[[Desk], None]) -> None:
    """The page finds the restarted desk by itself; it and a page opened anew show what was there before, once."""
    wait_until_at_rest(company)
    before = await shown(page)
    assert not page.problems
    end(company)
    await expect(page.part("offline")).to_be_visible()
    company.bot_began_at = company.bot.length_of_log()
    company.start()
    await expect(page.part("offline")).to_be_hidden()
    assert await shown(page) == before
    # What the browser said about the server that was away.
    page.problems.clear()
    await page.open()
    assert await shown(page) == before


def wait_until_at_rest(company: Desk) -> None:
    """Nothing is on its way any more: what a kill interrupts may be repeated, and another test counts that."""
    deadline = time.monotonic() + PATIENCE / 1000
    while company.rows(ON_THE_WAY) != [(0,)]:
        assert time.monotonic() < deadline, "something is still on its way"
        time.sleep(0.1)


async def shown(page: PlaygroundPage) -> dict[int, list[str]]:
    """What stands in each chat, a row a message or an album."""
    chats = {}
    for person in (AZIZA, BORIS, DILNOZA, RUSTAM):
        column = page.column(person)
        await expect(column.root).to_be_visible()
        chats[person] = await column.root.locator(".row").all_inner_texts()
    return chats
