"""Reports, the audit page and the search in a real browser: what people read is what the services counted."""

import re
from pathlib import Path

import pytest
import pytest_asyncio
from asgiref.sync import sync_to_async
from django.db import connection
from playwright.async_api import Browser, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from apps.admin.actors import Door, operator, person
from apps.admin.models import Admin
from apps.report.services.summary import report
from apps.report.site.figures import LABELS
from apps.report.site.tables import cards_of
from apps.ticket.services import conversation
from core.periods import Period
from tests.api.desk import BORIS, Desk, build_desk
from tests.site.office import rate

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
PASSWORD = "a-word-for-the-browser-1"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 800}


@pytest.fixture
def office(transactional_db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    desk = build_desk()
    for admin in (desk.rustam, desk.dilnoza):
        admin.set_password(PASSWORD)
        admin.save(update_fields=["password"])
    rate(desk)
    conversation.open_ticket(
        actor=person(BORIS), user_id=desk.boris.pk, category_id=desk.delivery.pk, text="Maxfiy posilka"
    )
    return desk


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> Page:
    """A page on a wide screen in English; whatever goes wrong in the browser fails the test."""
    context = await browser.new_context(locale="en", viewport=WIDE)
    context.set_default_timeout(20_000)
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    return page


async def sign_in(page: Page, live_server: LiveServer, admin: Admin, path: str) -> None:
    await page.goto(f"{live_server.url}{path}")
    await page.locator("#id_username").fill(admin.username)
    await page.locator("#id_password").fill(PASSWORD)
    await page.locator("#login-form button[type=submit]").click()
    # The login page's own address names the path too: only the whole address is the page that was asked for.
    await expect(page).to_have_url(f"{live_server.url}{path}")
    await page.wait_for_load_state()


def expected_values(admin: Admin) -> dict[str, str]:
    """Return what the service counts, as the page writes it for machines."""
    try:
        cards = cards_of(report(actor=operator(admin, Door.SITE), period=Period.of_days(30)))
        return {card.name: str(card.now.number) if card.now.number is not None else "" for card in cards}
    finally:
        # This runs in a thread of its own, whose connection would keep the test's database.
        connection.close()


def acts_in(file: Path) -> list[str]:
    return [line.split(",")[1] for line in file.read_text("utf-8-sig").splitlines()]


async def values_on(page: Page) -> dict[str, str]:
    """Return the machine's value of each card's figure."""
    cards = page.locator(".desk-card")
    names = [str(await card.get_attribute("id")).removeprefix("figure-") for card in await cards.all()]
    values = [await card.locator(".desk-figure data").get_attribute("value") for card in await cards.all()]
    return {name: value or "" for name, value in zip(names, values, strict=True)}


async def test_the_figures_equal_the_report_in_three_languages(
    office: Desk, live_server: LiveServer, page: Page
) -> None:
    await sign_in(page, live_server, office.rustam, "/admin/reports/")
    expected = await sync_to_async(expected_values)(office.rustam)
    assert set(expected) == set(LABELS)
    for language, title in (("en", "Reports"), ("ru", "Отчёты"), ("uz", "Hisobotlar")):
        await page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        await page.goto(f"{live_server.url}/admin/reports/")
        await expect(page).to_have_title(re.compile(title))
        assert await values_on(page) == expected
        await expect(page.locator(".desk-chart .desk-wide svg")).to_have_count(5)


async def test_a_period_is_chosen_and_nothing_is_asked_outside(
    office: Desk, live_server: LiveServer, page: Page
) -> None:
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if live_server.url not in request.url else None)
    await sign_in(page, live_server, office.rustam, "/admin/reports/")
    await page.get_by_role("link", name="Last month").click()
    await expect(page.locator("#figure-opened data").first).to_have_attribute("value", "0")
    await page.get_by_label("category").select_option(label="Yetkazish")
    await page.get_by_role("link", name="Today").first.wait_for()
    await page.locator("input[name=to]").fill("2026-01-01")
    await page.locator("input[name=from]").fill("2026-02-01")
    await page.get_by_role("button", name="Show").click()
    await expect(page.get_by_role("alert").filter(has_text="The period ends before it begins.")).to_be_visible()
    assert [address for address in outside if not address.startswith(("data:", "blob:"))] == []


async def test_the_audit_page_is_filtered_and_downloaded(office: Desk, live_server: LiveServer, page: Page) -> None:
    await sign_in(page, live_server, office.rustam, "/admin/ticket/event/")
    await page.locator("select[name=act]").select_option("answered")
    await page.get_by_role("button", name="Show").click()
    rows = page.locator(".desk-audit tbody tr")
    await expect(rows).to_have_count(1)
    await expect(rows.first).to_contain_text("Dilnoza")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="CSV").click()
    assert acts_in(await (await download.value).path()) == ["act", "answered"]


async def test_the_search_marks_the_words(office: Desk, live_server: LiveServer, page: Page) -> None:
    await sign_in(page, live_server, office.rustam, "/admin/ticket/ticket/")
    await page.get_by_role("searchbox", name="Search tickets").fill("tolov")
    await page.get_by_role("searchbox", name="Search tickets").press("Enter")
    await expect(page.locator("mark").first).to_have_text("Toʻlov")
    await expect(page.locator("#tickets > li")).to_have_count(1)


async def test_an_admin_sees_no_foreign_figure(office: Desk, live_server: LiveServer, page: Page) -> None:
    await sign_in(page, live_server, office.dilnoza, "/admin/reports/")
    assert (await values_on(page))["opened"] == "1"
    for words in ("Yetkazish", "Kamola", "Maxfiy", "Boris"):
        await expect(page.locator("#content")).not_to_contain_text(words)
    await expect(page.locator("select[name=admin]")).to_have_count(0)
    await page.goto(f"{live_server.url}/admin/ticket/event/?q=Boris")
    await expect(page.locator(".desk-audit")).to_contain_text("Nothing was found.")


@pytest.mark.parametrize("path", ["/admin/reports/", "/admin/ticket/event/"])
async def test_the_pages_fit_a_telephone(path: str, office: Desk, live_server: LiveServer, page: Page) -> None:
    await page.set_viewport_size(NARROW)
    await sign_in(page, live_server, office.rustam, path)
    assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
