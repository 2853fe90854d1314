"""Buttons that nobody else knows: of an earlier version, or of a step that a restart has ended."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.services.screens import NO_BUTTONS, Answer
from bot.services.words import Words


async def explain(_: CallbackQuery, words: Words) -> Answer:
    return Answer(toast=words("button-old"), alert=True, buttons=NO_BUTTONS)


def build_router() -> Router:
    """Include it last."""
    router = Router(name="old_buttons")
    router.callback_query.register(explain)
    return router
