"""The admins of the desk: their categories, their rights, their dismissal."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.keyboards.callbacks import BindCategory, ListAdmins, OnAdmin, OpenMenu
from bot.keyboards.super_admin import dismiss_keyboard
from bot.services.api import Api
from bot.services.api_types import Admin
from bot.services.people import admin_screen, admins_screen, find_admin
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def show_admins(query: CallbackQuery, api: Api, words: Words) -> Answer:
    return Answer(screen=await admins_screen(api, as_=query.from_user.id, words=words))


async def turn_page(query: CallbackQuery, callback_data: ListAdmins, api: Api, words: Words) -> Answer:
    return Answer(screen=await admins_screen(api, as_=query.from_user.id, words=words, after=callback_data.after))


async def open_admin(query: CallbackQuery, callback_data: OnAdmin, api: Api, bot: Bot, words: Words) -> Answer:
    admin = await find_admin(api, callback_data.admin, as_=query.from_user.id)
    return await _page(query, admin, api, bot, words)


async def make_super(query: CallbackQuery, callback_data: OnAdmin, api: Api, bot: Bot, words: Words) -> Answer:
    wanted = callback_data.act == "make"
    admin = await api.change_admin(callback_data.admin, as_=query.from_user.id, is_super_admin=wanted)
    return await _page(query, admin, api, bot, words, toast=words("toast-saved"))


async def bind(query: CallbackQuery, callback_data: BindCategory, api: Api, bot: Bot, words: Words) -> Answer:
    admin = await find_admin(api, callback_data.admin, as_=query.from_user.id)
    bound = set(admin["categories"]) ^ {callback_data.category}
    changed = await api.change_admin(admin["id"], as_=query.from_user.id, categories=sorted(bound))
    return await _page(query, changed, api, bot, words, toast=words("toast-saved"))


async def ask_to_dismiss(query: CallbackQuery, callback_data: OnAdmin, api: Api, words: Words) -> Answer:
    admin = await find_admin(api, callback_data.admin, as_=query.from_user.id)
    text = words("dismiss-ask", name=admin["first_name"])
    return Answer(screen=Screen.of(text, dismiss_keyboard(admin["id"], words)))


async def dismiss(query: CallbackQuery, callback_data: OnAdmin, api: Api, words: Words) -> Answer:
    admin = await api.dismiss_admin(callback_data.admin, as_=query.from_user.id)
    screen = await admins_screen(api, as_=query.from_user.id, words=words)
    return Answer(toast=words("dismiss-done", name=admin["first_name"]), screen=screen)


async def _page(query: CallbackQuery, admin: Admin, api: Api, bot: Bot, words: Words, *, toast: str = "") -> Answer:
    me = await bot.me()
    screen = await admin_screen(api, admin, as_=query.from_user.id, words=words, bot_name=me.username or "")
    return Answer(toast=toast, screen=screen)


def build_router() -> Router:
    router = Router(name="super_admins")
    router.callback_query.register(show_admins, OpenMenu.filter(F.section == "admins"))
    router.callback_query.register(turn_page, ListAdmins.filter())
    router.callback_query.register(open_admin, OnAdmin.filter(F.act == "open"))
    router.callback_query.register(make_super, OnAdmin.filter(F.act.in_({"make", "unmake"})))
    router.callback_query.register(ask_to_dismiss, OnAdmin.filter(F.act == "dismiss"))
    router.callback_query.register(dismiss, OnAdmin.filter(F.act == "confirm"))
    router.callback_query.register(bind, BindCategory.filter())
    return router
