"""The bot's faces between real people's chats (the playground's) and a backend whose answers a test writes down."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from aiogram import Bot, Dispatcher

from bot.assembly import FaceParts
from bot.bot import build_dispatcher
from bot.config import Settings
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.files import Files
from bot.services.limiter import Limiter
from bot.services.reactions import Reactions
from bot.telegram import build_bot
from playground.server import Playground, running_playground
from tests.bot.facts import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM, actor

Json = dict[str, Any]
ZONE = ZoneInfo("Asia/Tashkent")
INBOX = "POST /ticket/inbox/"
ACTOR = "GET /admin/actor/"


@dataclass(frozen=True)
class Asked:
    """One call of the bot's to the backend."""

    what: str
    person: int | None
    body: Json
    query: Json


class ScriptedApi(Api):
    """The real client: only its last step, the request, is answered by the test."""

    def __init__(self) -> None:
        super().__init__("http://backend.invalid/api", "token")
        self.asked: list[Asked] = []
        self.answers: dict[str, Any] = {}
        self.roles: dict[int, str] = {}

    async def _request(self, method: str, path: str, *, idempotent: bool, as_: int | None = None, **how: Any) -> Any:
        what = f"{method} {path}"
        self.asked.append(Asked(what, as_, how.get("body") or {}, how.get("params") or {}))
        if what not in self.answers and what == ACTOR:
            assert as_ is not None
            return actor(as_, **({"role": self.roles[as_]} if as_ in self.roles else {}))
        assert what in self.answers, f"The test says nothing of {what}."
        answer = self.answers[what]
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def _fetch(
        self, path: str, content_type: str, limit: int, *, as_: int | None = None, params: Json | None = None
    ) -> bytes:
        content: bytes = await self._request("GET", path, idempotent=False, as_=as_, params=params)
        return content

    def made(self, what: str) -> list[Asked]:
        return [each for each in self.asked if each.what == what]


def refused(code: str, status: int = 409, fields: Json | None = None, **data: Any) -> Refused:
    return Refused(status, code, data, fields or {})


@dataclass
class Faces:
    """What people do, and what they then see."""

    playground: Playground
    bot: Bot
    dispatcher: Dispatcher
    api: ScriptedApi
    people: aiohttp.ClientSession
    actors: Actors
    files: Files
    _offset: int = field(default=0)

    def answer(self, what: str, answer: Any) -> None:
        """Let the backend answer this to that; a list is answered one by one, its last for good."""
        self.api.answers[what] = answer

    # -------------------------------------------------------------- what people do

    async def says(self, person: int, text: str, **more: Any) -> int:
        """Write to the bot; returns the message's id."""
        return int((await self.act(f"people/{person}/messages", text=text, **more))["message_id"])

    async def sends(self, person: int, **content: Any) -> None:
        await self.act(f"people/{person}/messages", **content)

    async def taps(self, person: int, text: str, **more: Any) -> None:
        """Press a button of the keyboard below the chat."""
        await self.act(f"people/{person}/keyboard", text=text, **more)

    async def presses(self, person: int, label: str) -> str:
        """Press the last button in the chat whose label holds these words; returns what appears over the chat."""
        message, data = self._button(person, label)
        cursor = self.playground.world.events.cursor
        await self.act(f"people/{person}/callbacks", message_id=message["message_id"], data=data)
        events = [event for _, event in self.playground.world.events.after(cursor)]
        answered = [event for event in events if event["type"] == "callback_answer"]
        assert len(answered) == 1, "A pressed button is answered once."
        return str(answered[0]["text"] or "")

    async def act(self, path: str, **body: Any) -> Json:
        async with self.people.post(f"{self.playground.page_url}/api/{path}", json=body) as response:
            answer: Json = await response.json()
            assert response.status < 300, answer
        await self.handle()
        return answer

    async def handle(self) -> None:
        """Let the bot work through what Telegram has for it."""
        for update in await self.bot.get_updates(offset=self._offset, timeout=0):
            self._offset = update.update_id + 1
            await self.dispatcher.feed_update(self.bot, update)
        await self.files.finish(within=10)

    async def restart(self) -> None:
        """Forget all that a restart of the bot may lose."""
        await self.dispatcher.storage.close()
        self.dispatcher = _dispatcher(self.bot, self.api, self.actors, self.files, Limiter(0, 0, 1))

    # -------------------------------------------------------------- what they see

    def chat(self, person: int) -> list[Json]:
        records = self.playground.world.chats.records(person)
        return [record.message for record in records if not record.deleted]

    def heard(self, person: int) -> list[str]:
        """The texts that the bot has in this chat."""
        return [message["text"] for message in self.chat(person) if message["from"]["is_bot"] and "text" in message]

    def last(self, person: int) -> Json:
        return [message for message in self.chat(person) if message["from"]["is_bot"]][-1]

    def buttons(self, person: int) -> list[str]:
        """The labels below the bot's last message."""
        return [button["text"] for button in _buttons(self.last(person))]

    def keyboard(self, person: int) -> list[str]:
        """The labels of the keyboard below the chat."""
        keyboard = self.playground.world.chats.keyboard(person) or {}
        return [key["text"] for row in keyboard.get("keyboard", []) for key in row]

    def _button(self, person: int, label: str) -> tuple[Json, str]:
        for message in reversed(self.chat(person)):
            for button in _buttons(message):
                if label in button["text"]:
                    return message, button["callback_data"]
        raise AssertionError(f"Nothing to press says {label!r}: {[_buttons(each) for each in self.chat(person)]}")


def _buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


@asynccontextmanager
async def standing_faces() -> AsyncIterator[Faces]:
    """Everybody has started the bot, and nothing is under way."""
    async with running_playground(memory=True) as playground, aiohttp.ClientSession() as people:
        settings = Settings(bot_token=playground.token, api_token="token", telegram_api_url=playground.api_url)
        limiter = Limiter(0, 0, 1)
        async with build_bot(settings, limiter) as bot, ScriptedApi() as api:
            actors, files = Actors(api), Files(bot)
            dispatcher = _dispatcher(bot, api, actors, files, limiter)
            faces = Faces(playground, bot, dispatcher, api, people, actors, files)
            await _start_everybody(faces)
            yield faces


async def _start_everybody(faces: Faces) -> None:
    for person in (AZIZA, BORIS, EMMA, DILNOZA, RUSTAM):
        async with faces.people.post(f"{faces.playground.page_url}/api/people/{person}/start", json={}):
            pass
    updates = await faces.bot.get_updates()
    faces._offset = updates[-1].update_id + 1


def _dispatcher(bot: Bot, api: Api, actors: Actors, files: Files, limiter: Limiter) -> Dispatcher:
    return build_dispatcher(
        FaceParts(api=api, actors=actors, reactions=Reactions(bot, limiter), files=files, zone=ZONE)
    )
