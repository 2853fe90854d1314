"""The bot's transport as it runs, between a playground and a backend: what most of these tests stand in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from aiogram import Bot, Dispatcher
from aiogram.types import Message

from bot.assembly import FaceParts
from bot.bot import build_dispatcher
from bot.config import Settings
from bot.loops import run_until_stopped
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.attachment_fetcher import AttachmentFetcher, brings_a_file
from bot.services.attachment_file import AttachmentFile
from bot.services.courier import Courier
from bot.services.files import Files
from bot.services.intake import Intake
from bot.services.limiter import Limiter
from bot.services.poller import Poller
from bot.services.reactions import Reactions
from bot.services.rendering import Renderer
from bot.services.reporter import Reporter
from bot.services.sender import Sender
from bot.services.updates import RawUpdate
from bot.telegram import build_bot
from playground.server import Playground, running_playground
from tests.bot.fake_backend import TOKEN, FakeBackend, running_backend

AZIZA, BORIS, EMMA, DILNOZA = 1001, 1002, 1003, 2001
ZONE = ZoneInfo("Asia/Tashkent")


@dataclass
class Desk:
    """All parts, not yet running: tests start what they need with `running`."""

    playground: Playground
    backend: FakeBackend
    bot: Bot
    api: Api
    dispatcher: Dispatcher
    intake: Intake
    poller: Poller
    courier: Courier
    fetcher: AttachmentFetcher
    stop: asyncio.Event
    people: aiohttp.ClientSession

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        loops = [self.poller.run(), self.courier.run(), self.fetcher.run()]
        task = asyncio.create_task(run_until_stopped(loops, self.stop))
        try:
            yield
        finally:
            self.stop.set()
            await task

    def intercept(self, text: str, handler: Callable[[Message], Awaitable[None]]) -> None:
        """Let the test itself handle messages with this text, where the bot's handlers would."""

        async def middleware(proceed: Any, event: Any, data: dict[str, Any]) -> Any:
            return await (handler(event) if event.text == text else proceed(event, data))

        self.dispatcher.message.outer_middleware(middleware)

    async def act(self, path: str, **body: Any) -> Any:
        async with self.people.post(f"{self.playground.page_url}/api/{path}", json=body) as response:
            answer = await response.json()
            assert response.status < 300, answer
            return answer

    async def write(self, person: int, text: str, **more: Any) -> Any:
        return await self.act(f"people/{person}/messages", text=text, **more)

    async def fault(self, method: str, kind: str, **more: Any) -> None:
        url = f"{self.playground.page_url}/api/faults"
        async with self.people.post(url, json=[{"method": method, "kind": kind, "times": 1, **more}]) as response:
            assert response.status < 300, await response.text()

    async def messages(self, person: int) -> list[dict[str, Any]]:
        async with self.people.get(f"{self.playground.page_url}/api/state") as response:
            chat = (await response.json())["chats"].get(str(person), {"messages": []})
            return list(chat["messages"])

    async def heard(self, person: int) -> list[dict[str, Any]]:
        """What the bot has said in a person's chat and not taken back."""
        return [each for each in await self.messages(person) if each["from"]["is_bot"] and not each.get("deleted")]

    async def calls(self, method: str) -> list[dict[str, Any]]:
        async with self.people.get(f"{self.playground.page_url}/api/calls?after=0") as response:
            return [call for call in (await response.json())["calls"] if call["method"] == method]


@asynccontextmanager
async def standing_desk(**settings: Any) -> AsyncIterator[Desk]:
    """A desk whose people have all pressed start: limits off, unless the test gives some."""
    async with (
        running_playground(memory=True) as playground,
        running_backend() as backend,
        aiohttp.ClientSession() as people,
    ):
        limits = {"send_per_second": 0.0, "send_per_chat_second": 0.0}
        chosen = Settings(
            bot_token=playground.token,
            api_token=TOKEN,
            api_url=backend.url,
            telegram_api_url=playground.api_url,
            **{**limits, **settings},
        )
        limiter = Limiter(chosen.send_per_second, chosen.send_per_chat_second, chosen.send_chat_burst)
        async with build_bot(chosen, limiter) as bot, Api(chosen.api_url, chosen.api_token) as api:
            desk = _assemble(playground, backend, bot, api, limiter, people)
            await _drain_starts(desk)
            yield desk


def _assemble(
    playground: Playground, backend: FakeBackend, bot: Bot, api: Api, limiter: Limiter, people: aiohttp.ClientSession
) -> Desk:
    stop, actors = asyncio.Event(), Actors(api)
    faces = FaceParts(api=api, actors=actors, reactions=Reactions(bot, limiter), files=Files(bot), zone=ZONE)
    dispatcher = build_dispatcher(faces)
    renderer = Renderer(ZONE, lambda attachment, name: AttachmentFile(api, attachment, name))
    courier = Courier(api, bot.id, renderer, Sender(bot), Reporter(api, bot.id), limiter, stop)
    fetcher = AttachmentFetcher(api, bot, stop)

    def committed(raw: RawUpdate) -> None:
        courier.wake()
        if brings_a_file(raw):
            fetcher.wake()

    intake = Intake(bot, dispatcher, api, actors, stop, committed)
    poller = Poller(bot, intake, stop, finish_within=3.0)
    return Desk(playground, backend, bot, api, dispatcher, intake, poller, courier, fetcher, stop, people)


async def _drain_starts(desk: Desk) -> None:
    """Everybody has started the bot, and Telegram has nothing left to tell of it."""
    for person in (AZIZA, BORIS, EMMA, DILNOZA):
        await desk.act(f"people/{person}/start")
    updates = await desk.bot.get_updates()
    await desk.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)


async def until(look: Callable[[], Any], *, within: float = 30.0) -> Any:
    """Look until there is something to see. The limit only ends a test that would wait for ever."""
    async with asyncio.timeout(within):
        while True:
            seen = look()
            if isinstance(seen, Awaitable):
                seen = await seen
            if seen:
                return seen
            await asyncio.sleep(0.01)
