"""Faults on demand, the log of calls, and Telegram's limits."""

import time
from typing import Any

import aiohttp
import pytest

from tests.playground.clients import AZIZA, BORIS, PNG, BotSide, PeopleSide
from tests.playground.conftest import Clock


async def send(bot: BotSide, person: int = AZIZA) -> dict[str, Any]:
    return await bot.answer("sendMessage", chat_id=person, text="x")


async def count(people: PeopleSide) -> int:
    return len((await people.chat(AZIZA))["messages"])


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (
            {"kind": "429", "retry_after": 7},
            {
                "error_code": 429,
                "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7},
            },
        ),
        ({"kind": "500"}, {"error_code": 500, "description": "Internal Server Error"}),
        ({"kind": "403"}, {"error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        (
            {"kind": "400", "description": "Bad Request: strange"},
            {"error_code": 400, "description": "Bad Request: strange"},
        ),
    ],
)
async def test_it_answers_the_fault_once(
    bot: BotSide, people: PeopleSide, fault: dict[str, Any], answer: dict[str, Any]
) -> None:
    await people.request("POST", "faults", [{"method": "sendMessage"} | fault], status=201)
    assert await send(bot) == {"ok": False} | answer
    assert (await send(bot))["ok"]


async def test_a_bad_gateway_is_no_json(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", "faults", [{"method": "*", "kind": "502"}])
    async with bot.session.get(bot.playground.method("getMe")) as response:
        assert response.status == 502
        assert response.content_type == "text/html"


@pytest.mark.parametrize(("kind", "sent"), [("drop_before", 0), ("drop_after", 1)])
async def test_it_drops_the_connection_before_or_after_the_act(
    bot: BotSide, people: PeopleSide, kind: str, sent: int
) -> None:
    before = await count(people)
    await people.request("POST", "faults", [{"method": "sendMessage", "kind": kind}])
    with pytest.raises(aiohttp.ClientError):
        await send(bot)
    assert await count(people) == before + sent


async def test_it_delays(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", "faults", [{"method": "sendMessage", "kind": "delay", "seconds": 0.3}])
    begun = time.monotonic()
    assert (await send(bot))["ok"]
    assert time.monotonic() - begun >= 0.3


async def test_it_meets_only_the_named_chat_and_method_so_many_times(bot: BotSide, people: PeopleSide) -> None:
    await people.start(BORIS)
    fault = {"method": "sendMessage", "chat_id": BORIS, "kind": "500", "times": 2}
    await people.request("POST", "faults", [fault])
    assert (await send(bot))["ok"]
    assert (await bot.answer("sendDice", chat_id=BORIS))["ok"]
    assert [(await send(bot, BORIS))["ok"] for _ in range(3)] == [False, False, True]


async def test_faults_are_shown_and_cleared(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", "faults", [{"method": "*", "kind": "500", "times": 9}])
    assert (await people.request("GET", "faults"))[0]["times"] == 9
    await people.request("DELETE", "faults")
    assert (await send(bot))["ok"]


@pytest.mark.parametrize(
    "fault", [{"method": "*", "kind": "599"}, {"kind": "500"}, {"method": "*", "kind": "500", "x": 1}]
)
async def test_a_wrong_fault_is_refused(people: PeopleSide, fault: dict[str, Any]) -> None:
    await people.request("POST", "faults", [fault], status=400)


async def test_calls_are_logged(bot: BotSide, people: PeopleSide) -> None:
    cursor = (await people.request("GET", "calls"))["cursor"]
    await send(bot)
    await send(bot, 999)
    calls = (await people.request("GET", f"calls?after={cursor}"))["calls"]
    assert [(one["method"], one["chat_id"], one["ok"], one["error_code"]) for one in calls] == [
        ("sendMessage", AZIZA, True, None),
        ("sendMessage", 999, False, 400),
    ]


async def test_a_chat_takes_a_small_burst_and_then_one_a_second(bot: BotSide, people: PeopleSide, clock: Clock) -> None:
    await people.request("POST", "limits", {"on": True})
    answers = [await send(bot) for _ in range(6)]
    assert [one["ok"] for one in answers] == [True] * 5 + [False]
    assert answers[-1]["description"] == "Too Many Requests: retry after 1"
    assert answers[-1]["parameters"] == {"retry_after": 1}
    clock.moved = 1.0
    assert [(await send(bot))["ok"] for _ in range(2)] == [True, False]


async def test_all_chats_together_take_30_a_second(bot: BotSide, people: PeopleSide) -> None:
    for number in range(40):
        await people.request("POST", "people", {"id": 5000 + number, "first_name": "P", "language_code": "uz"})
        await people.start(5000 + number)
    bot.playground.world.clock = lambda: 1_000_000.0
    await people.request("POST", "limits", {"on": True})
    answers = [(await send(bot, 5000 + number))["ok"] for number in range(40)]
    assert answers == [True] * 30 + [False] * 10


async def test_each_member_of_an_album_counts(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", "limits", {"on": True})
    media = [{"type": "photo", "media": "attach://one"}] * 5
    assert await bot.call("sendMediaGroup", chat_id=AZIZA, media=media, files={"one": PNG})
    assert (await send(bot))["error_code"] == 429


async def test_what_is_no_message_is_not_limited(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", "limits", {"on": True})
    for _ in range(20):
        assert await bot.call("sendChatAction", chat_id=AZIZA, action="typing")


async def test_without_limits_nothing_is_held_back(bot: BotSide) -> None:
    assert all([(await send(bot))["ok"] for _ in range(50)])
