"""Several couriers: a chat in hand stays in hand while it is served, and what is another's is never sent by two."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.services.leases import RENEW_EVERY, TRUSTED_FOR, elapsed
from tests.bot.desk import AZIZA, BORIS, Desk, standing_desk, until

LEASE, RENEW = "/delivery/deliveries/lease/", "/delivery/deliveries/renew/"
TWO_PARTS = "x" * 5000


@dataclass
class Clock:
    """The courier's own clock, which a test lets run ahead as a long freeze would."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return elapsed() + self.ahead


@asynccontextmanager
async def clocked_desk() -> AsyncIterator[tuple[Desk, Clock]]:
    async with standing_desk() as desk:
        clock = Clock()
        desk.courier.leases.clock = clock
        yield desk, clock


def results(desk: Desk) -> list[str]:
    return [outcome["result"] for outcome in desk.backend.outcomes]


def renewed(desk: Desk) -> list[list[int]]:
    return [[one["chat_id"] for one in call.body["leases"]] for call in desk.backend.made(RENEW)]


async def texts(desk: Desk, person: int) -> list[str]:
    return [each.get("text", "") for each in await desk.heard(person)]


async def test_what_takes_long_is_renewed_with_one_call_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.courier.RENEW_EVERY", 0.05)
    async with clocked_desk() as (desk, clock):
        for person in (AZIZA, BORIS):
            await desk.fault("sendMessage", "delay", seconds=1.0, chat_id=person)
            desk.backend.text(person, "slow")
        async with desk.running():
            await until(lambda: len(desk.backend.made(LEASE)) > 1)
            clock.ahead = RENEW_EVERY
            await until(lambda: renewed(desk))
            await until(lambda: results(desk) == ["sent", "sent"])
        assert renewed(desk)[0] == [AZIZA, BORIS]


async def test_after_a_freeze_nothing_is_sent_that_is_anothers_by_now() -> None:
    async with clocked_desk() as (desk, clock), desk.running():
        desk.courier.limiter.pause(AZIZA, 1)
        row = desk.backend.text(AZIZA, "mine no more")
        await until(lambda: row["lease"])
        row["lease"], clock.ahead = "another's", TRUSTED_FOR + 1

        await until(lambda: results(desk) == ["returned"])

        assert await texts(desk, AZIZA) == []


async def test_after_a_freeze_what_nobody_took_goes_on() -> None:
    async with clocked_desk() as (desk, clock), desk.running():
        desk.courier.limiter.pause(AZIZA, 1)
        row = desk.backend.text(AZIZA, "still mine")
        await until(lambda: row["lease"])
        clock.ahead = TRUSTED_FOR + 1

        await until(lambda: results(desk) == ["sent"])

        assert renewed(desk) == [[AZIZA]]
        assert await texts(desk, AZIZA) == ["still mine"]


async def test_after_a_freeze_nothing_is_sent_while_nobody_says_whose_it_is() -> None:
    async with clocked_desk() as (desk, clock), desk.running():
        desk.courier.limiter.pause(AZIZA, 1)
        row = desk.backend.text(AZIZA, "whose?")
        await until(lambda: row["lease"])
        desk.backend.fail = lambda call: 503 if call.path == RENEW else None
        clock.ahead = TRUSTED_FOR + 1

        await until(lambda: results(desk) == ["returned"])

        assert await texts(desk, AZIZA) == []


async def test_a_young_lease_costs_no_question() -> None:
    async with clocked_desk() as (desk, _), desk.running():
        for number in range(5):
            desk.backend.text(AZIZA, f"{number}")
        await until(lambda: results(desk) == ["sent"] * 5)
        assert desk.backend.made(RENEW) == []


async def test_whoever_hears_that_a_chat_is_lost_begins_no_further_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.courier.RENEW_EVERY", 0.05)
    async with clocked_desk() as (desk, clock):
        await desk.fault("sendMessage", "delay", seconds=1.0)
        row = desk.backend.text(AZIZA, TWO_PARTS)
        async with desk.running():
            await until(lambda: row["lease"])
            row["lease"], clock.ahead = "another's", RENEW_EVERY
            await until(lambda: results(desk) == ["part", "returned"])
        assert len(await desk.heard(AZIZA)) == 1


async def test_a_stop_finishes_the_call_under_way_and_hands_the_next_row_back() -> None:
    async with standing_desk() as desk:
        await desk.fault("sendMessage", "delay", seconds=0.5)
        for text in ("one", "two"):
            desk.backend.text(AZIZA, text)
        async with desk.running():
            await until(lambda: desk.backend.rows[0]["lease"])
            await until(lambda: _is_sending(desk))
            desk.stop.set()
        assert results(desk) == ["sent", "returned"]
        assert await texts(desk, AZIZA) == ["one"]


async def test_a_stop_between_two_parts_hands_the_rest_back() -> None:
    async with standing_desk() as desk:
        await desk.fault("sendMessage", "delay", seconds=0.5)
        row = desk.backend.text(AZIZA, TWO_PARTS)
        async with desk.running():
            await until(lambda: _is_sending(desk))
            desk.stop.set()
        assert results(desk) == ["part", "returned"]
        assert row["parts_done"] == 1
        assert len(await desk.heard(AZIZA)) == 1


async def test_a_stop_hands_back_at_once_what_waits_for_its_turn() -> None:
    async with standing_desk() as desk:
        row = desk.backend.text(AZIZA, "later")
        desk.courier.limiter.pause(AZIZA, 9)
        began = elapsed()
        async with desk.running():
            await until(lambda: row["lease"])
            await until(lambda: any(turn.lease.is_waiting for turn in _turns(desk)))
            desk.stop.set()
        assert elapsed() - began < 5
        assert results(desk) == ["returned"]
        assert await texts(desk, AZIZA) == []


async def test_a_stop_cuts_off_what_takes_too_long_and_hands_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.courier.FINISH_WITHIN", 0.3)
    async with standing_desk() as desk:
        await desk.fault("sendMessage", "delay", seconds=60)
        desk.backend.text(AZIZA, "slow")
        began = elapsed()
        async with desk.running():
            await until(lambda: _is_sending(desk))
            desk.stop.set()
        assert elapsed() - began < 10
        assert results(desk) == ["returned"]


async def test_after_a_long_outage_others_first_tell_what_they_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.courier.AWAY_FOR_LONG", 0.3)
    monkeypatch.setattr("bot.services.courier.OTHERS_TELL_WITHIN", 0.5)
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 503
        async with desk.running():
            await until(lambda: desk.backend.made(RENEW))
            row, began = desk.backend.text(AZIZA, "Salom"), elapsed()
            desk.backend.fail = lambda call: None
            await until(lambda: row["state"] == "sent")
        assert elapsed() - began >= 0.5
        assert renewed(desk)[-1] == [], "It asks for nothing until somebody answers."


def _turns(desk: Desk) -> list[Any]:
    return list(desk.courier._turns.values())


def _is_sending(desk: Desk) -> bool:
    return any(turn.is_sending and not turn.lease.is_waiting for turn in _turns(desk))
