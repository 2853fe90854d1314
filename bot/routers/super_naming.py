"""Adding a category step by step, and renaming one: a question for each name, in each language."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from bot.fsm.states import AddCategory, RenameCategory
from bot.keyboards.callbacks import NewCategory, OnCategory
from bot.keyboards.layout import category_name
from bot.keyboards.super_admin import step_keyboard
from bot.routers.typed import typed
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.api_types import Category, Language
from bot.services.people import category_screen
from bot.services.screens import Answer, Screen
from bot.services.words import Words

# Each step with its question, in their order; a name may be left out, the link name may not.
STEPS: dict[str, tuple[State, str]] = {
    "slug": (AddCategory.slug, "category-ask-slug"),
    "name_uz": (AddCategory.name_uz, "category-ask-uz"),
    "name_ru": (AddCategory.name_ru, "category-ask-ru"),
    "name_en": (AddCategory.name_en, "category-ask-en"),
}
RENAMES = {"uz": "category-ask-uz", "ru": "category-ask-ru", "en": "category-ask-en"}


# ------------------------------------------------------------------ adding


async def begin(_: CallbackQuery, state: FSMContext, words: Words) -> Answer:
    await state.clear()
    return Answer(messages=(await _ask("slug", state, words),))


async def given(message: Message, api: Api, state: FSMContext, words: Words) -> Answer:
    return await _next(message.text or "", message.chat.id, api, state, words)


async def skip(query: CallbackQuery, api: Api, state: FSMContext, words: Words) -> Answer:
    return await _next("", query.from_user.id, api, state, words)


async def _next(value: str, person: int, api: Api, state: FSMContext, words: Words) -> Answer:
    step = _step(await state.get_state())
    data = await state.update_data({step: value.strip()})
    missing = next((name for name in STEPS if name not in data), None)
    if missing is not None:
        return Answer(messages=(await _ask(missing, state, words),))
    return await _add(data, person, api, state, words)


async def _add(data: dict[str, Any], person: int, api: Api, state: FSMContext, words: Words) -> Answer:
    names = {name: data.get(name, "") for name in STEPS}
    try:
        category = await api.add_category(as_=person, **names)
    except Refused as refused:
        if refused.code != "invalid":
            raise
        return await _ask_again(refused, state, words)
    await state.clear()
    added = Screen.of(words("category-added", name=category_name(category, words)))
    return Answer(messages=(added, category_screen(category, words)))


async def _ask_again(refused: Refused, state: FSMContext, words: Words) -> Answer:
    """Back to the first thing that was not accepted; what was accepted is not asked again."""
    wrong = [name for name in STEPS if name in refused.fields] or ["name_uz"]
    data = await state.get_data()
    await state.set_data({name: given for name, given in data.items() if name not in wrong})
    await state.set_state(STEPS[wrong[0]][0])
    key = "category-refused" if wrong[0] == "slug" else "category-name-refused"
    return Answer(messages=(Screen.of(words(key), step_keyboard(words, skippable=False)),))


async def _ask(name: str, state: FSMContext, words: Words) -> Screen:
    step, question = STEPS[name]
    await state.set_state(step)
    return Screen.of(words(question), step_keyboard(words, skippable=name != "slug"))


def _step(state: str | None) -> str:
    """`AddCategory:name_uz` asks for `name_uz`."""
    return (state or "").rpartition(":")[2]


# ------------------------------------------------------------------ renaming


async def ask_name(_: CallbackQuery, callback_data: OnCategory, state: FSMContext, words: Words) -> Answer:
    await state.set_state(RenameCategory.name)
    await state.set_data({"category": callback_data.category, "language": callback_data.act})
    return Answer(messages=(Screen.of(words(RENAMES[callback_data.act]), step_keyboard(words, skippable=False)),))


async def rename(message: Message, api: Api, state: FSMContext, words: Words) -> Answer:
    data = await state.get_data()
    name = (message.text or "").strip()
    try:
        category = await _rename(api, data["category"], data["language"], name, as_=message.chat.id)
    except Refused as refused:
        if refused.code != "invalid":
            raise
        return Answer(messages=(Screen.of(words("category-name-refused"), step_keyboard(words, skippable=False)),))
    await state.clear()
    renamed = Screen.of(words("category-renamed", name=name))
    return Answer(messages=(renamed, category_screen(category, words)))


async def _rename(api: Api, category: int, language: Language, name: str, *, as_: int) -> Category:
    match language:
        case "uz":
            return await api.change_category(category, as_=as_, name_uz=name)
        case "ru":
            return await api.change_category(category, as_=as_, name_ru=name)
        case "en":
            return await api.change_category(category, as_=as_, name_en=name)


def build_router() -> Router:
    router = Router(name="super_naming")
    router.callback_query.register(begin, NewCategory.filter(F.act == "begin"))
    router.callback_query.register(skip, NewCategory.filter(F.act == "skip"), StateFilter(AddCategory))
    router.message.register(given, StateFilter(AddCategory), typed())
    router.callback_query.register(ask_name, OnCategory.filter(F.act.in_({"uz", "ru", "en"})))
    router.message.register(rename, StateFilter(RenameCategory.name), typed())
    return router
