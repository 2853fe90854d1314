"""The health page in a real browser: what it shows is of now, or is said to be old."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.async_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.api.desk import Desk, build_desk
from tests.site.composing import cookie_of

PAGE = reverse("health")
BETWEEN_LOOKS = 16_000
# Nobody in a test waits ten seconds for a backend that hangs.
QUICKER = "real = AbortSignal.timeout; AbortSignal.timeout = () => real.call(AbortSignal, 100)"
AS_EVER = "AbortSignal.timeout = real"
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture
def office(transactional_db: None) -> Desk:
    return build_desk()


@pytest.fixture
def cookie(office: Desk, live_server: LiveServer) -> Any:
    """Rustam is signed in."""
    return cookie_of(office.rustam, live_server)


async def test_what_could_not_be_renewed_is_said_and_ends_by_itself(
    cookie: Any, live_server: LiveServer, browser: Browser
) -> None:
    context = await browser.new_context(locale="en-US")
    await context.add_cookies([cookie])
    page = await context.new_page()
    await page.clock.install()
    await page.goto(f"{live_server.url}{PAGE}")
    said, parts = page.locator("#unheard"), page.locator(".desk-health-part")
    shown = await parts.count()
    await expect(said).to_be_hidden()

    await page.evaluate(QUICKER)
    await page.route(f"**{PAGE}", lambda route: None)
    await page.clock.run_for(BETWEEN_LOOKS)
    await expect(said).to_have_text("It could not be renewed: nobody answers. What it shows is old.")
    await page.unroute_all()
    await page.evaluate(AS_EVER)
    await page.clock.run_for(BETWEEN_LOOKS)
    await expect(said).to_be_hidden()

    await context.clear_cookies()
    await page.clock.run_for(BETWEEN_LOOKS)
    await expect(said).to_contain_text("Your session has ended.")
    await expect(parts).to_have_count(shown)
    await context.close()
