"""deleteMessage, deleteMessages and setMessageReaction."""

import pytest

from tests.playground.clients import AZIZA, PNG, BotSide, PeopleSide
from tests.playground.conftest import Clock

HOUR = 3600


async def sent(bot: BotSide) -> int:
    return int((await bot.call("sendMessage", chat_id=AZIZA, text="x"))["message_id"])


async def test_it_deletes_once(bot: BotSide, people: PeopleSide) -> None:
    message_id = await sent(bot)
    assert await bot.call("deleteMessage", chat_id=AZIZA, message_id=message_id) is True
    refusal = await bot.refusal("deleteMessage", chat_id=AZIZA, message_id=message_id)
    assert refusal == "Bad Request: message to delete not found"
    assert (await people.chat(AZIZA))["messages"][-1]["deleted"]


async def test_it_refuses_after_48_hours(bot: BotSide, clock: Clock) -> None:
    message_id = await sent(bot)
    clock.moved = 48 * HOUR + 1
    refusal = await bot.refusal("deleteMessage", chat_id=AZIZA, message_id=message_id)
    assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_it_deletes_a_persons_message(bot: BotSide, people: PeopleSide) -> None:
    theirs = await people.write(AZIZA, "meniki")
    assert await bot.call("deleteMessage", chat_id=AZIZA, message_id=theirs["message_id"])


async def test_a_dice_stays_for_24_hours(bot: BotSide, clock: Clock) -> None:
    dice = await bot.call("sendDice", chat_id=AZIZA)
    where = {"chat_id": AZIZA, "message_id": dice["message_id"]}
    assert await bot.refusal("deleteMessage", **where) == "Bad Request: message can't be deleted for everyone"
    clock.moved = 24 * HOUR + 1
    assert await bot.call("deleteMessage", **where)


async def test_it_deletes_many_and_skips_what_is_gone(bot: BotSide, people: PeopleSide) -> None:
    first, second = await sent(bot), await sent(bot)
    assert await bot.call("deleteMessages", chat_id=AZIZA, message_ids=[first, 999, second]) is True
    assert [one.get("deleted") for one in (await people.chat(AZIZA))["messages"]] == [None, True, True]


@pytest.mark.parametrize("ids", [[], list(range(101))])
async def test_it_refuses_none_or_more_than_100(bot: BotSide, ids: list[int]) -> None:
    refusal = await bot.refusal("deleteMessages", chat_id=AZIZA, message_ids=ids)
    assert refusal == "Bad Request: message identifiers must be 1-100"


@pytest.mark.parametrize("emoji", ["👀", "✍", "👌", "👍", "❤️"])
async def test_it_reacts_from_the_list(bot: BotSide, people: PeopleSide, emoji: str) -> None:
    theirs = await people.write(AZIZA, "rahmat")
    reaction = [{"type": "emoji", "emoji": emoji}]
    assert await bot.call("setMessageReaction", chat_id=AZIZA, message_id=theirs["message_id"], reaction=reaction)
    shown = (await people.chat(AZIZA))["messages"][-1]["reactions"]
    assert shown == [{"by": "bot", "emoji": emoji.replace("\ufe0f", "")}]


@pytest.mark.parametrize(
    ("reaction", "refusal"),
    [
        ([{"type": "emoji", "emoji": "✅"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👀"}], "REACTIONS_TOO_MANY"),
    ],
)
async def test_it_refuses_other_reactions(bot: BotSide, reaction: list[dict[str, str]], refusal: str) -> None:
    given = await bot.refusal("setMessageReaction", chat_id=AZIZA, message_id=1, reaction=reaction)
    assert given == f"Bad Request: {refusal}"


async def test_it_refuses_to_react_to_nothing(bot: BotSide) -> None:
    refusal = await bot.refusal("setMessageReaction", chat_id=AZIZA, message_id=99)
    assert refusal == "Bad Request: message to react not found"


async def test_a_reaction_to_an_album_member_lands_on_the_first(bot: BotSide, people: PeopleSide) -> None:
    first, second = await people.send_files(AZIZA, "photo", PNG, PNG)
    reaction = [{"type": "emoji", "emoji": "👀"}]
    await bot.call("setMessageReaction", chat_id=AZIZA, message_id=second["message_id"], reaction=reaction)
    shown = {one["message_id"]: one["reactions"] for one in (await people.chat(AZIZA))["messages"]}
    assert shown[first["message_id"]] == [{"by": "bot", "emoji": "👀"}]
    assert shown[second["message_id"]] == []


async def test_a_persons_reaction_is_told_only_when_asked_for(bot: BotSide, people: PeopleSide) -> None:
    message_id = await sent(bot)
    path = f"people/{AZIZA}/messages/{message_id}/reactions"
    await people.request("POST", path, {"emoji": "👍"})
    updates = await bot.updates(allowed_updates=["message", "message_reaction"])
    await people.request("POST", path, {"emoji": None})
    [update] = await bot.updates(offset=updates[-1]["update_id"] + 1)
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == []
    await people.request("POST", path, {"emoji": "✅"}, status=400)
