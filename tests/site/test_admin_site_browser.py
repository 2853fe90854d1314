"""The admin site in a real browser: an operator logs in, reads a conversation and answers it."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.api.desk import Desk, build_desk
from tests.site.office import ticket_address
from tests.site.pages import png

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
PASSWORD = "a-word-for-the-browser-1"


@pytest.fixture
def office(transactional_db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    desk = build_desk()
    desk.dilnoza.set_password(PASSWORD)
    desk.dilnoza.save(update_fields=["password"])
    return desk


async def test_an_operator_answers_in_the_browser_and_nothing_is_asked_outside(
    office: Desk, live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    context = await browser.new_context(locale="uz", viewport={"width": 1360, "height": 900})
    page = await context.new_page()
    outside: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if live_server.url not in request.url else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(live_server.url)
    await page.get_by_role("button", name="Русский").click()
    await page.get_by_label("Имя пользователя").fill("dilnoza")
    await page.get_by_label("Пароль").fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await page.get_by_role("link", name="Новые", exact=True).click()
    await page.get_by_role("link", name=f"#{office.ticket.number}").first.click()
    await expect(page).to_have_url(re.compile(re.escape(ticket_address(office))))
    await expect(page.get_by_text("VIP").first).to_be_visible()
    await page.get_by_label("Ваш ответ").fill("Оплата прошла <b>вчера</b>")
    picture = tmp_path / "chek.png"
    picture.write_bytes(png(40, 30))
    await page.locator("input[type=file]").set_input_files(picture)
    await page.get_by_role("button", name="Отправить", exact=True).click()
    bubble = page.locator(".desk-bubble").last
    await expect(bubble).to_contain_text("Оплата прошла <b>вчера</b>")
    await expect(bubble.get_by_role("img", name="В пути")).to_be_visible()
    width = await bubble.locator("img").evaluate("async (image) => { await image.decode(); return image.naturalWidth }")
    assert width == 40
    assert [address for address in outside if not address.startswith(("data:", "blob:"))] == []
    assert problems == []
    await context.close()


async def test_the_conversation_fits_a_telephone(office: Desk, live_server: LiveServer, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 800})
    page = await context.new_page()
    await page.goto(live_server.url)
    await page.locator("#id_username").fill("dilnoza")
    await page.locator("#id_password").fill(PASSWORD)
    await page.locator("#login-form button[type=submit]").click()
    await page.wait_for_url(f"{live_server.url}/admin/")
    await page.goto(f"{live_server.url}{ticket_address(office)}")
    await expect(page.locator(".desk-bubble").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await context.close()
