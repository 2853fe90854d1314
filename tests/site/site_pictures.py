"""Pictures of the site's pages for the documentation, made from a seeded past: part of `make screenshots`."""

import subprocess
import sys
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.system.harness import Desk, a_desk

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "images"
PAGES = {
    "reports.png": "/admin/reports/?from=2026-10-01&to=2026-10-31",
    "audit.png": "/admin/ticket/event/?to=2026-10-31",
}
PAST = ["--tickets", "3000", "--messages", "30000", "--days", "120", "--last", "2026-10-31"]
PASSWORD = "a-word-for-the-picture-1"
SIGN_UP = f"""
from apps.admin.models import Admin
admin = Admin.objects.filter(is_superuser=True, is_active=True).earliest("pk")
admin.set_password({PASSWORD!r})
admin.save(update_fields=["password"])
print(admin.username)
"""


async def make_site_pictures(browser: Browser) -> None:
    """Write a picture of each page."""
    with a_desk() as desk:
        fill(desk)
        page = await browser.new_page(
            locale="en-GB", color_scheme="light", reduced_motion="reduce", viewport={"width": 1280, "height": 1300}
        )
        await sign_in(page, desk, desk.manage("shell", "--verbosity", "0", "--command", SIGN_UP))
        for name, path in PAGES.items():
            await page.goto(f"{desk.site}{path}")
            await page.evaluate("document.fonts.ready")
            await page.screenshot(path=FOLDER / name, animations="disabled")


def fill(desk: Desk) -> None:
    """Give the desk a past that is the same whenever the pictures are made."""
    command = [sys.executable, "-m", "bench.history", *PAST]
    subprocess.run(command, cwd=ROOT, env=desk.environment, check=True, capture_output=True)


async def sign_in(page: Page, desk: Desk, username: str) -> None:
    await page.goto(f"{desk.site}/admin/")
    await page.locator("#id_username").fill(username)
    await page.locator("#id_password").fill(PASSWORD)
    await page.locator("#login-form button[type=submit]").click()
    await page.wait_for_url(f"{desk.site}/admin/")
