"""Looking for tickets by words. What was looked for is kept in the state, because a button has no room for it."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.fsm.states import SEARCHED, SearchTickets
from bot.keyboards.callbacks import OpenMenu
from bot.keyboards.super_admin import step_keyboard
from bot.routers.typed import typed
from bot.services.api import Api
from bot.services.lists import tickets_screen
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def ask_query(_: CallbackQuery, state: FSMContext, words: Words) -> Answer:
    await state.set_state(SearchTickets.query)
    return Answer(messages=(Screen.of(words("search-ask"), step_keyboard(words, skippable=False)),))


async def search(message: Message, api: Api, state: FSMContext, words: Words) -> Answer:
    await state.clear()
    await state.update_data({SEARCHED: (message.text or "").removeprefix("#")})
    found = await tickets_screen(api, "found", as_=message.chat.id, words=words, state=state)
    return Answer(messages=(found,) if found else ())


def build_router() -> Router:
    router = Router(name="super_search")
    router.callback_query.register(ask_query, OpenMenu.filter(F.section == "search"))
    router.message.register(search, StateFilter(SearchTickets.query), typed())
    return router
