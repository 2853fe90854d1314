"""The playground's page as a test holds it: whose chat, which message, what happened in the browser meanwhile."""

import zlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, FilePayload, Locator, Page, Request, expect

Json = dict[str, Any]


def png(width: int, height: int, colour: bytes = b"\x2b\x80\xea") -> bytes:
    """A picture of one colour that every browser can show."""
    return encode_png(width, height, colour * width * height)


def encode_png(width: int, height: int, points: bytes) -> bytes:
    """A PNG of these points, three bytes each, row by row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    rows = b"".join(b"\x00" + points[start : start + 3 * width] for start in range(0, len(points), 3 * width))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def picture(name: str, width: int = 320, height: int = 240) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": png(width, height)}


@dataclass
class Column:
    """One person's chat."""

    page: Page
    person: int

    @property
    def root(self) -> Locator:
        return self.page.get_by_test_id(f"column-{self.person}")

    @property
    def composer(self) -> Locator:
        return self.part("composer")

    @property
    def sent(self) -> Locator:
        return self.root.locator("[data-from=person]")

    @property
    def received(self) -> Locator:
        return self.root.locator("[data-from=bot]")

    def part(self, testid: str) -> Locator:
        return self.root.get_by_test_id(testid)

    def message(self, message_id: int) -> Locator:
        return self.part(f"message-{message_id}")

    async def write(self, text: str) -> None:
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def choose(self, row: Locator, *items: str) -> None:
        """Open the message's menu, and choose."""
        await row.click(button="right")
        for item in items:
            await self.page.get_by_test_id(item).click()

    async def attach(self, item: str, *files: FilePayload) -> None:
        await self.part("attach").click()
        if not files:
            await self.page.get_by_test_id(item).click()
            return
        async with self.page.expect_file_chooser() as chooser:
            await self.page.get_by_test_id(item).click()
        await (await chooser.value).set_files(list(files))


@dataclass
class PlaygroundPage:
    """The page, and what went wrong in it."""

    page: Page
    url: str
    problems: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", self._see)

    async def open(self) -> None:
        await self.page.goto(self.url)
        await expect(self.page.get_by_test_id("column-1001")).to_be_attached()

    def column(self, person: int) -> Column:
        return Column(self.page, person)

    def part(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    async def confirm(self) -> None:
        await self.part("dialog-ok").click()
        await expect(self.page.locator("dialog")).to_have_count(0)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)

    def _see(self, request: Request) -> None:
        outside = urlsplit(request.url)
        if outside.scheme not in {"blob", "data"} and outside.netloc != urlsplit(self.url).netloc:
            self.problems.append(f"an outside request: {request.url}")
