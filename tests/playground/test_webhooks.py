"""Webhooks: the secret, retries, order, and that they exclude getUpdates."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.playground.clients import AZIZA, BORIS, BotSide, PeopleSide, until


class Receiver:
    """The bot's own server: notes what comes, and answers as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.seen: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.slow_chats: dict[int, asyncio.Event] = {}
        self.reply: dict[str, Any] | None = None
        self.came = asyncio.Event()

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        gate = self.slow_chats.get(update["message"]["chat"]["id"])
        if gate:
            await gate.wait()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.seen.append(update)
            self.came.set()
        return web.json_response(self.reply, status=status) if self.reply else web.Response(status=status)

    def texts(self, chat_id: int) -> list[str]:
        return [one["message"]["text"] for one in self.seen if one["message"]["chat"]["id"] == chat_id]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.seen) < count:
                self.came.clear()
                await self.came.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@pytest.fixture
def hooked(bot: BotSide) -> BotSide:
    bot.playground.world.webhook.pause = 0.01
    return bot


async def test_it_hands_over_with_the_secret(hooked: BotSide, receiver: Receiver, people: PeopleSide) -> None:
    await hooked.call("setWebhook", url=receiver.url, secret_token="s3cret")
    await people.write(AZIZA, "salom")
    await receiver.until(2)
    assert receiver.texts(AZIZA) == ["/start", "salom"]
    assert set(receiver.secrets) == {"s3cret"}
    await until(lambda: nothing_waits(hooked))


async def nothing_waits(bot: BotSide) -> bool:
    return bool((await bot.call("getWebhookInfo"))["pending_update_count"] == 0)


async def test_it_tries_again_until_2xx(hooked: BotSide, receiver: Receiver, people: PeopleSide) -> None:
    receiver.statuses = [500, 404, 200]
    await hooked.call("setWebhook", url=receiver.url)
    await people.write(AZIZA, "salom")
    await receiver.until(2)
    assert receiver.texts(AZIZA) == ["/start", "salom"]
    info = await hooked.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_it_waits_longer_each_time(hooked: BotSide, receiver: Receiver) -> None:
    hooked.playground.world.webhook.pause = 0.05
    receiver.statuses = [500, 500, 500]
    begun = asyncio.get_running_loop().time()
    await hooked.call("setWebhook", url=receiver.url)
    await receiver.until(1)
    assert asyncio.get_running_loop().time() - begun >= 0.05 + 0.1 + 0.2


async def test_a_slow_chat_delays_only_itself(hooked: BotSide, receiver: Receiver, people: PeopleSide) -> None:
    receiver.slow_chats[AZIZA] = asyncio.Event()
    await hooked.call("setWebhook", url=receiver.url)
    await people.write(AZIZA, "bir")
    await people.start(BORIS)
    await people.write(BORIS, "два")
    await receiver.until(2)
    assert receiver.texts(BORIS) == ["/start", "два"]
    assert receiver.texts(AZIZA) == []
    receiver.slow_chats[AZIZA].set()
    await receiver.until(4)
    assert receiver.texts(AZIZA) == ["/start", "bir"]


async def test_it_performs_the_method_that_it_is_answered(
    hooked: BotSide, receiver: Receiver, people: PeopleSide
) -> None:
    receiver.reply = {"method": "sendMessage", "chat_id": AZIZA, "text": "javob"}
    await hooked.call("setWebhook", url=receiver.url)

    async def answered() -> bool:
        return bool((await people.chat(AZIZA))["messages"][-1]["text"] == "javob")

    await until(answered)


async def test_it_excludes_get_updates(hooked: BotSide, receiver: Receiver) -> None:
    offset = (await hooked.updates())[-1]["update_id"] + 1
    poll = await hooked.waits_for_updates(offset)
    await hooked.call("setWebhook", url=receiver.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert await hooked.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert await hooked.call("deleteWebhook") is True
    assert await hooked.updates() == []


async def test_it_forgets_what_waits_only_when_told_to(hooked: BotSide) -> None:
    await hooked.call("deleteWebhook")
    assert len(await hooked.updates()) == 1
    await hooked.call("deleteWebhook", drop_pending_updates=True)
    assert await hooked.updates() == []


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"url": "http://x.uz/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://x.uz", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://x.uz", "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": "https://x.uz", "max_connections": 101}, "max_connections must be from 1 to 100"),
    ],
)
async def test_it_refuses_a_wrong_webhook(hooked: BotSide, parameters: dict[str, Any], refusal: str) -> None:
    assert await hooked.refusal("setWebhook", **parameters) == f"Bad Request: {refusal}"
