"""The desk for everybody: axe reads the main pages, by day and by night, and no page says anything to the console."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from asgiref.sync import sync_to_async
from axe_playwright_python.async_playwright import Axe
from django.db import connection
from django.urls import reverse
from playwright.async_api import Browser, Page, ViewportSize
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.admin.actors import Door, operator
from apps.admin.services.sign_in import make_link
from apps.ticket.services.labels import set_priority, set_tags
from tests.api.desk import Desk, build_desk
from tests.site.office import pages_of, rate, seat, ticket_address

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
GRAVE = ("serious", "critical")
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
FORMS = (
    "staff_admin_appoint",
    "staff_admin_operator",
    "staff_admin_account",
    "staff_category_new",
    "ticket_savedreply_new",
)
# The page is still until axe has read it: colours that are on their way to others would be measured.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"


@pytest.fixture
def office(transactional_db: None, settings: Settings, tmp_path: Path) -> Desk:
    """A desk with something on every page: a rated ticket, labels, files, acts."""
    settings.MEDIA_ROOT = str(tmp_path)
    desk = build_desk()
    rustam = operator(desk.rustam, Door.SITE)
    set_priority(actor=rustam, ticket_id=desk.ticket.pk, priority="urgent")
    set_tags(actor=rustam, ticket_id=desk.ticket.pk, names=["refund", "vip"])
    return desk


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page by day; whatever it says to the console fails the test, a refusal of the page policy among that."""
    context = await browser.new_context(locale="en", color_scheme="light", reduced_motion="reduce", viewport=WIDE)
    context.set_default_timeout(60_000)
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    await context.close()
    assert said == []


@sync_to_async
def key_to(desk: Desk) -> str:
    """Return the session of Rustam's browser, and leave no connection in this thread."""
    try:
        return seat(desk.rustam).cookies["sessionid"].value
    finally:
        connection.close()


@sync_to_async
def link_of(desk: Desk) -> str:
    """Return the path of a one-time way in."""
    try:
        return make_link(actor=operator(desk.rustam, Door.TELEGRAM))[0].partition("/admin/")[2]
    finally:
        connection.close()


@sync_to_async
def addresses(desk: Desk) -> list[str]:
    """Return the pages that people work with: every page of the site, forms among them, and the queue's tabs."""
    try:
        queue = reverse("admin:ticket_ticket_changelist")
        named = [reverse(f"admin:{name}") for name in FORMS] + [reverse("desk_settings")]
        return list(dict.fromkeys([*pages_of(desk), *named, *(f"{queue}?tab={tab}" for tab in ("new", "closed"))]))
    finally:
        connection.close()


@sync_to_async
def close_and_rate(desk: Desk) -> None:
    try:
        rate(desk)
    finally:
        connection.close()


async def faults_of(page: Page, address: str) -> list[str]:
    """Return what axe finds wrong on that page, and where: all of it by day, and the colours by night as well."""
    answer = await page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    await page.add_style_tag(content=STILL)
    await page.evaluate("document.fonts.ready")
    by_day = await said_by_axe(page, {})
    await page.evaluate("document.documentElement.classList.add('dark')")
    by_night = await said_by_axe(page, {"runOnly": ["color-contrast"]})
    return [f"{address}: {fault}" for fault in (*by_day, *(f"by night {fault}" for fault in by_night))] + (
        await breadth_of(page)
    )


async def said_by_axe(page: Page, options: dict[str, list[str]]) -> list[str]:
    found = (await Axe().run(page, options={"resultTypes": ["violations"], **options})).response["violations"]
    return [
        f"{fault['id']} ({fault['help']}): {node['html'][:300]}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


async def breadth_of(page: Page) -> list[str]:
    """Return the page's address where it does not fit a telephone."""
    await page.set_viewport_size(PHONE)
    wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    await page.set_viewport_size(WIDE)
    return [f"{page.url} is wider than a telephone"] if wide else []


async def test_no_page_shuts_anybody_out(office: Desk, live_server: LiveServer, page: Page) -> None:
    here = live_server.url
    faults = await faults_of(page, f"{here}/admin/login/")
    faults += await faults_of(page, f"{here}/admin/{await link_of(office)}")
    await page.context.add_cookies([{"name": "sessionid", "value": await key_to(office), "url": here}])
    for address in await addresses(office):
        faults += await faults_of(page, f"{here}{address}")
    await close_and_rate(office)
    faults += await faults_of(page, f"{here}{ticket_address(office)}")
    assert "\n".join(faults) == ""
