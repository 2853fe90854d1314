"""`/lang`: the language in which a person is spoken to, for good."""

from typing import cast

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.keyboards.callbacks import PickLanguage
from bot.keyboards.user import language_keyboard
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.api_types import Actor, Language
from bot.services.content import person_facts
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def ask_language(_: Message, words: Words) -> Answer:
    return Answer(messages=(Screen.of(words("language-choose"), language_keyboard(words)),))


async def pick_language(
    query: CallbackQuery, callback_data: PickLanguage, *, bot: Bot, api: Api, actors: Actors, actor: Actor
) -> Answer:
    await _set_language(query, callback_data.language, bot, api)
    actors.learn(cast(Actor, {**actor, "language": callback_data.language, "language_chosen": True}))
    words = Words(callback_data.language)
    return Answer(toast=words("language-chosen"), screen=Screen.of(words("language-chosen")))


async def _set_language(query: CallbackQuery, language: Language, bot: Bot, api: Api) -> None:
    """Whoever chooses a language before anything else is not known yet: they are introduced first."""
    try:
        await api.set_language(language, as_=query.from_user.id)
    except Refused as refused:
        if refused.code != "not_found":
            raise
        await api.start(bot_id=bot.id, sender=person_facts(query.from_user))
        await api.set_language(language, as_=query.from_user.id)


def build_router() -> Router:
    router = Router(name="user_language")
    router.message.register(ask_language, Command("lang"))
    router.callback_query.register(pick_language, PickLanguage.filter())
    return router
