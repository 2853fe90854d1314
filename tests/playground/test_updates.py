"""getUpdates."""

import asyncio

from tests.playground.clients import AZIZA, BORIS, BotSide, PeopleSide
from tests.playground.conftest import Clock

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
DAY = 24 * 3600


async def test_an_update_stays_until_it_is_confirmed(bot: BotSide, people: PeopleSide) -> None:
    await people.write(AZIZA, "ikki")
    first, second = await bot.updates()
    assert second["update_id"] == first["update_id"] + 1
    assert len(await bot.updates()) == 2
    assert await bot.updates(offset=first["update_id"] + 1) == [second]
    assert await bot.updates() == [second]
    assert await bot.updates(offset=second["update_id"] + 1) == []
    assert await bot.updates() == []


async def test_it_gives_as_many_as_asked_for(bot: BotSide, people: PeopleSide) -> None:
    for number in range(4):
        await people.write(AZIZA, str(number))
    assert len(await bot.updates(limit=2)) == 2


async def test_a_negative_offset_keeps_only_the_newest(bot: BotSide, people: PeopleSide) -> None:
    for number in range(4):
        await people.write(AZIZA, str(number))
    assert [one["message"]["text"] for one in await bot.updates(offset=-2)] == ["2", "3"]
    assert len(await bot.updates()) == 2


async def test_it_waits_for_news(bot: BotSide, people: PeopleSide) -> None:
    offset = (await bot.updates())[-1]["update_id"] + 1
    poll = await bot.waits_for_updates(offset)
    await people.write(AZIZA, "salom")
    assert [one["message"]["text"] for one in (await poll)["result"]] == ["salom"]


async def test_the_older_of_two_pollers_loses(bot: BotSide, people: PeopleSide) -> None:
    offset = (await bot.updates())[-1]["update_id"] + 1
    older = await bot.waits_for_updates(offset)
    newer = asyncio.create_task(bot.updates(offset=offset, timeout=20))
    answer = await older
    assert (answer["error_code"], answer["description"]) == (409, CONFLICT)
    await people.write(AZIZA, "salom")
    assert len(await newer) == 1


async def test_an_update_is_forgotten_after_a_day(bot: BotSide, people: PeopleSide, clock: Clock) -> None:
    clock.moved = DAY + 1
    await people.write(AZIZA, "yangi")
    assert [one["message"]["text"] for one in await bot.updates()] == ["yangi"]


async def test_allowed_updates_are_remembered(bot: BotSide, people: PeopleSide) -> None:
    await bot.updates(allowed_updates=["message"], offset=-1)
    await people.request("POST", f"people/{AZIZA}/block")
    await people.request("POST", f"people/{AZIZA}/unblock")
    await people.write(AZIZA, "salom")
    assert ["message" in one for one in await bot.updates()] == [True, True]
    await bot.updates(allowed_updates=[])
    await people.request("POST", f"people/{AZIZA}/block")
    assert (await bot.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_an_unknown_kind_of_update_is_named(bot: BotSide) -> None:
    refusal = await bot.refusal("getUpdates", allowed_updates=["telepathy"])
    assert refusal == "Bad Request: unknown update type 'telepathy' in allowed_updates"


async def test_blocking_is_told_both_ways(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", f"people/{AZIZA}/block")
    await people.request("POST", f"people/{AZIZA}/block")
    await people.start(AZIZA)
    changes = [one["my_chat_member"] for one in await bot.updates() if "my_chat_member" in one]
    statuses = [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


async def test_message_ids_are_one_counter_for_all_chats(bot: BotSide, people: PeopleSide) -> None:
    first = await people.start(BORIS)
    second = await people.write(AZIZA, "salom")
    third = await bot.call("sendMessage", chat_id=BORIS, text="x")
    assert [one["message_id"] for one in (first, second, third)] == [2, 3, 4]


async def test_edits_and_deletions_by_people(bot: BotSide, people: PeopleSide) -> None:
    message = await people.write(AZIZA, "eski")
    path = f"people/{AZIZA}/messages/{message['message_id']}"
    await people.request("PATCH", path, {"text": "yangi"})
    await people.request("DELETE", path)
    updates = await bot.updates()
    assert updates[-1]["edited_message"]["text"] == "yangi"
    assert len(updates) == 3
    refusal = await bot.refusal(
        "sendMessage", chat_id=AZIZA, text="x", reply_parameters={"message_id": message["message_id"]}
    )
    assert refusal == "Bad Request: message to be replied not found"
