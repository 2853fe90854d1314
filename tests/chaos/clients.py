"""Those who use the desk while its parts are restarted one after the other, and note everything that fails."""

import asyncio
import ssl
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp

from tests.cluster import Cluster
from tests.system.backend import Json
from tests.system.company import Colleague
from tests.system.people import Person
from tests.system.test_site import OPEN_THE_DOOR, PASSWORD

# Two cores shall have something left for those who are restarted.
PAUSE = 1.0
# Slower than this, a person would have tried again.
ANSWERED_WITHIN = aiohttp.ClientTimeout(total=25)


@dataclass
class Record:
    """What was asked for, what failed, and what was being restarted then."""

    step: str = "nothing"
    failures: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def failed(self, who: str, why: str) -> None:
        self.failures.append(f"{who}, while {self.step} was restarted: {why}")


@dataclass
class Client:
    """One program or browser that comes through TLS. Each request has a connection of its own, as a new visitor's."""

    name: str
    cluster: Cluster
    record: Record
    session: aiohttp.ClientSession

    async def asks(self, verb: str, path: str, *, ok: tuple[int, ...] = (200,), **about: object) -> str | None:
        """What was answered, or None where that failed: it is noted, and nothing is tried again."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with self.session.request(verb, f"{self.cluster.site}{path}", **about) as answer:  # type: ignore[arg-type]
                said = await answer.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            self.record.failed(self.name, f"{verb} {path}: {type(error).__name__}: {error}")
            return None
        self.record.asked[self.name] += 1
        self.record.slowest = max(self.record.slowest, loop.time() - began)
        if answer.status not in ok:
            self.record.failed(self.name, f"{verb} {path}: {answer.status} {said[:200]}")
            return None
        return said


def a_session(tls: ssl.SSLContext) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(ssl=tls, force_close=True)
    return aiohttp.ClientSession(connector=connector, timeout=ANSWERED_WITHIN)


@dataclass
class Operator(Client):
    """A browser with a ticket's page open: it asks what is new, and sends answers now and then."""

    sent: list[str] = field(default_factory=list)

    async def logs_in(self, colleague: Colleague) -> None:
        self.cluster.manage("shell", "-c", OPEN_THE_DOOR.format(admin=colleague.admin, password=PASSWORD))
        await self.asks("GET", "/admin/login/")
        await self._sends("/admin/login/", username=f"tg{colleague.id}", password=PASSWORD)
        assert not self.record.failures, self.record.failures

    async def works_on(self, ticket: Json) -> None:
        path = f"/admin/ticket/ticket/{ticket['id']}"
        await self.asks("GET", f"{path}/live/", ok=(200, 304))
        await self.asks("GET", "/admin/ticket/ticket/live/", ok=(200, 304))
        text = f"answer {len(self.sent) + 1} of the site"
        if await self._sends(f"{path}/answer/", text=text, key=str(uuid.uuid4())) is not None:
            self.sent.append(text)

    async def _sends(self, path: str, **fields: str) -> str | None:
        token = next((cookie.value for cookie in self.session.cookie_jar if "csrf" in cookie.key), "")
        headers = {"Referer": f"{self.cluster.site}{path}"}
        return await self.asks("POST", path, data={**fields, "csrfmiddlewaretoken": token}, headers=headers)


@dataclass
class Program(Client):
    """An operator's program: it reads lists and answers over the API with a token of its own."""

    token: str = ""
    sent: list[str] = field(default_factory=list)

    async def works_on(self, ticket: Json) -> None:
        headers = {"Authorization": f"Token {self.token}"}
        await self.asks("GET", "/api/ticket/tickets/?status=taken", headers=headers)
        text = f"answer {len(self.sent) + 1} of the program"
        body = {"ticket": ticket["id"], "kind": "text", "text": text}
        if await self.asks("POST", "/api/ticket/messages/", ok=(201,), json=body, headers=headers) is not None:
            self.sent.append(text)


@dataclass
class Writer:
    """A person who goes on writing to the bot."""

    person: Person
    sent: list[str] = field(default_factory=list)

    async def writes(self) -> None:
        text = f"message {len(self.sent) + 1} of {self.person.id}"
        await self.person.writes(text)
        self.sent.append(text)


async def again_and_again(act: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Until it is told to stop, with a short pause."""
    while not stop.is_set():
        await act()
        await asyncio.sleep(PAUSE)
