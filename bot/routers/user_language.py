"""`/lang`: the language in which a person is spoken to, for good."""

from typing import cast

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.keyboards.callbacks import PickLanguage
from bot.keyboards.user import language_keyboard
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.api_types import Actor
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def ask_language(_: Message, words: Words) -> Answer:
    return Answer(messages=(Screen.of(words("language-choose"), language_keyboard(words)),))


async def pick_language(
    query: CallbackQuery, callback_data: PickLanguage, api: Api, actors: Actors, actor: Actor
) -> Answer:
    await api.set_language(callback_data.language, as_=query.from_user.id)
    actors.learn(cast(Actor, {**actor, "language": callback_data.language, "language_chosen": True}))
    words = Words(callback_data.language)
    return Answer(toast=words("language-chosen"), screen=Screen.of(words("language-chosen")))


def build_router() -> Router:
    router = Router(name="user_language")
    router.message.register(ask_language, Command("lang"))
    router.callback_query.register(pick_language, PickLanguage.filter())
    return router
