"""The categories: their order, and whether people can choose them."""

from typing import Literal

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.keyboards.callbacks import OnCategory, OpenMenu
from bot.services.api import Api
from bot.services.people import categories_screen, category_screen, find_category
from bot.services.screens import Answer
from bot.services.words import Words


async def show_categories(query: CallbackQuery, api: Api, words: Words) -> Answer:
    return Answer(screen=await categories_screen(api, as_=query.from_user.id, words=words))


async def open_category(query: CallbackQuery, callback_data: OnCategory, api: Api, words: Words) -> Answer:
    category = await find_category(api, callback_data.category, as_=query.from_user.id)
    return Answer(screen=category_screen(category, words))


async def move(query: CallbackQuery, callback_data: OnCategory, api: Api, words: Words) -> Answer:
    """The list shows where the category stands now."""
    direction: Literal["up", "down"] = "up" if callback_data.act == "up" else "down"
    await api.move_category(callback_data.category, direction, as_=query.from_user.id)
    screen = await categories_screen(api, as_=query.from_user.id, words=words)
    return Answer(toast=words("toast-saved"), screen=screen)


async def switch(query: CallbackQuery, callback_data: OnCategory, api: Api, words: Words) -> Answer:
    is_active = callback_data.act == "on"
    category = await api.change_category(callback_data.category, as_=query.from_user.id, is_active=is_active)
    return Answer(toast=words("toast-saved"), screen=category_screen(category, words))


def build_router() -> Router:
    router = Router(name="super_categories")
    router.callback_query.register(show_categories, OpenMenu.filter(F.section == "categories"))
    router.callback_query.register(open_category, OnCategory.filter(F.act == "open"))
    router.callback_query.register(move, OnCategory.filter(F.act.in_({"up", "down"})))
    router.callback_query.register(switch, OnCategory.filter(F.act.in_({"on", "off"})))
    return router
