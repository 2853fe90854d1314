"""Appointing an admin: by Telegram's own picker, by a forwarded message of theirs, or by their id."""

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, MessageOriginHiddenUser, MessageOriginUser, ReplyKeyboardRemove

from bot.fsm.states import AppointAdmin
from bot.keyboards.callbacks import AppointPerson
from bot.keyboards.super_admin import APPOINT_REQUEST, appoint_keyboard
from bot.routers.typed import typed
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.api_types import Admin
from bot.services.people import admin_screen
from bot.services.screens import Answer, Screen, say
from bot.services.words import Words

# Longer than any id that Telegram gives, and still a number to every database.
ID_DIGITS = 16


async def ask_person(query: CallbackQuery, api: Api, state: FSMContext, words: Words) -> Answer:
    """The picker takes the place of the Done button, so whoever was writing into a ticket leaves it and hears so."""
    left = (await api.finish(as_=query.from_user.id))["ticket"]
    await state.set_state(AppointAdmin.person)
    asked = Screen.of(words("appoint-ask"), appoint_keyboard(words))
    if left is None:
        return Answer(messages=(asked,))
    return Answer(messages=(Screen.of(words("focus-finished", number=left["number"])), asked))


async def picked(message: Message, api: Api, bot: Bot, state: FSMContext, words: Words) -> Answer:
    assert message.users_shared is not None, "The filter lets only shared people through."
    person = message.users_shared.users[0]
    admin = await _appoint(api, message.chat.id, person.user_id, person.first_name or "")
    return await _appointed(admin, message, api, bot, state, words=words)


async def forwarded(message: Message, api: Api, bot: Bot, state: FSMContext, words: Words) -> Answer:
    origin = message.forward_origin
    if isinstance(origin, MessageOriginHiddenUser):
        return say(words("appoint-hidden"))
    if not isinstance(origin, MessageOriginUser):
        return say(words("appoint-no-person"))
    if origin.sender_user.is_bot:
        return say(words("appoint-bot"))
    admin = await _appoint(api, message.chat.id, origin.sender_user.id, origin.sender_user.first_name)
    return await _appointed(admin, message, api, bot, state, words=words)


async def named_by_id(message: Message, api: Api, bot: Bot, state: FSMContext, words: Words) -> Answer:
    text = (message.text or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= ID_DIGITS and int(text)):
        return say(words("appoint-not-id"))
    admin = await _appoint(api, message.chat.id, int(text), "")
    return await _appointed(admin, message, api, bot, state, words=words)


async def _appoint(api: Api, person: int, telegram_id: int, first_name: str) -> Admin:
    """Without a name the backend takes the one it knows; for somebody it has never seen, the id has to do."""
    try:
        return await api.appoint_admin(as_=person, telegram_id=telegram_id, first_name=first_name, categories=[])
    except Refused as refused:
        if "first_name" not in refused.fields:
            raise
    return await api.appoint_admin(as_=person, telegram_id=telegram_id, first_name=str(telegram_id), categories=[])


async def _appointed(admin: Admin, message: Message, api: Api, bot: Bot, state: FSMContext, *, words: Words) -> Answer:
    await state.clear()
    me = await bot.me()
    page = await admin_screen(api, admin, as_=message.chat.id, words=words, bot_name=me.username or "")
    done = Screen.of(words("appoint-done", name=admin["first_name"]), ReplyKeyboardRemove())
    return Answer(messages=(done, page))


def build_router() -> Router:
    router = Router(name="super_appoint")
    router.callback_query.register(ask_person, AppointPerson.filter())
    # The picker carries its own request, so it works after a restart as well.
    router.message.register(picked, F.users_shared.request_id == APPOINT_REQUEST)
    router.message.register(forwarded, StateFilter(AppointAdmin.person), F.forward_origin)
    router.message.register(named_by_id, StateFilter(AppointAdmin.person), typed())
    return router
