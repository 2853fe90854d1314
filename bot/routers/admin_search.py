"""Looking for tickets: `/find`, or *Search* in the menu. What was looked for is kept in the state, to be paged."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.fsm.states import SEARCHED, SearchTickets
from bot.keyboards.callbacks import OpenMenu, TurnFound
from bot.keyboards.super_admin import step_keyboard
from bot.routers.typed import typed
from bot.services.actors import Actors, is_admin
from bot.services.api import Api, Refused
from bot.services.found import PAGE, found_screen, query_mark
from bot.services.screens import Answer, Screen, say
from bot.services.words import Words


async def find(
    message: Message, command: CommandObject, *, api: Api, actors: Actors, state: FSMContext, words: Words
) -> Answer:
    if not is_admin(await actors.ask(message.chat.id)):
        return say(words("refusal-not-admin"))
    await state.clear()
    if not command.args:
        return Answer(messages=(await _question(state, words),))
    return await _found(command.args, api, state, words, as_=message.chat.id)


async def ask_query(_: CallbackQuery, state: FSMContext, words: Words) -> Answer:
    return Answer(messages=(await _question(state, words),))


async def search(message: Message, api: Api, state: FSMContext, words: Words) -> Answer:
    return await _found(message.text or "", api, state, words, as_=message.chat.id)


async def turn_page(
    query: CallbackQuery, callback_data: TurnFound, api: Api, state: FSMContext, words: Words
) -> Answer:
    """After a restart, or once something else was looked for, the words are asked for again."""
    searched = (await state.get_data()).get(SEARCHED)
    if not searched or query_mark(searched) != callback_data.query:
        return Answer(toast=words("search-lost"), alert=True, messages=(await _question(state, words),))
    offset = callback_data.offset
    page = await api.search_tickets(searched, as_=query.from_user.id, limit=PAGE, offset=offset)
    return Answer(screen=found_screen(page, searched, offset, words))


async def _question(state: FSMContext, words: Words) -> Screen:
    await state.set_state(SearchTickets.query)
    return Screen.of(words("search-ask"), step_keyboard(words, skippable=False))


async def _found(query: str, api: Api, state: FSMContext, words: Words, *, as_: int) -> Answer:
    """Words that nobody can look for are refused, and others may follow at once where they were asked for."""
    try:
        page = await api.search_tickets(query, as_=as_, limit=PAGE)
    except Refused as refused:
        if "q" not in refused.fields:
            raise
        return say(words("find-refused"))
    await state.clear()
    await state.update_data({SEARCHED: query})
    return Answer(messages=(found_screen(page, query, 0, words),))


def build_router() -> Router:
    router = Router(name="admin_search")
    router.message.register(find, Command("find"))
    router.callback_query.register(ask_query, OpenMenu.filter(F.section == "search"))
    router.callback_query.register(turn_page, TurnFound.filter())
    router.message.register(search, StateFilter(SearchTickets.query), typed())
    return router
