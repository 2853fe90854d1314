"""Makes the pictures of the documentation from the running program: `make screenshots`."""

import asyncio
import base64
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

import tests.postgres  # noqa: F401 - Its import starts a PostgreSQL where no DATABASE_URL names one.
from tests.playground.clients import AZIZA, RUSTAM
from tests.site.desk_pictures import make_desk_pictures
from tests.site.pages import encode_png
from tests.site.scene import KAMOLA, Photos, play
from tests.site.site_pictures import make_site_pictures
from tests.system.harness import a_desk
from tests.system.telegram import following

PICTURES = Path(__file__).parent / "pictures"
TARGET = Path(__file__).resolve().parents[2] / "docs" / "images" / "playground.png"
PATIENCE = 60_000
WIDTH, HEIGHT = 1600, 1000
# Pictures far above are loaded when somebody scrolls there.
ALL_SHOWN = """[...document.images].every(
    (image) => image.getBoundingClientRect().bottom < 0 || (image.complete && image.naturalWidth)
)"""

# What a picture holds, four bytes a point.
POINTS = """async (taken) => {
    const image = new Image();
    image.src = `data:image/png;base64,${taken}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const whole = new Blob([pen.getImageData(0, 0, image.width, image.height).data]);
    const reader = new FileReader();
    return new Promise((resolve) => {
        reader.onload = () => resolve(reader.result.split(",")[1]);
        reader.readAsDataURL(whole);
    });
}"""
# Every third shade of a colour is enough for the eye, and makes the file half as large.
SHADES = bytes(min(255, 3 * round(value / 3)) for value in range(256))


def main() -> int:
    """Exit status 0 when the pictures are there."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        sys.stderr.write("Chromium is not installed\n")
        return 1
    asyncio.run(make_screenshots(path))
    return 0


async def make_screenshots(chromium: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium)
        photos = Photos(**{name: await photo(browser, name) for name in Photos.__annotations__})
        with a_desk() as desk:
            desk.manage("seed_playground")
            async with following(desk.people_url) as telegram:
                await play(telegram, photos)
            await shoot(await open_page(browser, desk.people_url.removesuffix("/api")))
        await make_site_pictures(browser)
        await make_desk_pictures(browser, photos, afternoon())
        await browser.close()


async def photo(browser: Browser, name: str) -> bytes:
    """What is drawn in that file, as a telephone's camera would have it."""
    page = await browser.new_page(viewport={"width": 800, "height": 600})
    await page.set_content(f"<style>body {{ margin: 0 }}</style>{(PICTURES / name).with_suffix('.svg').read_text()}")
    data = await page.locator("svg").screenshot(type="jpeg", quality=88)
    await page.close()
    return data


async def open_page(browser: Browser, url: str) -> Page:
    page = await browser.new_page(
        locale="en-US",
        color_scheme="light",
        reduced_motion="reduce",
        bypass_csp=True,
        viewport={"width": WIDTH, "height": HEIGHT},
        timezone_id=afternoon(),
    )
    await page.goto(url)
    return page


def afternoon() -> str:
    """A time zone in which it is two o'clock, whenever the picture is made."""
    hours = 14 - datetime.now(UTC).hour
    return f"Etc/GMT{-hours:+d}"


async def shoot(page: Page) -> None:
    await page.get_by_test_id(f"tab-{KAMOLA}").click()
    for person in (AZIZA, RUSTAM):
        await expect(page.get_by_test_id(f"column-{person}").locator(".row").last).to_be_visible(timeout=PATIENCE)
    await page.wait_for_function(ALL_SHOWN)
    await page.evaluate("document.fonts.ready")
    taken = await page.screenshot(animations="disabled")
    points = base64.b64decode(await page.evaluate(POINTS, base64.b64encode(taken).decode()))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(thin(points))


def thin(points: bytes) -> bytes:
    """A small PNG: without transparency, and with fewer shades than a browser's own."""
    opaque = bytearray(len(points) // 4 * 3)
    for colour in range(3):
        opaque[colour::3] = points[colour::4].translate(SHADES)
    return encode_png(WIDTH, HEIGHT, bytes(opaque))


if __name__ == "__main__":
    sys.exit(main())
