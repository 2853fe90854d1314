"""The queue in a real browser: it goes on by itself, keeps one's place, and is worked by the keyboard alone."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from playwright.async_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from apps.admin.actors import Door, operator
from apps.ticket.models import Ticket
from apps.ticket.services import lifecycle
from tests.api.desk import Desk, build_desk
from tests.site.composing import cookie_of
from tests.site.line import PAGE, waiting

Result = TypeVar("Result")
PRESS = "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))"
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture
def office(transactional_db: None) -> Desk:
    return build_desk()


@pytest.fixture
def cookie(office: Desk, live_server: LiveServer) -> Any:
    """Dilnoza is signed in."""
    return cookie_of(office.dilnoza, live_server)


async def happens(act: Callable[..., Result], *facts: Any) -> Result:
    """Let something happen at the desk beside the browser; its connection to the database does not outlive it."""

    def act_and_leave() -> Result:
        try:
            return act(*facts)
        finally:
            connection.close()

    return await sync_to_async(act_and_leave)()


def let_rustam_take(office: Desk) -> None:
    lifecycle.take_ticket(actor=operator(office.rustam, Door.SITE), ticket_id=office.ticket.pk)


async def open_queue(
    browser: Browser, live_server: LiveServer, cookie: Any, **options: Any
) -> tuple[BrowserContext, Page, list[str]]:
    """Open the new tickets; whatever goes wrong in the page, or is asked outside, is put on the list."""
    context = await browser.new_context(locale="en-US", **options)
    await context.add_cookies([cookie])
    page, problems = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url) if live_server.url not in request.url else None)
    await page.goto(f"{live_server.url}{PAGE}?tab=new")
    return context, page, problems


async def test_a_new_ticket_comes_by_itself_and_the_keyboard_leads_to_it(
    office: Desk, cookie: Any, live_server: LiveServer, browser: Browser
) -> None:
    context, page, problems = await open_queue(browser, live_server, cookie)
    first = page.locator(f"#ticket-{office.ticket.pk} .desk-open")
    await page.keyboard.press("j")
    await expect(first).to_be_focused()

    came: Ticket = await happens(waiting, office.payments, 65, "<b>Boris</b>")
    row = page.locator(f"#ticket-{came.pk}")
    await expect(row).to_contain_text("<b>Boris</b>")
    await expect(row).to_contain_text("1 h 5 min")
    await expect(page.locator("#tickets > li").first).to_have_id(f"ticket-{came.pk}")
    await expect(page).to_have_title("(1) Tickets | Yordam")
    await expect(page.locator("[data-count=new]")).to_have_text("2")
    # The row moved down one place; whoever was on it still is.
    await expect(first).to_be_focused()

    await page.keyboard.press("k")
    await expect(row.locator(".desk-open")).to_be_focused()
    # On a Cyrillic keyboard the same keys lead down and up.
    for letter, place in (("о", first), ("л", row.locator(".desk-open"))):
        await page.evaluate(PRESS, letter)
        await expect(place).to_be_focused()
    await page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Search tickets")
    await expect(search).to_be_focused()
    await page.keyboard.type("jk")
    await expect(search).to_have_value("jk")

    await happens(let_rustam_take, office)
    await expect(page.locator(f"#ticket-{office.ticket.pk}")).to_have_count(0)
    await row.locator(".desk-open").focus()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(rf"/ticket/{came.pk}/change/"))
    await page.go_back()
    await page.locator(f"#ticket-{came.pk}").get_by_role("button", name="Take").click()
    await expect(page).to_have_url(re.compile(rf"/ticket/{came.pk}/change/"))
    await expect(page.locator("#beside")).to_contain_text("Dilnoza")
    assert problems == []
    await context.close()


async def test_a_lost_connection_and_a_lost_session_are_said_on_a_telephone_too(
    office: Desk, cookie: Any, live_server: LiveServer, browser: Browser
) -> None:
    context, page, _ = await open_queue(browser, live_server, cookie, viewport={"width": 360, "height": 800})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    said = page.locator(".desk-unheard")
    await context.set_offline(True)
    await expect(said).to_contain_text("No connection.")
    came: Ticket = await happens(waiting, office.payments, 5)
    await context.set_offline(False)
    await expect(page.locator(f"#ticket-{came.pk}")).to_be_visible()
    await expect(said).to_be_hidden()
    # A desk that has lost its database answers, and knows nothing new all the same.
    await page.route(re.compile("/live/"), lambda route: route.fulfill(status=500))
    await expect(said).to_contain_text("No connection.")
    await page.unroute_all()
    await context.clear_cookies()
    await expect(said).to_contain_text("Your session has ended.")
    await expect(page.locator(f"#ticket-{came.pk}")).to_be_visible()
    await context.close()
