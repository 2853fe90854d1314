"""Pictures of the operators' desk for the documentation, of a shop's working day: part of `make screenshots`."""

import base64
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

from tests.site.scene import Photos
from tests.site.site_pictures import FOLDER, PASSWORD, ROOT, sign_in
from tests.system.harness import NO_LIMITS, Desk, a_desk

Theme = Literal["light", "dark"]
WIDE: ViewportSize = {"width": 1440, "height": 1000}
# The first page is longer than a window: its charts belong to it.
WHOLE = {"first-page"}
PHONE: ViewportSize = {"width": 390, "height": 800}
SIGN_UP = f"""
from apps.admin.models import Admin
admin = Admin.objects.get(first_name="Dilnoza", is_superuser=True)
admin.set_password({PASSWORD!r})
admin.save(update_fields=["password"])
print(admin.username)
"""
# Three telephones side by side.
FRAME = """
<style>
    body {{ display: flex; gap: 40px; margin: 0; padding: 40px; background: {ground}; width: max-content; }}
    img {{ width: 390px; border-radius: 28px; border: 8px solid #111827; box-shadow: 0 18px 50px rgb(0 0 0 / .25); }}
</style>
{images}
"""


# A conversation opens at its end.
AT_ITS_END = """(() => {
    const place = document.getElementById("scroller");
    return !place || place.scrollTop + place.clientHeight >= place.scrollHeight - 2;
})()"""


async def make_desk_pictures(browser: Browser, photos: Photos, zone: str) -> None:
    """Write the pictures; in `zone` it is the middle of a working day."""
    with a_desk(variables={**NO_LIMITS, "TIME_ZONE": zone}) as desk, tempfile.TemporaryDirectory() as folder:
        ticket = fill(desk, photos, Path(folder), zone)
        username = desk.manage("shell", "--verbosity", "0", "--command", SIGN_UP)
        pages = {
            "first-page": "/admin/",
            "queue": "/admin/ticket/ticket/?tab=waiting",
            "conversation": f"/admin/ticket/ticket/{ticket}/change/",
        }
        for theme in ("light", "dark"):
            context = await open_browser(browser, desk, username, theme, WIDE, zone)
            for name, path in pages.items():
                taken = await picture_of(context, f"{desk.site}{path}", whole=name in WHOLE)
                (FOLDER / f"desk-{name}{'-dark' if theme == 'dark' else ''}.png").write_bytes(taken)
            await context.close()
        context = await open_browser(browser, desk, username, "light", PHONE, zone)
        taken_on_phone = [await picture_of(context, f"{desk.site}{path}") for path in pages.values()]
        await context.close()
        await side_by_side(browser, taken_on_phone)


def fill(desk: Desk, photos: Photos, folder: Path, zone: str) -> int:
    """Give the desk two months of the past and today's questions; return the ticket to show."""
    for name, data in asdict(photos).items():
        (folder / f"{name}.jpg").write_bytes(data)
    yesterday = datetime.now(ZoneInfo(zone)).date() - timedelta(days=1)
    past = ["--tickets", "1500", "--messages", "12000", "--days", "60", "--last", yesterday.isoformat()]
    run = _runner(desk)
    run("bench.history", *past)
    return int(run("tests.site.showcase", str(folder)))


def _runner(desk: Desk) -> Callable[..., str]:
    def run(module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=desk.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    return run


async def open_browser(
    browser: Browser, desk: Desk, username: str, theme: Theme, size: ViewportSize, zone: str
) -> BrowserContext:
    context = await browser.new_context(
        locale="en-GB", color_scheme=theme, reduced_motion="reduce", viewport=size, timezone_id=zone
    )
    await context.add_cookies([{"name": "django_language", "value": "en", "url": desk.site}])
    page = await context.new_page()
    await sign_in(page, desk, username)
    await page.close()
    return context


async def picture_of(context: BrowserContext, address: str, *, whole: bool = False) -> bytes:
    page = await context.new_page()
    if whole:
        await page.set_viewport_size({"width": WIDE["width"], "height": 1700})
    await page.goto(address)
    await _stand_still(page)
    taken = await page.screenshot(animations="disabled", caret="hide")
    await page.close()
    return taken


async def _stand_still(page: Page) -> None:
    """Wait for letters and pictures; what loads when one scrolls to it is not waited for."""
    await page.wait_for_function(AT_ITS_END, timeout=60_000)
    await page.evaluate("document.fonts.ready")
    await page.wait_for_function(
        "[...document.images].every((image) => image.loading === 'lazy' || image.complete)", timeout=60_000
    )


async def side_by_side(browser: Browser, taken: list[bytes]) -> None:
    images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}">' for one in taken)
    page = await browser.new_page(viewport={"width": 1400, "height": 900})
    await page.set_content(FRAME.format(images=images, ground="#e6f4f1"))
    await page.locator("body").screenshot(path=FOLDER / "desk-phone.png")
    await page.close()
