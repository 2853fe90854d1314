"""The two sides of the playground, as tests speak to it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from playground.server import Playground

Json = dict[str, Any]
AZIZA, BORIS, EMMA, DILNOZA, RUSTAM = 1001, 1002, 1003, 2001, 3001

# A real picture, small enough to read: one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff89993d1d0000000049454e44ae426082"
)


def picture(width: int, height: int) -> bytes:
    """The beginning of a picture of that size."""
    return PNG[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + PNG[24:]


@dataclass
class BotSide:
    """The bot, without a framework: forms in, JSON out."""

    playground: Playground
    session: aiohttp.ClientSession

    async def answer(self, method: str, *, files: dict[str, bytes] | None = None, **parameters: Any) -> Json:
        url = self.playground.method(method)
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, data in (files or {}).items():
            form.add_field(name, data, filename=f"{name}.bin")
        async with self.session.post(url, data=form) as response:
            answer: Json = await response.json()
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    async def call(self, method: str, **parameters: Any) -> Any:
        answer = await self.answer(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        answer = await self.answer(method, **parameters)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, **parameters: Any) -> list[Json]:
        found: list[Json] = await self.call("getUpdates", **parameters)
        return found

    async def waits_for_updates(self, offset: int) -> "asyncio.Task[Json]":
        """Ask for updates of which there are none yet; return once Telegram holds the question."""
        asking = asyncio.create_task(self.answer("getUpdates", offset=offset, timeout=20))
        queue = self.playground.world.updates
        await until(lambda: queue._poller is not None and not queue._poller.done())
        return asking


@dataclass
class PeopleSide:
    playground: Playground
    session: aiohttp.ClientSession

    async def request(self, verb: str, path: str, body: Any = None, *, status: int | None = None) -> Any:
        async with self.session.request(verb, f"{self.playground.page_url}/api/{path}", json=body) as response:
            answer = await response.json()
            assert response.status == status if status else response.ok, (response.status, answer)
            return answer

    async def start(self, person: int, parameter: str | None = None) -> Json:
        message: Json = await self.request("POST", f"people/{person}/start", {"parameter": parameter})
        return message

    async def write(self, person: int, text: str | None = None, **body: Any) -> Json:
        content = {"text": text} if text is not None else {}
        message: Json = await self.request("POST", f"people/{person}/messages", content | body, status=201)
        return message

    async def send_files(self, person: int, kind: str, *contents: bytes, **fields: str) -> list[Json]:
        form = aiohttp.FormData()
        form.add_field("kind", kind)
        for name, value in fields.items():
            form.add_field(name, value)
        for number, data in enumerate(contents):
            form.add_field("file", data, filename=f"{kind}{number}.bin")
        url = f"{self.playground.page_url}/api/people/{person}/messages"
        async with self.session.post(url, data=form) as response:
            assert response.status == 201, await response.text()
            messages: list[Json] = (await response.json())["messages"]
            return messages

    async def press(self, person: int, message_id: int, data: str) -> str:
        body = {"message_id": message_id, "data": data}
        answer = await self.request("POST", f"people/{person}/callbacks", body)
        return str(answer["callback_query_id"])

    async def chat(self, person: int) -> Json:
        state = await self.request("GET", "state")
        chat: Json = state["chats"][str(person)]
        return chat


async def until(look: Callable[[], Any]) -> None:
    """Look until there is something to see. The limit only ends a test that would wait for ever."""
    async with asyncio.timeout(30):
        while True:
            seen = look()
            if await seen if isinstance(seen, Awaitable) else seen:
                return
            await asyncio.sleep(0.01)


def inline(*buttons: Json) -> Json:
    return {"inline_keyboard": [list(buttons)]}


def button(text: str = "Take", data: str = "take") -> Json:
    return {"text": text, "callback_data": data}
