"""Updates that Telegram brings: confirmed once they are committed, and tried again where they are not."""

import asyncio
import json

import pytest
from aiogram.types import Message

from bot.services.intake import Intake
from bot.services.webhook import SECRET_HEADER
from tests.bot.desk import AZIZA, BORIS, Desk, until
from tests.bot.webhook_desk import SECRET, update, webhook_desk

INBOX = "/ticket/inbox/"


class Held:
    """Messages with this text are held by the test where the bot's handlers would work; committed first if asked."""

    def __init__(self, desk: Desk, text: str, *, committed: bool = False) -> None:
        self.begun, self.released, self.ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.runs = 0
        self._desk = desk
        self._committed = committed
        desk.intercept(text, self._hold)

    async def _hold(self, message: Message) -> None:
        self.runs += 1
        if self._committed:
            await self._commit(message)
        self.begun.set()
        await self.released.wait()
        if not self._committed:
            await self._commit(message)
        self.ended.set()

    async def _commit(self, message: Message) -> None:
        await self._desk.api.set_reachability(chat_id=message.chat.id, reachable=True)


async def test_what_telegram_brings_is_stored_and_confirmed() -> None:
    async with webhook_desk() as hooked, hooked.registered():
        await hooked.desk.write(AZIZA, "Salom")
        await until(lambda: hooked.desk.backend.texts(AZIZA) == ["Salom"])
        await until(lambda: not hooked.pending)


async def test_it_keeps_the_order_of_each_chat() -> None:
    async with webhook_desk() as hooked:
        for number in range(20):
            await hooked.desk.write(AZIZA, f"{number}")
            await hooked.desk.write(BORIS, f"{number}")
        async with hooked.registered():
            await until(lambda: len(hooked.desk.backend.inbox) == 40)
            expected = [f"{number}" for number in range(20)]
            assert hooked.desk.backend.texts(AZIZA) == expected
            assert hooked.desk.backend.texts(BORIS) == expected


async def test_it_confirms_only_what_is_committed() -> None:
    async with webhook_desk() as hooked, hooked.registered():
        held = Held(hooked.desk, "held")
        await hooked.desk.write(AZIZA, "held")
        await held.begun.wait()
        assert hooked.pending == 1
        held.released.set()
        await until(lambda: not hooked.pending)


async def test_it_confirms_before_the_answering_has_ended() -> None:
    async with webhook_desk() as hooked:
        held = Held(hooked.desk, "held", committed=True)
        assert await hooked.call(update(1, "held")) == 200
        assert not held.ended.is_set()
        hooked.desk.stop.set()
        stopping = asyncio.create_task(hooked.webhook.run())
        held.released.set()
        await stopping
        assert held.ended.is_set()


async def test_what_a_backend_that_is_away_could_not_take_comes_again_and_is_stored_once() -> None:
    async with webhook_desk() as hooked:
        hooked.webhook.commit_within = 0.1
        hooked.desk.backend.fail = lambda call: 503
        async with hooked.registered():
            await hooked.desk.write(AZIZA, "1")
            await hooked.desk.write(AZIZA, "2")
            await until(lambda: "503" in (hooked.registration.facts or {"last_error": ""})["last_error"])
            assert hooked.pending == 2
            hooked.desk.backend.fail = lambda call: None
            await until(lambda: not hooked.pending)
            assert hooked.desk.backend.texts(AZIZA) == ["1", "2"]
            assert hooked.desk.backend.raw == {}


async def test_nobody_works_on_at_what_telegram_was_told_to_bring_again() -> None:
    async with webhook_desk() as hooked:
        hooked.webhook.commit_within = 0.1
        hooked.desk.backend.fail = lambda call: 503
        assert await hooked.call(update(1)) == 503
        await until(lambda: not hooked.webhook._in_hand)
        hooked.desk.backend.fail = lambda call: None
        assert await hooked.call(update(1)) == 200
        assert hooked.desk.backend.texts(AZIZA) == ["Salom"]


