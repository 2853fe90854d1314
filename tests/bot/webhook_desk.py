"""The bot's transport with a webhook instead of the poller, and callers that are not Telegram."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.loops import run_until_stopped
from bot.services.readiness import Readiness
from bot.services.registration import Registration
from bot.services.server import Server
from bot.services.webhook import SECRET_HEADER, Webhook
from tests.bot.desk import AZIZA, Desk, standing_desk

SECRET = "a-secret-of-the-webhook"
PATH = "/telegram"


@dataclass
class WebhookDesk:
    """A desk whose server listens. Telegram is told of it by `registered`; `call` is anybody's call."""

    desk: Desk
    webhook: Webhook
    server: Server
    registration: Registration
    readiness: Readiness

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @asynccontextmanager
    async def registered(self) -> AsyncIterator[None]:
        """Let everything run, until the block ends and what is in hand has come to its end."""
        loops = [self.webhook.run(), self.registration.run(), self.desk.courier.run()]
        running = asyncio.create_task(run_until_stopped(loops, self.desk.stop))
        try:
            yield
        finally:
            self.desk.stop.set()
            await running

    async def call(self, body: Any, *, secret: str | None = SECRET, **headers: str) -> int:
        """Call as Telegram does, or as somebody who is not; the status of the answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        if secret is not None:
            headers[SECRET_HEADER] = secret
        async with self.desk.people.post(self.site + PATH, data=data, headers=headers) as answer:
            return answer.status

    async def ask(self, path: str, method: str = "GET") -> tuple[int, str]:
        async with self.desk.people.request(method, self.site + path) as answer:
            return answer.status, await answer.text()

    @asynccontextmanager
    async def line(self) -> AsyncIterator["Line"]:
        """A bare connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        try:
            yield Line(reader, writer)
        finally:
            writer.close()

    @property
    def pending(self) -> int:
        return len(self.desk.playground.world.updates)


@dataclass
class Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def says(self, *lines: str) -> None:
        """Send the head of a call, and none of its body."""
        head = [f"POST {PATH} HTTP/1.1", "Host: bot", *lines]
        self.writer.write(("\r\n".join(head) + "\r\n\r\n").encode())
        await self.writer.drain()

    async def hears(self) -> str:
        """Everything until the other side closes the connection."""
        async with asyncio.timeout(20):
            return (await self.reader.read()).decode()


@asynccontextmanager
async def webhook_desk() -> AsyncIterator[WebhookDesk]:
    async with standing_desk() as desk:
        readiness = Readiness(desk.stop)
        webhook = Webhook(desk.intake, desk.stop, SECRET, finish_within=3.0)
        server = Server("127.0.0.1", 0, readiness, webhook=webhook, webhook_path=PATH)
        desk.playground.world.webhook.pause = 0.05
        async with server.listening():
            registration = Registration(
                desk.bot, f"http://127.0.0.1:{server.port}{PATH}", SECRET, desk.stop, first_looks=(), look_every=0.05
            )
            yield WebhookDesk(desk, webhook, server, registration, readiness)


def update(update_id: int, text: str = "Salom", person: int = AZIZA) -> dict[str, Any]:
    """A message as Telegram brings it."""
    chat = {"id": person, "type": "private", "first_name": "Aziza"}
    sender = {"id": person, "is_bot": False, "first_name": "Aziza", "language_code": "uz"}
    message = {"message_id": 100 + update_id, "date": 1_700_000_000, "chat": chat, "from": sender, "text": text}
    return {"update_id": update_id, "message": message}
