"""The composer as a browser test holds it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.db import connections
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from apps.admin.models import Admin
from apps.ticket.models import Message, Ticket
from tests.site.office import seat

T = TypeVar("T")
At = Callable[..., "AbstractAsyncContextManager[tuple[Composer, BrowserContext]]"]
# Puts files into a transfer as a person's hand or clipboard would: [name, type, bytes].
ARRIVE = """(target, [event, files]) => {
  const transfer = new DataTransfer();
  for (const [name, type, bytes] of files) transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const detail = { bubbles: true, cancelable: true };
  if (event === "paste") target.dispatchEvent(new ClipboardEvent("paste", { ...detail, clipboardData: transfer }));
  else for (const name of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(name, { ...detail, dataTransfer: transfer }));
}"""


async def aside(act: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    """Do something with the database beside the browser; no connection stays open behind it."""

    def run() -> T:
        try:
            return act(*args, **kwargs)
        finally:
            connections.close_all()

    return await sync_to_async(run)()


@dataclass
class Composer:
    """An operator's page of one ticket, and what went wrong in it."""

    page: Page
    ticket: int
    problems: list[str] = field(default_factory=list)

    @property
    def form(self) -> Locator:
        return self.page.locator("#answer")

    @property
    def text(self) -> Locator:
        return self.form.locator("#id_text")

    @property
    def problem(self) -> Locator:
        return self.form.locator(".desk-problem")

    @property
    def chips(self) -> Locator:
        return self.form.locator(".desk-file-chip")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def button(self, name: str) -> Locator:
        return self.form.get_by_role("button", name=name, exact=True)

    def part(self, name: str) -> Locator:
        return self.form.locator(f"[data-part={name}]")

    def bubble(self, words: str) -> Locator:
        return self.page.locator("#entries > li").filter(has_text=words)

    async def open(self, address: str) -> None:
        await self.page.goto(address)
        await expect(self.form).to_have_attribute("data-ready", "true")

    async def reload(self) -> None:
        await self.page.reload()
        await expect(self.form).to_have_attribute("data-ready", "true")

    async def turn_to(self, mode: str) -> None:
        await self.form.locator(f"label[for=mode_{mode.lower()}]").click()

    async def arrive(self, event: str, target: Locator, *files: tuple[str, str, bytes]) -> None:
        """Paste or drop files."""
        await target.evaluate(ARRIVE, [event, [[name, kind, list(data)] for name, kind, data in files]])

    async def sent(self) -> None:
        """Wait until what was written has been taken."""
        await expect(self.text).to_have_value("")
        await expect(self.form).not_to_have_attribute("data-busy", "")
        await expect(self.chips).to_have_count(0)

    async def messages(self) -> list[dict[str, Any]]:
        """Return what the ticket holds, in order."""
        rows = Message.objects.filter(ticket=self.ticket).order_by("pk")
        names = ("pk", "kind", "text", "admin_id", "reply_to_id", "media_group_id", "deleted_at", "attachment__kind")
        return await aside(lambda: list(rows.values(*names)))

    async def status(self) -> str:
        ticket = await aside(Ticket.objects.get, pk=self.ticket)
        return ticket.status


def cookie_of(admin: Admin, live_server: LiveServer) -> dict[str, str]:
    """Return the cookie of a browser in which the admin is signed in."""
    return {"name": "sessionid", "value": seat(admin).cookies["sessionid"].value, "url": live_server.url}


@asynccontextmanager
async def composer_at(
    browser: Browser, address: str, ticket: int, cookie: dict[str, str], **options: Any
) -> AsyncIterator[tuple[Composer, BrowserContext]]:
    """Open the ticket's page; whatever goes wrong in its programs fails the test."""
    context = await browser.new_context(**{"locale": "en-US", "viewport": {"width": 1360, "height": 900}, **options})
    await context.add_cookies([cookie])  # type: ignore[list-item]
    composer = Composer(await context.new_page(), ticket)
    composer.page.on("pageerror", lambda error: composer.problems.append(str(error)))
    try:
        await composer.open(address)
        yield composer, context
    finally:
        await context.close()
    assert composer.problems == []
