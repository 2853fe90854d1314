"""Updates that this bot does not bring to an end: left to another in time, and to nobody for ever."""

import asyncio
from typing import Any

import pytest

from bot.services.intake import TELL_AFTER, TELL_AGAIN_AFTER, UNTOLD_FOR
from bot.services.waiting import LONGEST_PAUSE
from bot.services.webhook import COMMIT_WITHIN
from tests.bot.desk import AZIZA, BORIS, Desk, standing_desk, until
from tests.bot.fake_backend import Call
from tests.bot.webhook_desk import update

INBOX = "/ticket/inbox/"
# The lease that the backend gives.
LEASE = 20.0


async def handled(desk: Desk, raw: dict[str, Any], *, leave: bool = False) -> bool:
    """Whether the bot committed the update, which it was asked to leave at the first pause."""
    committed, left = asyncio.Event(), asyncio.Event()
    if leave:
        left.set()
    await desk.intake.handle(raw, committed.set, left)
    return committed.is_set()


async def test_at_a_stop_a_fault_that_passes_leaves_the_update_to_another() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 500 if call.path == INBOX else None
        desk.stop.set()
        assert not await handled(desk, update(1))
        assert desk.backend.raw == {}, "It would be shown as something that nobody can read."
        assert len(desk.backend.made(INBOX)) == 1


async def test_what_nobody_ever_tells_of_goes_without_the_quote_before_a_webhook_gives_it_back() -> None:
    now = [0.0]

    def refuse(call: Call) -> str | None:
        now[0] += UNTOLD_FOR + 1
        return "not_told_yet" if call.path == INBOX and call.body["reply_to_message_id"] else None

    async with standing_desk() as desk:
        desk.intake.clock, desk.backend.refuse = lambda: now[0], refuse
        reply = update(1)
        reply["message"]["reply_to_message"] = {**update(0)["message"], "text": "What it replies to"}
        assert await handled(desk, reply, leave=True)
        assert desk.backend.texts(AZIZA) == ["Salom"]
    assert LEASE < UNTOLD_FOR
    assert UNTOLD_FOR + LONGEST_PAUSE < COMMIT_WITHIN


async def test_an_answer_to_who_blocked_the_bot_meanwhile_is_no_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = update(1)
    asked["message"]["text"] = "/help"
    asked["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    async with standing_desk() as desk:
        await desk.fault("sendMessage", "403", description="Forbidden: bot was blocked by the user")
        with caplog.at_level("INFO", logger="bot.services.intake"):
            assert await handled(desk, asked)
    said = [record for record in caplog.records if record.name == "bot.services.intake"]
    assert [(record.levelname, record.exc_info) for record in said] == [("INFO", None)]
    assert desk.backend.raw == {}


async def test_whoever_was_told_in_one_outage_is_told_in_the_next() -> None:
    """With a webhook another bot ends the first, and this one never hears of it."""
    now = [0.0]

    def away(call: Call) -> int:
        now[0] += TELL_AFTER + 1
        return 503

    async with standing_desk() as desk:
        desk.intake.clock, desk.backend.fail = lambda: now[0], away
        for number in (1, 2):
            assert not await handled(desk, update(number), leave=True)
        await until(lambda: desk.heard(AZIZA))
        now[0] += TELL_AGAIN_AFTER
        for person in (AZIZA, BORIS):
            assert not await handled(desk, update(3, person=person), leave=True)
        await until(lambda: desk.heard(BORIS))
        await until(lambda: _has_heard(desk, 2))
        assert set(desk.intake._told) == {AZIZA, BORIS}
        now[0] += TELL_AGAIN_AFTER
        assert not await handled(desk, update(4, person=BORIS), leave=True)
        assert set(desk.intake._told) == {BORIS}, "Nobody is remembered for good."


async def _has_heard(desk: Desk, times: int) -> bool:
    return len(await desk.heard(AZIZA)) == times