async def test_the_same_update_while_in_hand_waits_for_the_first() -> None:
    async with webhook_desk() as hooked:
        held = Held(hooked.desk, "held")
        first = asyncio.create_task(hooked.call(update(1, "held")))
        await held.begun.wait()
        second = asyncio.create_task(hooked.call(update(1, "held")))
        await until(lambda: hooked.webhook._in_hand[1].waiting == 2)
        held.released.set()
        assert list(await asyncio.gather(first, second)) == [200, 200]
        assert held.runs == 1


async def test_what_is_committed_is_confirmed_again_and_never_run_again() -> None:
    async with webhook_desk() as hooked:
        assert await hooked.call(update(1)) == 200
        await until(lambda: not hooked.webhook._in_hand)
        calls = len(hooked.desk.backend.calls)
        assert await hooked.call(update(1)) == 200
        assert len(hooked.desk.backend.calls) == calls


async def test_another_update_under_a_known_number_is_taken() -> None:
    """A Telegram that counts anew, as a playground does that was emptied, loses nobody's words."""
    async with webhook_desk() as hooked:
        first, second = update(1, "before"), update(1, "after")
        second["message"]["message_id"] += 1
        assert [await hooked.call(first), await hooked.call(second)] == [200, 200]
        assert hooked.desk.backend.texts(AZIZA) == ["before", "after"]


async def test_updates_of_one_chat_that_overlap_run_one_after_the_other() -> None:
    async with webhook_desk() as hooked:
        held = Held(hooked.desk, "held")
        first = asyncio.create_task(hooked.call(update(1, "held")))
        await held.begun.wait()
        second = asyncio.create_task(hooked.call(update(2, "after")))
        beside = await hooked.call(update(3, "beside", person=BORIS))
        assert beside == 200
        assert hooked.desk.backend.texts(AZIZA) == []
        held.released.set()
        assert list(await asyncio.gather(first, second)) == [200, 200]
        assert hooked.desk.backend.texts(AZIZA) == ["after"]
        await until(lambda: not hooked.webhook._lines)


async def test_a_stop_takes_nothing_new_and_finishes_what_is_in_hand() -> None:
    async with webhook_desk() as hooked:
        held = Held(hooked.desk, "held")
        first = asyncio.create_task(hooked.call(update(1, "held")))
        await held.begun.wait()
        hooked.desk.stop.set()
        stopping = asyncio.create_task(hooked.webhook.run())
        assert await hooked.call(update(2)) == 503
        assert (await hooked.ask("/readyz"))[0] == 503
        held.released.set()
        await stopping
        assert await first == 200
        assert hooked.desk.backend.texts(AZIZA) == []


async def test_what_is_still_on_its_way_at_a_stop_is_left_to_another() -> None:
    """Nobody would wait for its end any more."""
    async with webhook_desk() as hooked, hooked.line() as line:
        body = json.dumps(update(1)).encode()
        await line.says(f"{SECRET_HEADER}: {SECRET}", f"Content-Length: {len(body)}", "Expect: 100-continue")
        assert await line.reader.readline() == b"HTTP/1.1 100 Continue\r\n"
        hooked.desk.stop.set()
        await hooked.webhook.run()
        line.writer.write(body)
        assert "HTTP/1.1 503 Service Unavailable" in await line.hears()
        assert hooked.desk.backend.inbox == {}


async def test_a_stop_waits_for_nobody_for_ever() -> None:
    async with webhook_desk() as hooked:
        held = Held(hooked.desk, "held")
        hooked.webhook.finish_within = 0.05
        first = asyncio.create_task(hooked.call(update(1, "held")))
        await held.begun.wait()
        hooked.desk.stop.set()
        await hooked.webhook.run()
        assert await first == 503
        assert not held.ended.is_set()


async def test_an_unforeseen_fault_is_answered_so_that_it_comes_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with webhook_desk() as hooked:
        with monkeypatch.context() as broken:

            async def stumble(*_: object) -> None:
                raise RuntimeError("Salom")

            broken.setattr(Intake, "handle", stumble)
            assert await hooked.call(update(1)) == 503
        assert "update 1 broke down: RuntimeError" in caplog.messages
        assert await hooked.call(update(1)) == 200
        assert hooked.desk.backend.texts(AZIZA) == ["Salom"]
