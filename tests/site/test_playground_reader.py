"""The reader's own side of the page: what is shown, how it looks, and what happens when the server goes away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from playground.server import running_playground
from tests.playground.clients import AZIZA, BORIS, DILNOZA, BotSide, PeopleSide
from tests.site.pages import Column, PlaygroundPage
from tests.system.processes import free_port

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="en-US", viewport={"width": 1600, "height": 900})
    yield await context.new_page()
    await context.close()


async def test_a_hidden_chat_stays_hidden_and_counts_what_arrives(
    desk: PlaygroundPage, people: PeopleSide, bot: BotSide
) -> None:
    await people.start(BORIS)
    await desk.part(f"tab-{BORIS}").click()
    await expect(desk.column(BORIS).root).to_be_hidden()
    await bot.call("sendMessage", chat_id=BORIS, text="Здравствуйте")
    await expect(desk.part(f"tab-{BORIS}").locator(".unseen")).to_have_text("1")
    await desk.page.reload()
    await expect(desk.column(AZIZA).root).to_be_visible()
    await expect(desk.column(BORIS).root).to_be_hidden()
    await desk.part(f"tab-{BORIS}").click()
    await expect(desk.column(BORIS).received).to_contain_text("Здравствуйте")
    await expect(desk.part(f"tab-{BORIS}").locator(".unseen")).to_have_count(0)


async def test_on_a_phone_one_chat_is_shown_at_a_time(desk: PlaygroundPage) -> None:
    await desk.page.set_viewport_size(PHONE)
    await expect(desk.column(AZIZA).root).to_be_visible()
    await expect(desk.column(DILNOZA).root).to_be_hidden()
    await desk.part(f"tab-{DILNOZA}").click()
    await expect(desk.column(DILNOZA).root).to_be_visible()
    await expect(desk.column(AZIZA).root).to_be_hidden()
    width = await desk.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


async def test_the_page_speaks_three_languages_and_keeps_the_draft(desk: PlaygroundPage) -> None:
    aziza = desk.column(AZIZA)
    await aziza.composer.fill("yarim so‘z")
    for language, word in (("uz", "BOSHLASH"), ("ru", "НАЧАТЬ"), ("en", "START")):
        await desk.part(f"language-{language}").click()
        await expect(aziza.part("start")).to_have_text(word)
        await expect(desk.page.locator("html")).to_have_attribute("lang", language)
    await expect(aziza.composer).to_have_text("yarim so‘z")
    await desk.part("language-ru").click()
    await desk.page.reload()
    await expect(aziza.part("start")).to_have_text("НАЧАТЬ")


async def test_light_and_dark(desk: PlaygroundPage) -> None:
    colour = "getComputedStyle(document.querySelector('.column-head')).backgroundColor"
    light = await desk.page.evaluate(colour)
    await desk.part("theme").click()
    dark = await desk.page.evaluate(colour)
    assert light != dark
    await desk.page.reload()
    await expect(desk.column(AZIZA).root).to_be_visible()
    assert await desk.page.evaluate(colour) == dark


async def test_a_long_chat_shows_its_end_and_brings_the_rest_on_the_way_up(
    desk: PlaygroundPage, people: PeopleSide, bot: BotSide
) -> None:
    first = await people.write(AZIZA, "birinchi")
    for number in range(500):
        await bot.call("sendMessage", chat_id=AZIZA, text=f"{number} " + "so‘z " * (number % 30))
    last = await bot.call(
        "sendMessage", chat_id=AZIZA, text="oxirgi", reply_parameters={"message_id": first["message_id"]}
    )
    aziza = desk.column(AZIZA)
    await expect(aziza.message(last["message_id"])).to_be_in_viewport()
    await desk.page.reload()
    await expect(aziza.message(last["message_id"])).to_be_in_viewport()
    assert await aziza.root.locator(".row").count() < 200
    await aziza.part("quote").click()
    await expect(aziza.message(first["message_id"])).to_be_in_viewport()
    await expect(aziza.root.locator(".row")).to_have_count(502)
    await bot.call("sendMessage", chat_id=AZIZA, text="yangi")
    await expect(aziza.root.locator(".to-end")).to_contain_text("1")
    await expect(aziza.message(first["message_id"])).to_be_in_viewport()


async def test_a_restarted_server_is_found_again_without_a_reload(page: Page, tmp_path: Path) -> None:
    """What was written before, meanwhile and after stands there once."""
    port, aziza = free_port(), Column(page, AZIZA)
    async with running_playground(data=tmp_path, port=port) as playground:
        await page.goto(playground.page_url)
        await aziza.write("oldin")
        await expect(aziza.sent).to_have_count(1)
    await expect(page.get_by_test_id("offline")).to_be_visible()
    await aziza.write("uzilganda")
    await expect(aziza.part("toast")).to_be_visible()
    await expect(aziza.composer).to_have_text("uzilganda")
    async with running_playground(data=tmp_path, port=port):
        await expect(page.get_by_test_id("offline")).to_be_hidden()
        await aziza.composer.press("Enter")
        await expect(aziza.sent).to_have_count(2)
        await expect(aziza.sent.first).to_contain_text("oldin")
        await expect(aziza.sent.last).to_contain_text("uzilganda")
