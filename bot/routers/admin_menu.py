"""`/admin`: the menu, and what an admin has done."""

from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.keyboards.callbacks import OpenMenu
from bot.keyboards.menu import menu_keyboard
from bot.services.activity import activity_screen
from bot.services.actors import Actors, is_admin, is_super_admin
from bot.services.api import Api
from bot.services.api_types import Actor
from bot.services.screens import NO_BUTTONS, Answer, Screen, say
from bot.services.words import Words


async def open_menu(message: Message, actors: Actors, state: FSMContext, words: Words) -> Answer:
    actor = await actors.ask(message.chat.id)
    if not is_admin(actor):
        return say(words("refusal-not-admin"))
    await state.clear()
    return Answer(messages=(_menu(actor, words),))


async def back_to_menu(query: CallbackQuery, actors: Actors, state: FSMContext, words: Words) -> Answer:
    actor = await actors.ask(query.from_user.id)
    if not is_admin(actor):
        return Answer(toast=words("refusal-not-admin"), alert=True, buttons=NO_BUTTONS)
    await state.clear()
    return Answer(screen=_menu(actor, words))


def _menu(actor: Actor, words: Words) -> Screen:
    return Screen.of(words("menu-title"), menu_keyboard(super_admin=is_super_admin(actor), words=words))


async def show_activity(query: CallbackQuery, api: Api, zone: ZoneInfo, words: Words) -> Answer:
    report = await api.activity(as_=query.from_user.id)
    return Answer(screen=activity_screen(report, words, zone))


def build_router() -> Router:
    router = Router(name="admin_menu")
    router.message.register(open_menu, Command("admin"))
    router.callback_query.register(back_to_menu, OpenMenu.filter(F.section == "menu"))
    router.callback_query.register(show_activity, OpenMenu.filter(F.section == "activity"))
    return router
