"""Bots that Telegram calls: changed for polling and back while people write, several side by side, and killed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from tests.system.company import Colleague, Company
from tests.system.front import a_front
from tests.system.harness import Desk, wait_for_http
from tests.system.people import Person
from tests.system.processes import Process, free_port
from tests.system.telegram import words_of

SECRET = "the-secret-of-the-tests"
PEOPLE, KILLS = 4, 2
FEWEST, MOST = 3, 15


class Bot(Process):
    """A bot with a webhook, beside the desk's own that polls."""

    def __init__(self, desk: Desk, name: str, *, port: int, url: str) -> None:
        environment = {**desk.environment, "WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "BOT_PORT": str(port)}
        super().__init__(name, desk.bot._command, environment, desk.folder / f"{name}.log")
        self.port = port

    def start_and_wait(self) -> None:
        self.start()
        wait_for_http(f"http://127.0.0.1:{self.port}/readyz", self)


@dataclass
class Crowd:
    """People who write without a pause, each in their own ticket, which one admin holds."""

    company: Company
    admin: Colleague
    people: list[Person]
    sent: Counter[int] = field(default_factory=Counter)
    wrote: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """All write while the block lasts, which begins with a word: some at least, on a slow machine not too many."""
        enough = asyncio.Event()
        self.wrote.clear()
        writers = [asyncio.create_task(self._write(person, enough)) for person in self.people]
        try:
            await self.wrote.wait()
            yield
        finally:
            enough.set()
            await asyncio.gather(*writers)

    async def all_is_well(self, *, repeats: int) -> None:
        """Sent is stored is delivered, each in its order; a message may come twice for each power cut."""
        for person in self.people:
            expected = [_text(person, number) for number in range(self.sent[person.id])]
            await self.admin.reads(expected[-1])
            stored = [message["text"] for message in await self.company.messages_of(person)]
            assert stored == [f"{person.id} begins", *expected]
            beginnings = [words_of(message).rpartition("\n")[2] for message in self.admin.chat.arrived]
            arrived = [text for text in beginnings if text in set(expected)]
            assert list(dict.fromkeys(arrived)) == expected
            assert len(arrived) - len(expected) <= repeats

    async def _write(self, person: Person, enough: asyncio.Event) -> None:
        for number in range(MOST):
            if number >= FEWEST and enough.is_set():
                return
            await person.writes(_text(person, self.sent[person.id]))
            self.sent[person.id] += 1
            self.wrote.set()
            await asyncio.sleep(0.2)


def _text(person: Person, number: int) -> str:
    return f"{person.id} says {number}"


async def a_crowd(company: Company) -> Crowd:
    admin = await company.appoints()
    people = [await company.welcomes(f"Guest {number}") for number in range(PEOPLE)]
    for person in people:
        await admin.card_of(await company.asks(person, f"{person.id} begins"))
    return Crowd(company, admin, people)


@contextmanager
def polling_again(desk: Desk, *bots: Process) -> Iterator[None]:
    """Whatever happens within, the desk polls afterwards, and nothing else runs."""
    try:
        yield
    finally:
        for bot in bots:
            bot.kill()
        if not desk.bot.is_running:
            desk.restart(desk.bot)


async def test_changing_between_polling_and_webhook_while_people_write_loses_and_repeats_nothing(
    own_company: Company,
) -> None:
    desk, port = own_company.desk, free_port()
    bot = Bot(desk, "hooked", port=port, url=f"http://127.0.0.1:{port}/telegram")
    with polling_again(desk, bot):
        crowd = await a_crowd(own_company)
        async with crowd.writing():
            await asyncio.to_thread(desk.bot.stop)
            await asyncio.to_thread(bot.start_and_wait)
        async with crowd.writing():
            await asyncio.to_thread(bot.stop)
            await asyncio.to_thread(desk.restart, desk.bot)
        await crowd.all_is_well(repeats=0)
        assert "Traceback" not in bot.said()
        assert own_company.desk.rows("SELECT count(*) FROM delivery_botprocess WHERE mode = 'webhook'") == [(0,)]


async def test_two_bots_side_by_side_lose_nothing_when_one_is_killed_and_the_backend_too(own_company: Company) -> None:
    desk, ports = own_company.desk, (free_port(), free_port())
    async with a_front(ports) as front:
        url = f"http://127.0.0.1:{front}/telegram"
        bots = [Bot(desk, f"hooked{number}", port=port, url=url) for number, port in enumerate(ports)]
        with polling_again(desk, *bots):
            crowd = await a_crowd(own_company)
            await asyncio.to_thread(desk.bot.stop)
            await asyncio.gather(*(asyncio.to_thread(bot.start_and_wait) for bot in bots))
            for bot in bots:
                async with crowd.writing():
                    bot.kill()
                await asyncio.to_thread(bot.start_and_wait)
            async with crowd.writing():
                desk.backend.kill()
                desk.backend.start()
            await crowd.all_is_well(repeats=KILLS)
            assert all("Traceback" not in bot.said() for bot in bots)
