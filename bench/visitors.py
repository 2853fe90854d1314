"""The work of the endurance run: people come, write, are answered and go, and always others come after them."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

from bench.load import Desk

NUMBERED = re.compile(r"message (\d+) of the endurance run")
FIRST_ADMIN, FIRST_VISITOR = 70_001, 100_001
# After so many messages comes an answer.
ANSWERED_AFTER = 4
ARRIVES_WITHIN = 120.0


def text_of(number: int) -> str:
    return f"This is message {number} of the endurance run, about as long as what people write."


@dataclass
class Mail:
    """What has been said so far and where it arrived. Nothing is kept of what was waited for."""

    numbers: Iterator[int] = field(default_factory=count)
    arrived: int = 0
    _awaited: dict[int, asyncio.Future[int]] = field(default_factory=dict)

    def expects(self) -> tuple[int, asyncio.Future[int]]:
        """A number for a new message, and its id in the chat where it will arrive."""
        number = next(self.numbers)
        self._awaited[number] = asyncio.get_running_loop().create_future()
        return number, self._awaited[number]

    def note(self, line: bytes) -> None:
        event = json.loads(line)
        if event["type"] == "reload":
            raise RuntimeError("the playground has told more at once than it keeps")
        if event["type"] != "message" or not event["message"]["from"]["is_bot"]:
            return
        found = NUMBERED.search(event["message"].get("text", ""))
        awaited = self._awaited.pop(int(found[1]), None) if found else None
        if awaited is not None and not awaited.done():
            self.arrived += 1
            awaited.set_result(event["message"]["message_id"])


@asynccontextmanager
async def reading(session: aiohttp.ClientSession, people_url: str) -> AsyncIterator[Mail]:
    mail, ready = Mail(), asyncio.Event()

    async def follow() -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        async with session.get(f"{people_url}/events", timeout=timeout) as stream:
            ready.set()
            async for line in stream.content:
                if line.startswith(b"data: "):
                    mail.note(line[6:])

    following = asyncio.create_task(follow())
    await ready.wait()
    try:
        yield mail
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


@dataclass
class Counter:
    """One admin with a category of their own, whose visitors come one after another."""

    desk: Desk
    mail: Mail
    admin: int
    slug: str
    # So many messages make a visit.
    visit: int

    async def serves(self, visitors: Iterator[int], enough: int) -> None:
        while self.mail.arrived < enough:
            await self._one_visit(next(visitors), enough)

    async def _one_visit(self, visitor: int, enough: int) -> None:
        """It ends with the ticket closed, so that the next visitor opens another."""
        await self.desk.acts("people", {"id": visitor, "first_name": f"Visitor {visitor}", "language_code": "en"})
        await self.desk.acts(f"people/{visitor}/start", {"parameter": self.slug})
        last = 0
        for number in range(self.visit):
            if number % (ANSWERED_AFTER + 1) == ANSWERED_AFTER:
                await self._says(self.admin, {"reply_to": last})
            else:
                last = await self._says(visitor, {})
            if self.mail.arrived >= enough:
                return
        own = await self.desk.finds("ticket/tickets/?box=own&limit=1", as_=visitor)
        await self.desk.asks(f"ticket/tickets/{own['results'][0]['id']}/close/", {}, as_=self.admin)

    async def _says(self, person: int, about: dict[str, Any]) -> int:
        """Write one message and wait until it is there, at the other end; its id there."""
        number, arrival = self.mail.expects()
        await self.desk.acts(f"people/{person}/messages", {"text": text_of(number), **about})
        async with asyncio.timeout(ARRIVES_WITHIN):
            return await arrival


async def open_counters(desk: Desk, mail: Mail, number: int, visit: int) -> list[Counter]:
    """So many admins, each with a category, so that nobody's chat is full of the others' new tickets."""
    counters = []
    for admin in range(FIRST_ADMIN, FIRST_ADMIN + number):
        slug = f"endurance-{admin}"
        category = await desk.asks("admin/categories/", {"slug": slug, "name_en": f"Endurance {admin}"})
        await desk.acts("people", {"id": admin, "first_name": f"Admin {admin}", "language_code": "en"})
        await desk.acts(f"people/{admin}/start", {})
        name = {"telegram_id": admin, "first_name": f"Admin {admin}"}
        await desk.asks("admin/admins/", {**name, "categories": [category["id"]], "is_super_admin": False})
        counters.append(Counter(desk, mail, admin, slug, visit))
    return counters
