"""How it was: the stars below the word that a ticket is closed."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.keyboards.callbacks import Rate
from bot.keyboards.user import with_rating
from bot.services.api import Api
from bot.services.renewal import shown_buttons
from bot.services.screens import Answer
from bot.services.words import Words


async def rate(query: CallbackQuery, callback_data: Rate, api: Api, words: Words) -> Answer:
    rating = await api.rate(callback_data.closing, callback_data.value, as_=query.from_user.id)
    buttons = with_rating(shown_buttons(query), rating["closing"], rating["value"])
    return Answer(toast=words("toast-rated", number=rating["number"], value=rating["value"]), buttons=buttons)


def build_router() -> Router:
    router = Router(name="user_rating")
    router.callback_query.register(rate, Rate.filter())
    return router
