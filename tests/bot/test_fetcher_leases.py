"""A file is fetched by one bot, for as long as it takes, and a stop leaves it to another."""

import asyncio
from collections.abc import Callable
from typing import BinaryIO

import pytest

from tests.bot.desk import Desk, standing_desk, until
from tests.bot.fake_backend import Call

RENEW, UPLOAD = "/ticket/attachments/renew/", "/ticket/attachments/5/content/"


class SlowTelegram:
    """Gives a file's bytes once the test lets it."""

    def __init__(self) -> None:
        self.asked, self.released = asyncio.Event(), asyncio.Event()

    async def download(self, file_id: str, file: BinaryIO) -> None:
        self.asked.set()
        await self.released.wait()
        file.write(b"bytes")
        file.seek(0)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[Desk], SlowTelegram]:
    def slowed(desk: Desk) -> SlowTelegram:
        telegram = SlowTelegram()
        monkeypatch.setattr(type(desk.fetcher), "_download", lambda fetcher, *given: telegram.download(*given))
        desk.backend.attachments.append({"id": 5, "file_id": "x", "file_name": "", "size": None})
        return telegram

    return slowed


Slow = Callable[[Desk], SlowTelegram]


async def test_a_slow_file_stays_with_its_fetcher(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.attachment_fetcher.RENEW_EVERY", 0.05)
    async with standing_desk() as desk:
        telegram = slow(desk)
        async with desk.running():
            await until(lambda: len(desk.backend.made(RENEW)) > 2)
            telegram.released.set()
            await until(lambda: desk.backend.contents == {5: b"bytes"})
        asked = [call.body["leases"] for call in desk.backend.made(RENEW)]
        assert asked[0] == [{"attachment": 5, "lease": desk.backend.attachments[0]["lease"]}]


async def test_what_is_anothers_is_fetched_no_further(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.attachment_fetcher.RENEW_EVERY", 0.05)
    async with standing_desk() as desk:
        telegram = slow(desk)
        async with desk.running():
            await telegram.asked.wait()
            desk.backend.attachments[0]["lease"] = "another's"
            looks = len(desk.backend.made("/ticket/attachments/lease/"))
            await until(lambda: len(desk.backend.made("/ticket/attachments/lease/")) > looks)
        assert desk.backend.made(UPLOAD) == []
        assert desk.backend.failures == []


async def test_a_stop_returns_what_takes_too_long(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.attachment_fetcher.FINISH_WITHIN", 0.1)
    async with standing_desk() as desk:
        telegram = slow(desk)
        async with desk.running():
            await telegram.asked.wait()
        lease = desk.backend.attachments[0]["lease"]
        assert desk.backend.failures == [{"attachment": 5, "lease": lease, "returned": True}]


async def test_a_stop_lets_what_is_quick_come_to_its_end(slow: Slow) -> None:
    async with standing_desk() as desk:
        telegram = slow(desk)
        async with desk.running():
            await telegram.asked.wait()
            desk.stop.set()
            telegram.released.set()
        assert desk.backend.contents == {5: b"bytes"}


async def test_a_backend_whose_disk_is_full_is_asked_again(slow: Slow) -> None:
    def full(call: Call) -> int | None:
        return 507 if call.path == UPLOAD else None

    async with standing_desk() as desk:
        telegram = slow(desk)
        telegram.released.set()
        desk.backend.fail = full
        async with desk.running():
            await until(lambda: desk.backend.made(UPLOAD))
            desk.backend.fail = lambda call: None
            # The backend has taken the lease back.
            desk.backend.attachments[0]["lease"] = ""
            desk.fetcher.wake()
            await until(lambda: desk.backend.contents == {5: b"bytes"})
        assert desk.backend.failures == []
