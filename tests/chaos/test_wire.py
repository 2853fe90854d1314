"""A wire that can be cut: whether the other end has acted is what a test must be able to choose."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from chaos.wire import Wire
from tests.system.processes import free_port


@dataclass
class Place:
    """Somebody who acts on each request, and the wire that leads there."""

    wire: Wire
    session: aiohttp.ClientSession
    acted: list[str] = field(default_factory=list)

    async def asks(self, what: str) -> str:
        async with self.session.post(f"http://127.0.0.1:{self.wire.port}/{what}", data=b"x" * 200_000) as answer:
            return await answer.text()


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    port = free_port()
    wire = Wire("wire", free_port(), lambda: port)
    async with aiohttp.ClientSession() as session:
        place = Place(wire, session)

        async def act(request: web.Request) -> web.Response:
            await request.read()
            place.acted.append(request.match_info["what"])
            return web.Response(text=f"done {place.acted[-1]}")

        app = web.Application()
        app.router.add_post("/{what}", act)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await wire.start()
        yield place
        await wire.stop()
        await runner.cleanup()


async def test_it_hands_on_what_comes(place: Place) -> None:
    assert [await place.asks(what) for what in ("one", "two")] == ["done one", "done two"]


async def test_a_cut_before_is_before_the_act(place: Place) -> None:
    await place.asks("one")
    place.wire.arm("before")

    with pytest.raises(aiohttp.ClientError):
        await place.asks("two")

    assert place.acted == ["one"]
    assert place.wire.cuts == {"before": 1}
    assert await place.asks("three") == "done three"


async def test_a_cut_after_is_after_the_act(place: Place) -> None:
    await place.asks("one")
    place.wire.arm("after")

    with pytest.raises(aiohttp.ClientError):
        await place.asks("two")

    assert place.acted == ["one", "two"]
    assert place.wire.cuts == {"after": 1}
    assert await place.asks("three") == "done three"


async def test_it_cuts_as_often_as_it_was_told(place: Place) -> None:
    place.wire.arm("before", 3)
    answers = await asyncio.gather(*(place.asks(str(number)) for number in range(5)), return_exceptions=True)

    assert sum(isinstance(answer, str) for answer in answers) == 2
    assert len(place.acted) == 2


async def test_what_is_disarmed_is_not_cut(place: Place) -> None:
    place.wire.arm("before")
    place.wire.disarm()

    assert await place.asks("one") == "done one"
    assert not place.wire.cuts


async def test_a_handshake_is_no_request() -> None:
    wire = Wire("wire", 1, lambda: 2, handshakes=2)
    wire.arm("after")

    assert not wire.is_due("after", turn=2)
    assert wire.is_due("after", turn=3)
    assert not wire.is_due("after", turn=4), "One cut is one cut."


async def test_nobody_behind_the_wire_is_a_lost_connection() -> None:
    nowhere = free_port()
    wire = Wire("wire", free_port(), lambda: nowhere)
    await wire.start()
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.get(f"http://127.0.0.1:{wire.port}/")
    await wire.stop()
