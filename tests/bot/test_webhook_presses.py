"""Pressed buttons that a webhook brings: whatever becomes of the words over the chat, a press is brought once."""

import asyncio
from typing import Any

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, TelegramMethod

from tests.bot.desk import until
from tests.bot.webhook_desk import update, webhook_desk


def press(update_id: int) -> dict[str, Any]:
    """A press of a button that only explains itself."""
    message = update(update_id)["message"]
    query = {"id": "1", "from": message["from"], "chat_instance": "1", "message": message, "data": "of-yesterday"}
    return {"update_id": update_id, "callback_query": query}


async def test_a_telegram_that_is_slow_to_show_a_toast_has_its_confirmation_at_once() -> None:
    asked, released = asyncio.Event(), asyncio.Event()

    async def slow(make_request: Any, bot: Bot, method: TelegramMethod[Any]) -> Any:
        if isinstance(method, AnswerCallbackQuery):
            asked.set()
            await released.wait()
        return await make_request(bot, method)

    async with webhook_desk() as hooked:
        hooked.desk.bot.session.middleware(slow)
        assert await hooked.call(press(1)) == 200
        await asked.wait()
        released.set()
        await until(lambda: not hooked.webhook._in_hand)


async def test_a_toast_that_telegram_does_not_take_makes_no_unread_update_of_the_press() -> None:
    async with webhook_desk() as hooked:
        await hooked.desk.fault("answerCallbackQuery", "502")
        assert await hooked.call(press(1)) == 200
        await until(lambda: not hooked.webhook._in_hand)
        assert len(await hooked.desk.calls("answerCallbackQuery")) == 1
        assert hooked.desk.backend.raw == {}
