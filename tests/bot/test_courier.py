"""Out, never lost, and in order: what the courier promises."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot

from bot.services.calls import Call as TelegramCall
from bot.services.sender import Sender, Sent
from tests.bot.desk import AZIZA, BORIS, DILNOZA, Desk, standing_desk, until
from tests.bot.fake_backend import Call, content

LEASE, OUTCOMES = "/delivery/deliveries/lease/", "/ticket/outcomes/"


class Held(Sender):
    """Sends to one chat only once the test lets it."""

    def __init__(self, bot: Bot, *, chat_id: int) -> None:
        super().__init__(bot)
        self._chat_id = chat_id
        self.begun, self.released = asyncio.Event(), asyncio.Event()

    async def send(self, call: TelegramCall) -> Sent:
        if getattr(call.method, "chat_id", None) == self._chat_id:
            self.begun.set()
            await self.released.wait()
        return await super().send(call)


def results(desk: Desk) -> list[str]:
    return [outcome["result"] for outcome in desk.backend.outcomes]


async def texts(desk: Desk, person: int) -> list[str]:
    return [each.get("text", "") for each in await desk.heard(person)]


async def delivered(desk: Desk, count: int = 1) -> list[dict[str, Any]]:
    await until(lambda: len(desk.backend.outcomes) >= count)
    return desk.backend.outcomes


async def test_it_sends_and_tells_which_message_stands_for_what() -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.text(AZIZA, "Salom", ref=7)
        [outcome] = await delivered(desk)
        [message] = await desk.heard(AZIZA)
        assert message["text"] == "Salom"
        assert outcome["result"] == "sent"
        assert outcome["messages"] == [{"message_id": message["message_id"], "ref": 7}]


async def test_it_wakes_at_once_after_a_handled_update(monkeypatch: pytest.MonkeyPatch) -> None:
    # Looking now and then would find the row as well: only waking is left.
    monkeypatch.setattr("bot.services.courier.LOOK_EVERY", 3600.0)
    async with standing_desk() as desk, desk.running():
        await until(lambda: desk.backend.made(LEASE))
        looks = len(desk.backend.made(LEASE))
        await desk.write(AZIZA, "Salom")
        await until(lambda: len(desk.backend.made(LEASE)) > looks)


async def test_it_keeps_the_order_of_a_chat() -> None:
    async with standing_desk() as desk:
        expected = [f"{number}" for number in range(20)]
        for text in expected:
            desk.backend.text(AZIZA, text)
            desk.backend.text(BORIS, text)
        async with desk.running():
            await delivered(desk, 40)
            assert await texts(desk, AZIZA) == expected
            assert await texts(desk, BORIS) == expected
            # The next row comes with the answer to the report: each chat is leased once, and reports go together.
            assert len(desk.backend.made(OUTCOMES)) < 40


async def test_a_chat_that_must_wait_delays_nobody_else() -> None:
    async with standing_desk() as desk:
        held = Held(desk.bot, chat_id=AZIZA)
        desk.courier.sender = held
        desk.backend.text(AZIZA, "slow")
        desk.backend.text(BORIS, "quick")
        async with desk.running():
            await until(lambda: results(desk) == ["sent"])
            assert await texts(desk, BORIS) == ["quick"]
            assert await texts(desk, AZIZA) == []
            held.released.set()


@pytest.mark.parametrize(
    ("fault", "result", "error"),
    [
        ({"kind": "429", "retry_after": 7}, "flood", "Too Many Requests"),
        ({"kind": "500"}, "retry", "Internal Server Error"),
        ({"kind": "502"}, "retry", ""),
        ({"kind": "drop_before"}, "retry", "The connection to Telegram was lost"),
        ({"kind": "drop_after"}, "retry", "The connection to Telegram was lost"),
        ({"kind": "403", "description": "Forbidden: bot was blocked by the user"}, "blocked", "blocked"),
        ({"kind": "400", "description": "Bad Request: chat not found"}, "blocked", "chat not found"),
        ({"kind": "400", "description": "Bad Request: wrong remote file"}, "refused", "wrong remote file"),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
async def test_it_tells_what_telegram_said(fault: dict[str, Any], result: str, error: str) -> None:
    async with standing_desk() as desk, desk.running():
        await desk.fault("sendMessage", **fault)
        desk.backend.text(AZIZA, "Salom")
        [outcome] = await delivered(desk)
        assert outcome["result"] == result
        assert error in outcome["error"]
        assert outcome["retry_after"] == fault.get("retry_after")


async def test_a_refused_row_lets_the_next_one_go() -> None:
    async with standing_desk() as desk, desk.running():
        await desk.fault("sendMessage", "400", description="Bad Request: something")
        desk.backend.text(AZIZA, "refused")
        desk.backend.text(AZIZA, "next")
        await delivered(desk, 2)
        assert results(desk) == ["refused", "sent"]
        assert await texts(desk, AZIZA) == ["next"]


async def test_a_report_that_finds_nobody_is_told_later_and_nothing_is_sent_twice() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 503 if call.path == OUTCOMES else None
        async with desk.running():
            desk.backend.text(AZIZA, "Salom")
            await until(lambda: len(desk.backend.made(OUTCOMES)) > 2)
            desk.backend.fail = lambda call: None
            await delivered(desk)
            assert results(desk) == ["sent"]
            assert await texts(desk, AZIZA) == ["Salom"]


async def test_a_lease_that_ran_out_meanwhile_is_told_under_the_new_one() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 503 if call.path == OUTCOMES else None
        async with desk.running():
            row = desk.backend.text(AZIZA, "Salom")
            await until(lambda: len(desk.backend.made(OUTCOMES)) > 1)
            old, row["lease"] = row["lease"], ""
            await until(lambda: row["lease"])
            desk.backend.fail = lambda call: None
            await until(lambda: row["state"] == "sent")
            assert desk.backend.outcomes[-1]["lease"] != old
            assert await texts(desk, AZIZA) == ["Salom"]


async def test_a_row_that_comes_while_an_older_one_is_told_is_sent_after_it() -> None:
    async with standing_desk() as desk:
        held = Held(desk.bot, chat_id=AZIZA)
        desk.courier.sender = held
        async with desk.running():
            first = desk.backend.text(AZIZA, "one")
            second = desk.backend.text(AZIZA, "two")
            await held.begun.wait()
            # The backend took the first row for sent, as after a lost answer, and leases the chat anew.
            first["state"] = "sent"
            await until(lambda: second["lease"])
            held.released.set()
            await until(lambda: second["state"] == "sent")
            assert await texts(desk, AZIZA) == ["one", "two"]


async def test_one_report_that_cannot_be_stored_holds_up_no_other() -> None:
    async with standing_desk() as desk:
        poisoned = desk.backend.text(AZIZA, "poison")

        def poison(call: Call) -> int | None:
            told = [outcome["delivery"] for outcome in call.body.get("outcomes", [])]
            return 500 if poisoned["id"] in told else None

        desk.backend.fail = poison
        desk.backend.text(BORIS, "one")
        desk.backend.text(BORIS, "two")
        async with desk.running():
            await delivered(desk, 2)
            assert await texts(desk, BORIS) == ["one", "two"]
            desk.backend.fail = lambda call: None
            await delivered(desk, 3)
            assert await texts(desk, AZIZA) == ["poison"]


async def test_a_row_in_parts_goes_on_where_it_was() -> None:
    async with standing_desk() as desk, desk.running():
        header = {"number": 1024, "name": "Aziza", "author": "user", "note": False, "at": None, "edited": False}
        long = content("text", "x" * 4096, message=5)
        desk.backend.enqueue(DILNOZA, "content", {"contents": [long], "header": header})
        await delivered(desk, 2)
        assert results(desk) == ["part", "sent"]
        assert [[part["ref"] for part in outcome["messages"]] for outcome in desk.backend.outcomes] == [[None], [5]]
        row = desk.backend.enqueue(DILNOZA, "content", {"contents": [long], "header": header}, parts_done=1)
        await until(lambda: row["state"] == "sent")
        assert len(await desk.heard(DILNOZA)) == 3


async def test_a_vanished_reply_target_costs_only_the_quote() -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.text(AZIZA, "Salom", reply_to=99999)
        [outcome] = await delivered(desk)
        assert outcome["result"] == "sent"
        [message] = await desk.heard(AZIZA)
        assert "reply_to_message" not in message


async def test_a_reply_stays_a_reply() -> None:
    async with standing_desk() as desk, desk.running():
        written = await desk.write(AZIZA, "Savol")
        desk.backend.text(AZIZA, "Javob", reply_to=written["message_id"])
        await delivered(desk)
        [message] = await desk.heard(AZIZA)
        assert message["reply_to_message"]["message_id"] == written["message_id"]


async def test_a_row_that_cannot_be_rendered_is_refused_and_the_next_goes() -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.enqueue(AZIZA, "content", {"contents": [content("hologram")], "header": None})
        desk.backend.text(AZIZA, "next")
        await delivered(desk, 2)
        assert results(desk) == ["refused", "sent"]


async def test_why_a_row_cannot_be_rendered_is_told_without_what_it_says() -> None:
    async with standing_desk() as desk, desk.running():
        wrong = content("location", data={"latitude": "what Aziza wrote", "longitude": 0})
        desk.backend.enqueue(AZIZA, "content", {"contents": [wrong], "header": None})
        [outcome] = await delivered(desk)
        assert outcome["result"] == "refused"
        assert "ValidationError" in outcome["error"]
        assert "Aziza" not in outcome["error"]


async def test_a_wait_that_would_outlive_the_lease_gives_the_chat_back() -> None:
    async with standing_desk() as desk, desk.running():
        desk.courier.limiter.pause(AZIZA, 40)
        desk.backend.text(AZIZA, "Salom")
        [outcome] = await delivered(desk)
        assert outcome["result"] == "flood"
        assert 30 < outcome["retry_after"] <= 40


async def test_a_short_wait_keeps_the_chat() -> None:
    async with standing_desk() as desk, desk.running():
        desk.courier.limiter.pause(AZIZA, 1)
        desk.backend.text(AZIZA, "Salom")
        [outcome] = await delivered(desk)
        assert outcome["result"] == "sent"


async def test_it_waits_for_a_backend_that_is_away() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 503
        desk.backend.text(AZIZA, "Salom")
        async with desk.running():
            await until(lambda: len(desk.backend.made(LEASE)) > 2)
            desk.backend.fail = lambda call: None
            await delivered(desk)
            assert await texts(desk, AZIZA) == ["Salom"]


async def test_it_keeps_telegrams_limits() -> None:
    limits: dict[str, Any] = {"send_per_second": 30.0, "send_per_chat_second": 1.0, "send_chat_burst": 3}
    async with standing_desk(**limits) as desk:
        async with desk.people.post(f"{desk.playground.page_url}/api/limits", json={"on": True}) as response:
            assert response.status < 300
        for person in (AZIZA, BORIS, DILNOZA):
            for number in range(5):
                desk.backend.text(person, f"{number}")
        async with desk.running():
            await until(lambda: results(desk).count("sent") == 15, within=20)
        assert set(results(desk)) == {"sent"}
