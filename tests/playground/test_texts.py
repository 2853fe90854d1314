"""sendMessage: what a text may be, and to whom."""

from typing import Any

import pytest

from tests.playground.clients import AZIZA, BORIS, BotSide, PeopleSide


async def test_it_sends_and_returns_the_message(bot: BotSide, people: PeopleSide) -> None:
    message = await bot.call("sendMessage", chat_id=AZIZA, text="Salom")
    assert message["text"] == "Salom"
    assert message["from"]["is_bot"]
    assert message["chat"] == {"id": AZIZA, "type": "private", "first_name": "Aziza", "username": "aziza"}
    assert (await people.chat(AZIZA))["messages"][-1]["message_id"] == message["message_id"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
async def test_it_refuses_an_empty_text(bot: BotSide, text: str) -> None:
    assert await bot.refusal("sendMessage", chat_id=AZIZA, text=text) == "Bad Request: message text is empty"


async def test_it_refuses_a_missing_text(bot: BotSide) -> None:
    assert await bot.refusal("sendMessage", chat_id=AZIZA) == "Bad Request: message text is empty"


async def test_it_takes_4096_units_and_no_more(bot: BotSide) -> None:
    assert await bot.call("sendMessage", chat_id=AZIZA, text="x" * 4096)
    assert await bot.refusal("sendMessage", chat_id=AZIZA, text="x" * 4097) == "Bad Request: message is too long"


async def test_it_counts_in_utf16_units(bot: BotSide) -> None:
    assert await bot.call("sendMessage", chat_id=AZIZA, text="😀" * 2048)
    assert await bot.refusal("sendMessage", chat_id=AZIZA, text="😀" * 2049) == "Bad Request: message is too long"


async def test_it_counts_after_parsing(bot: BotSide) -> None:
    message = await bot.call("sendMessage", chat_id=AZIZA, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert len(message["text"]) == 4096


async def test_it_trims_and_moves_the_entities(bot: BotSide) -> None:
    bold = [{"type": "bold", "offset": 2, "length": 5}]
    message = await bot.call("sendMessage", chat_id=AZIZA, text="  salom  ", entities=bold)
    assert message["text"] == "salom"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


@pytest.mark.parametrize("chat_id", [999, "@nobody", -5])
async def test_it_refuses_an_unknown_chat(bot: BotSide, chat_id: Any) -> None:
    assert await bot.refusal("sendMessage", chat_id=chat_id, text="x") == "Bad Request: chat not found"


async def test_it_refuses_a_missing_chat(bot: BotSide) -> None:
    assert await bot.refusal("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_it_refuses_a_person_who_never_wrote(bot: BotSide) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=BORIS, text="x")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"


async def test_it_refuses_a_person_who_blocked_the_bot(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", f"people/{AZIZA}/block")
    refusal = await bot.refusal("sendMessage", chat_id=AZIZA, text="x")
    assert refusal == "Forbidden: bot was blocked by the user"
    await people.request("POST", f"people/{AZIZA}/unblock")
    assert await bot.call("sendMessage", chat_id=AZIZA, text="x")


async def test_it_replies_with_the_replied_message_inside(bot: BotSide, people: PeopleSide) -> None:
    asked = await people.write(AZIZA, "Qachon?")
    reply = {"message_id": asked["message_id"]}
    answer = await bot.call("sendMessage", chat_id=AZIZA, text="Ertaga", reply_parameters=reply)
    assert answer["reply_to_message"]["text"] == "Qachon?"


async def test_it_refuses_a_reply_to_what_is_not_there(bot: BotSide) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", reply_parameters={"message_id": 77})
    assert refusal == "Bad Request: message to be replied not found"


async def test_it_sends_without_the_reply_when_allowed(bot: BotSide) -> None:
    reply = {"message_id": 77, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_parameters=reply)


async def test_it_refuses_a_quote_that_is_not_in_the_message(bot: BotSide, people: PeopleSide) -> None:
    asked = await people.write(AZIZA, "Qachon keladi?")
    good = {"message_id": asked["message_id"], "quote": "keladi"}
    assert (await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_parameters=good))["quote"]["position"] == 7
    wrong = {"message_id": asked["message_id"], "quote": "ketdi"}
    refusal = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", reply_parameters=wrong)
    assert refusal == "Bad Request: QUOTE_TEXT_INVALID"


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"latitude": 91, "longitude": 0}, "Bad Request: wrong location: latitude or longitude is out of range"),
        ({"latitude": 0, "longitude": 0, "live_period": 5}, "Bad Request: invalid live location period specified"),
    ],
)
async def test_it_refuses_a_wrong_location(bot: BotSide, parameters: dict[str, Any], refusal: str) -> None:
    assert await bot.refusal("sendLocation", chat_id=AZIZA, **parameters) == refusal


async def test_it_sends_what_carries_no_file(bot: BotSide) -> None:
    place = {"latitude": 41.3, "longitude": 69.2}
    assert (await bot.call("sendLocation", chat_id=AZIZA, **place))["location"]["latitude"] == 41.3
    assert (await bot.call("sendVenue", chat_id=AZIZA, title="Ofis", address="Toshkent", **place))["venue"]
    assert (await bot.call("sendContact", chat_id=AZIZA, phone_number="+998", first_name="Boris"))["contact"]
    assert (await bot.call("sendDice", chat_id=AZIZA))["dice"]["emoji"] == "🎲"
    assert (await bot.call("sendPoll", chat_id=AZIZA, question="Q", options=["a", "b"]))["poll"]["options"]


async def test_it_refuses_a_wrong_dice_and_a_poll_without_options(bot: BotSide) -> None:
    assert await bot.refusal("sendDice", chat_id=AZIZA, emoji="🙂") == "Bad Request: wrong dice emoji specified"
    refusal = await bot.refusal("sendPoll", chat_id=AZIZA, question="Q", options=[])
    assert refusal == "Bad Request: poll must have 1-12 answer options"
