"""A conversation in a real browser: it goes on by itself, and disturbs nobody who reads, listens or selects."""

import io
import re
import wave
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone, translation
from playwright.async_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.admin.models import Admin
from apps.delivery.models import Delivery
from apps.ticket.models import Message
from core.wording import time_since
from tests.api.desk import Desk, build_desk
from tests.site.composing import Composer, composer_at, cookie_of
from tests.site.office import ticket_address
from tests.site.pages import png
from tests.site.talk import Talk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
T = TypeVar("T")
At = Callable[..., AbstractAsyncContextManager[tuple[Composer, BrowserContext]]]
# The page hears of the scrolling with the next frame.
TO_THE_TOP = """async () => {
  document.getElementById("scroller").scrollTop = 0;
  const first = document.querySelector("#entries > .desk-bubble");
  const top = first.getBoundingClientRect().top;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return { id: first.id, top };
}"""
FROM_THE_END = "() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight"
IN_WORDS = """async (ages) => {
  const { inWords } = await import("/static/site/clock.js");
  return ages.map((age) => inWords(age));
}"""
# In pixels: what a browser rounds.
NEARLY = 2


@pytest.fixture
def office(transactional_db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return build_desk()


@pytest.fixture
def at_ticket(office: Desk, live_server: LiveServer, browser: Browser) -> At:
    """Open Aziza's ticket."""
    address = f"{live_server.url}{ticket_address(office)}"
    cookies = {admin: cookie_of(admin, live_server) for admin in (office.dilnoza, office.rustam)}

    def opened(admin: Admin = office.dilnoza) -> AbstractAsyncContextManager[Any]:
        return composer_at(browser, address, office.ticket.pk, cookies[admin])

    return opened


def fill(office: Desk, count: int) -> list[Message]:
    return [Talk(desk=office).say(f"Xat {number:03} " + "soʻz " * 20) for number in range(count)]


def sound(seconds: int) -> bytes:
    """A WAV file of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(bytes(16000 * seconds))
    return file.getvalue()


async def do(act: Callable[..., T], *args: Any, **named: Any) -> T:
    """Do something in the database, in a thread whose connection does not outlive it."""

    def done() -> T:
        try:
            return act(*args, **named)
        finally:
            connection.close()

    return await sync_to_async(done)()


async def say(office: Desk, text: str, **content: Any) -> Message:
    return await do(Talk(desk=office).say, text, **content)


async def wait_for_end(page: Page) -> None:
    await page.wait_for_function(f"({FROM_THE_END})() < {NEARLY}")


async def test_what_comes_shows_without_a_reload_and_keeps_the_readers_place(at_ticket: At, office: Desk) -> None:
    await do(fill, office, 30)
    async with at_ticket() as (desk, _):
        page = desk.page
        await wait_for_end(page)
        await say(office, "Birinchi yangi xat")
        await expect(desk.bubble("Birinchi yangi xat")).to_be_in_viewport()
        await wait_for_end(page)
        await page.evaluate(TO_THE_TOP)
        await say(office, "Ikkinchi yangi xat")
        await expect(page.locator("#news")).to_contain_text("(1)")
        await expect(page).to_have_title(re.compile(r"^\(1\) "))
        assert await page.evaluate("scroller.scrollTop") == 0
        await page.locator("#news").click()
        await expect(desk.bubble("Ikkinchi yangi xat")).to_be_in_viewport()
        await expect(page.locator("#news")).to_be_hidden()
        await expect(page).not_to_have_title(re.compile(r"^\("))


async def test_earlier_messages_load_on_scrolling_up_and_keep_the_place(at_ticket: At, office: Desk) -> None:
    said = await do(fill, office, 130)
    last = await say(office, "Rahmat", reply_to=said[5])
    async with at_ticket() as (desk, _):
        page = desk.page
        await wait_for_end(page)
        await expect(page.locator(f"#message-{said[0].pk}")).to_have_count(0)
        before = await page.evaluate(TO_THE_TOP)
        await expect(page.locator(f"#message-{office.question.pk}")).to_be_attached()
        top = await page.locator(f"#{before['id']}").evaluate("row => row.getBoundingClientRect().top")
        assert abs(top - before["top"]) <= NEARLY
        days = await page.locator(".desk-day").evaluate_all("rows => rows.map((row) => row.id)")
        assert len(days) == len(set(days))
        await page.locator(f"#message-{last.pk} .desk-quote").click()
        await expect(page.locator(f"#message-{said[5].pk}")).to_be_in_viewport()


async def test_a_link_to_a_message_of_long_ago_opens_its_page(at_ticket: At, office: Desk) -> None:
    said = await do(fill, office, 130)
    async with at_ticket() as (desk, _):
        await desk.page.goto(f"{desk.page.url.partition('#')[0]}#message-{said[3].pk}")
        await desk.page.reload()
        await expect(desk.page).to_have_url(re.compile(rf"\?before={said[3].pk + 1}#message-{said[3].pk}$"))
        await expect(desk.page.locator(f"#message-{said[3].pk}")).to_be_in_viewport()


async def test_pictures_are_looked_at_by_the_keyboard(at_ticket: At, office: Desk) -> None:
    for name in ("bir.png", "ikki.png"):
        await do(Talk(desk=office).send_file, "photo", png(60, 40), album="a", mime_type="image/png", file_name=name)
    async with at_ticket() as (desk, _):
        box = desk.page.locator("#lightbox")
        first = desk.page.locator("[data-name='bir.png']")
        await first.focus()
        await desk.page.keyboard.press("Enter")
        await expect(box).to_be_visible()
        await expect(box.locator(".desk-lightbox-name")).to_have_text("bir.png")
        await desk.page.keyboard.press("ArrowRight")
        await expect(box.locator(".desk-lightbox-name")).to_have_text("ikki.png")
        await expect(box.get_by_label("Later picture")).to_be_hidden()
        for _ in range(6):
            await desk.page.keyboard.press("Tab")
            assert await desk.page.evaluate("document.getElementById('lightbox').contains(document.activeElement)")
        await desk.page.keyboard.press("ArrowLeft")
        await expect(box.locator(".desk-lightbox-name")).to_have_text("bir.png")
        await desk.page.keyboard.press("Escape")
        await expect(box).to_be_hidden()
        await expect(first).to_be_focused()


async def test_whoever_listens_selects_or_reads_an_earlier_text_is_not_disturbed(at_ticket: At, office: Desk) -> None:
    voice = await do(Talk(desk=office).send_file, "voice", sound(60), mime_type="audio/wav")
    said = await say(office, "Bu soʻzlar tanlanadi")
    async with at_ticket() as (desk, _):
        page, playing = desk.page, desk.page.locator(f"#message-{voice.message_id} audio")
        await page.locator("#scroller").click(position={"x": 5, "y": 5})
        await playing.evaluate("async (sound) => { window.listened = sound; await sound.play(); }")
        await page.locator(f"#message-{said.pk} .desk-text").evaluate(
            "words => getSelection().selectAllChildren(words)"
        )
        for changed in (voice.message_id, said.pk):
            await do(Message.objects.filter(pk=changed).update, text="Boshqa soʻzlar", edited_at=timezone.now())
        await say(office, "Hamma yangilik keldi")
        await expect(desk.bubble("Hamma yangilik keldi")).to_be_attached()
        assert await page.evaluate("window.listened.isConnected")
        assert await page.evaluate("getSelection().toString().trim()") == "Bu soʻzlar tanlanadi"
        await page.evaluate("getSelection().removeAllRanges(); window.listened.pause()")
        await expect(page.locator(f"#message-{said.pk}")).to_contain_text("Boshqa soʻzlar")
        await expect(page.locator(f"#message-{voice.message_id}")).to_contain_text("Boshqa soʻzlar")
        assert not await page.evaluate("window.listened.isConnected")


async def test_a_failed_answer_goes_out_again_and_colleagues_see_each_other(at_ticket: At, office: Desk) -> None:
    async with at_ticket() as (desk, _), at_ticket(office.rustam) as (other, _):
        await expect(desk.page.locator("#viewers")).to_have_text("Rustam also has this open")
        await expect(other.page.locator("#viewers")).to_have_text("Dilnoza also has this open")
        answer = desk.page.locator(f"#message-{office.answer.pk}")
        await expect(answer).to_contain_text("Not delivered")
        await answer.get_by_role("button", name="Retry").click()
        await expect(answer.get_by_label("On its way")).to_be_visible()
        row = await do(
            Delivery.objects.filter(message_ref=office.answer.pk, chat_id=office.failed.chat_id).latest, "pk"
        )
        assert row.data["retry_of"] == office.failed.pk
        await do(Delivery.objects.filter(pk=row.pk).update, state="sent", finished_at=timezone.now())
        await expect(answer.get_by_label("Delivered")).to_be_visible()
        await expect(other.page.locator(f"#message-{office.answer.pk}").get_by_label("Delivered")).to_be_visible()


async def test_a_lost_connection_and_a_lost_session_are_said_and_end_by_themselves(at_ticket: At, office: Desk) -> None:
    async with at_ticket() as (desk, context):
        banner = desk.page.locator("#banner")
        await context.set_offline(True)
        await expect(banner).to_contain_text("No connection, trying again…")
        await context.set_offline(False)
        await expect(banner).to_be_hidden()
        cookies = await context.cookies()
        await context.clear_cookies()
        await expect(banner).to_contain_text("You are signed out.")
        link = await banner.get_by_role("link", name="Sign in").get_attribute("href")
        assert str(link).endswith(f"?next={ticket_address(office)}")
        await context.add_cookies(cookies)  # type: ignore[arg-type]
        await expect(banner).to_be_hidden()
        await say(office, "Yana birgamiz")
        await expect(desk.bubble("Yana birgamiz")).to_be_in_viewport()


async def test_times_go_on_in_the_words_that_they_began_with(at_ticket: At, office: Desk) -> None:
    async with at_ticket() as (desk, _):
        ages = [1, 59, 61, 600, 3_601, 7_860, 86_401, 90_061, 10**6]
        said = await desk.page.evaluate(IN_WORDS, ages)
        with translation.override("en"):
            assert said == [time_since(timezone.now() - timedelta(seconds=age)) for age in ages]
