"""`/help`, and `/cancel`: out of whatever one is in the middle of."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, ReplyKeyboardRemove

from bot.fsm.states import AppointAdmin
from bot.keyboards.callbacks import Cancel
from bot.keyboards.super_admin import cancel_labels
from bot.services.actors import AdminFilter, is_admin, is_super_admin
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.api_types import Actor
from bot.services.screens import Answer, Screen, say
from bot.services.words import Words


async def show_help(_: Message, actor: Actor, words: Words) -> Answer:
    texts = [words("help-user")]
    if is_admin(actor):
        texts.append(words("help-admin"))
    if is_super_admin(actor):
        texts.append(words("help-super-admin"))
    return say("\n\n".join(texts))


async def cancel(message: Message, api: Api, state: FSMContext, actor: Actor, words: Words) -> Answer:
    """The innermost first: a step by step act, then the ticket one writes into, then what waits to be sent."""
    step = await state.get_state()
    await state.clear()
    if step == AppointAdmin.person.state:
        return _without_keyboard(words("cancel-step"))
    if step is not None:
        # The Done button stays: it still says which ticket one is writing into.
        return say(words("cancel-step"))
    if is_admin(actor):
        left = await api.finish(as_=message.chat.id)
        if left["ticket"] is not None:
            return _without_keyboard(words("focus-finished", number=left["ticket"]["number"]))
    count = await _discard(api, message.chat.id)
    return _without_keyboard(words("cancel-discarded", count=count) if count else words("cancel-nothing"))


async def _discard(api: Api, person: int) -> int:
    """Nothing waits for somebody of whom the backend knows nothing."""
    try:
        return await api.discard_pending(as_=person)
    except Refused:
        return 0


async def cancel_step(_: CallbackQuery, state: FSMContext, words: Words) -> Answer:
    await state.clear()
    return Answer(screen=Screen.of(words("cancel-step")))


async def cancel_keyboard(_: Message, state: FSMContext, words: Words) -> Answer:
    await state.clear()
    return _without_keyboard(words("cancel-step"))


def _without_keyboard(text: str) -> Answer:
    return Answer(messages=(Screen.of(text, ReplyKeyboardRemove()),))


def build_router() -> Router:
    router = Router(name="user_help")
    router.message.register(show_help, Command("help"))
    router.message.register(cancel, Command("cancel"))
    router.message.register(cancel_keyboard, F.text.in_(cancel_labels()), AdminFilter())
    router.callback_query.register(cancel_step, Cancel.filter())
    return router
