"""An operator at their browser: the desk's pages as a test of a whole day holds them."""

import base64
import re
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.site.pages import png
from tests.system.harness import Desk
from tests.system.people import Person

SIGN_IN = re.compile(r"https?://\S+/admin/sign-in/\S+")
# A picture as the clipboard holds it. The page hears of it as of any paste.
PASTE = """([area, data]) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const clipboard = new DataTransfer();
    clipboard.items.add(new File([bytes], "image.png", { type: "image/png" }));
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""
PICTURE = png(64, 48)


@dataclass
class Operator:
    """One person's browser, and what went wrong in it."""

    person: Person
    page: Page
    desk: Desk
    problems: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    @property
    def text(self) -> Locator:
        return self.page.locator("#id_text")

    @property
    def entries(self) -> Locator:
        return self.page.locator("#entries")

    @property
    def beside(self) -> Locator:
        return self.page.locator("#beside")

    async def signs_in(self) -> None:
        """Ask the bot for the link, and follow it; it takes the press of its one button."""
        await self.person.writes("/site")
        sent = await self.person.reads("/admin/sign-in/")
        found = SIGN_IN.search(sent["text"])
        assert found is not None
        # The bot names the desk by SITE_URL; its cookies belong to that name.
        await self.goes(found[0])
        await self.page.locator("form button").last.click()
        await expect(self.page.locator("#content, #main").first).to_be_visible()
        await expect(self.page).to_have_url(re.compile(r"/admin/(\?.*)?$"))

    async def goes(self, address: str) -> None:
        """Open a page, and wait until its programs have begun; letters and pictures may come later."""
        await self.page.goto(address, wait_until="domcontentloaded")

    async def opens(self, ticket: int) -> None:
        await self.goes(self.address_of(ticket))
        await expect(self.text).to_be_visible()

    def address_of(self, ticket: int) -> str:
        return f"{self.site}/admin/ticket/ticket/{ticket}/change/"

    @property
    def site(self) -> str:
        return self.desk.environment["SITE_URL"]

    async def acts(self, act: str) -> None:
        """Press a button beside the conversation."""
        await self.beside.locator(f'button[formaction$="/acts/{act}/"]').click()

    async def answers(self, words: str) -> Locator:
        """Write, send by the keys, and wait until it stands in the conversation; return it."""
        await self.text.fill(words)
        await self.text.press("Control+Enter")
        return await self.shows(words)

    async def shows(self, words: str) -> Locator:
        bubble = self.entries.locator(".desk-bubble").filter(has_text=words).last
        await expect(bubble).to_be_visible()
        return bubble

    async def pastes_a_picture(self) -> None:
        await self.text.focus()
        area = await self.text.element_handle()
        await self.page.evaluate(PASTE, [area, base64.b64encode(PICTURE).decode()])

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)
