"""Health: how the desk fares, a line for each part, and what to do where something is wrong."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.keyboards.callbacks import OpenMenu
from bot.keyboards.layout import button, keyboard
from bot.keyboards.menu import menu_row
from bot.services.api import Api
from bot.services.api_errors import BackendAway
from bot.services.health import health_words
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def tell_health(message: Message, api: Api, zone: ZoneInfo, words: Words) -> Answer:
    assert message.from_user is not None, "Commands come from people."
    return Answer(messages=(await _screen(message.from_user.id, api, zone, words),))


async def show_health(query: CallbackQuery, api: Api, zone: ZoneInfo, words: Words) -> Answer:
    return Answer(screen=await _screen(query.from_user.id, api, zone, words))


async def _screen(person: int, api: Api, zone: ZoneInfo, words: Words) -> Screen:
    """A backend that does not answer is what was asked about, and so the answer."""
    try:
        text = health_words(await api.health(as_=person), words)
    except BackendAway:
        text = f"{words('health-backend-away')}\n\n{words('health-forward')}"
    # Whoever renews it sees that it is new also where nothing has changed.
    looked = words("health-looked", time=f"{datetime.now(zone):%H:%M:%S}")
    return Screen.of(f"{text}\n\n{looked}", _keyboard(words))


def _keyboard(words: Words) -> InlineKeyboardMarkup:
    return keyboard([button(words("button-renew"), OpenMenu(section="health"))], menu_row(words))


def build_router() -> Router:
    router = Router(name="super_health")
    router.message.register(tell_health, Command("health"))
    router.callback_query.register(show_health, OpenMenu.filter(F.section == "health"))
    return router
