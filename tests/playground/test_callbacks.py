"""Pressed buttons and their answers; signs of life."""

from tests.playground.clients import AZIZA, BORIS, BotSide, PeopleSide, button, inline
from tests.playground.conftest import Clock

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def pressed(bot: BotSide, people: PeopleSide) -> str:
    message = await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup=inline(button()))
    return await people.press(AZIZA, message["message_id"], "take")


async def test_a_press_comes_with_its_message(bot: BotSide, people: PeopleSide) -> None:
    query_id = await pressed(bot, people)
    query = (await bot.updates())[-1]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "take", AZIZA)
    assert query["message"]["reply_markup"]
    assert query["chat_instance"]


async def test_it_is_answered_once(bot: BotSide, people: PeopleSide) -> None:
    query_id = await pressed(bot, people)
    assert await bot.call("answerCallbackQuery", callback_query_id=query_id, text="Olindi") is True
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_it_is_too_old_after_a_while(bot: BotSide, people: PeopleSide, clock: Clock) -> None:
    query_id = await pressed(bot, people)
    clock.moved = 61
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_it_refuses_an_unknown_query_and_a_long_text(bot: BotSide, people: PeopleSide) -> None:
    assert await bot.refusal("answerCallbackQuery", callback_query_id="5") == TOO_OLD
    query_id = await pressed(bot, people)
    refusal = await bot.refusal("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_person_presses_only_what_is_there(bot: BotSide, people: PeopleSide) -> None:
    message = await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup=inline(button()))
    body = {"message_id": message["message_id"], "data": "other"}
    await people.request("POST", f"people/{AZIZA}/callbacks", body, status=400)


async def test_it_shows_chat_actions(bot: BotSide) -> None:
    assert await bot.call("sendChatAction", chat_id=AZIZA, action="typing") is True
    refusal = await bot.refusal("sendChatAction", chat_id=AZIZA, action="thinking")
    assert refusal == "Bad Request: wrong parameter action in request"
    refusal = await bot.refusal("sendChatAction", chat_id=BORIS, action="typing")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"
