"""The work that is measured: sixty people write into sixty tickets, which ten admins hold."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from bench.watch import Watch, text_of

PEOPLE, ADMINS = 60, 10
FIRST_PERSON, FIRST_ADMIN = 50_001, 60_001


@dataclass
class Desk:
    """The addresses of a running desk."""

    session: aiohttp.ClientSession
    people_url: str
    api_url: str
    token: str

    async def finds(self, path: str, as_: int) -> Any:
        headers = {"Authorization": f"Token {self.token}", "X-Telegram-Id": str(as_)}
        async with self.session.get(f"{self.api_url}/{path}", headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def acts(self, path: str, body: object) -> None:
        async with self.session.post(f"{self.people_url}/{path}", json=body) as answer:
            assert answer.status < 300, await answer.text()

    async def asks(self, path: str, body: object, as_: int | None = None) -> dict[str, int]:
        headers = {"Authorization": f"Token {self.token}"} | ({"X-Telegram-Id": str(as_)} if as_ else {})
        async with self.session.post(f"{self.api_url}/{path}", json=body, headers=headers) as answer:
            assert answer.status < 300, await answer.text()
            found: dict[str, int] = await answer.json()
            return found

    async def writes(self, person: int, number: int) -> None:
        await self.acts(f"people/{person}/messages", {"text": text_of(number)})


async def prepare(desk: Desk) -> set[int]:
    """Tickets, each taken by one of the admins; returns the admins' chats."""
    admins = [FIRST_ADMIN + number for number in range(ADMINS)]
    categories = []
    for admin in admins:
        # One category each, so that nobody's chat is full of the others' new tickets.
        category = {"slug": f"bench-{admin}", "name_en": f"Benchmark {admin}"}
        categories.append((await desk.asks("admin/categories/", category))["id"])
        await desk.acts("people", {"id": admin, "first_name": f"Admin {admin}", "language_code": "en"})
        await desk.acts(f"people/{admin}/start", {})
        name = {"telegram_id": admin, "first_name": f"Admin {admin}"}
        await desk.asks("admin/admins/", {**name, "categories": categories[-1:], "is_super_admin": False})
    for number in range(PEOPLE):
        person = FIRST_PERSON + number
        await desk.acts("people", {"id": person, "first_name": f"Person {number}", "language_code": "en"})
        await desk.acts(f"people/{person}/start", {})
        known = await desk.asks("user/users/", {"telegram_id": person, "first_name": f"Person {number}"})
        wanted = {"user": known["id"], "category": categories[number % ADMINS], "text": "Hello"}
        ticket = await desk.asks("ticket/tickets/", wanted)
        await desk.asks(f"ticket/tickets/{ticket['id']}/take/", {}, as_=admins[number % ADMINS])
    return set(admins)


@dataclass(frozen=True)
class Flow:
    """What an open loop showed. `delays` are seconds from "sent" to "arrived in the admin's chat"."""

    delays: list[float]
    sending: float
    all_within: float


async def flow(desk: Desk, watch: Watch, *, rate: float, seconds: float, first: int, patience: float) -> Flow:
    """So many messages a second, whatever becomes of them; then wait until all have arrived."""
    began, sent, writing = time.perf_counter(), {}, []
    count = int(rate * seconds)
    for number in range(first, first + count):
        await asyncio.sleep(began + (number - first) / rate - time.perf_counter())
        sent[number] = time.perf_counter()
        writing.append(asyncio.create_task(desk.writes(FIRST_PERSON + number % PEOPLE, number)))
    await asyncio.gather(*writing)
    sending = time.perf_counter() - began
    async with asyncio.timeout(patience):
        for number in sent:
            await watch.until(number)
    delays = [watch.arrived[number] - moment for number, moment in sent.items()]
    return Flow(delays, sending, max(watch.arrived[number] for number in sent) - began)


async def closed_loop(desk: Desk, watch: Watch, *, seconds: float, first: int) -> float:
    """Everybody writes the next message as soon as the last has arrived; returns messages a second."""
    began = time.perf_counter()
    arrived = 0

    async def writes_on(person: int, number: int) -> None:
        nonlocal arrived
        while time.perf_counter() - began < seconds:
            await desk.writes(person, number)
            await watch.until(number)
            arrived += 1
            number += PEOPLE

    async with asyncio.timeout(seconds + 60):
        await asyncio.gather(*(writes_on(FIRST_PERSON + at, first + at) for at in range(PEOPLE)))
    return arrived / (time.perf_counter() - began)
