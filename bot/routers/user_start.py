"""A person's beginning: `/start`, with or without a category in the link, and choosing a category."""

from aiogram import Bot, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.fsm.states import CHOSEN_CATEGORY
from bot.keyboards.callbacks import PickCategory
from bot.keyboards.layout import category_name
from bot.keyboards.menu import menu_keyboard
from bot.services.actors import is_admin, is_super_admin
from bot.services.api import Api
from bot.services.api_types import Actor, Started
from bot.services.cards import own_ticket_screen
from bot.services.content import sender_of
from bot.services.notices import choose_category_screen
from bot.services.outgoing.styled import Styled
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def start(
    message: Message, command: CommandObject, *, bot: Bot, api: Api, state: FSMContext, actor: Actor, words: Words
) -> Answer:
    await state.clear()
    sender = sender_of(message)
    started = await api.start(bot_id=bot.id, sender=sender, slug=command.args or "")
    own = words("start-greeting", name=sender["first_name"] or str(sender["telegram_id"]))
    greeted = Styled.of(started.get("greeting") or own)
    if is_admin(actor) and started["outcome"] == "category_chosen" and not command.args:
        # Nobody chose it: what an admin types next is asked about, and not taken for a question of their own.
        return Answer(messages=(Screen(greeted), _menu(actor, words)))
    if started["outcome"] == "category_chosen" and started["category"]:
        await state.update_data({CHOSEN_CATEGORY: started["category"]["id"]})
    first, *screens = _started_screens(started, words)
    menu = [_menu(actor, words)] if is_admin(actor) else []
    return Answer(messages=(_below(greeted, first), *screens, *menu))


def _started_screens(started: Started, words: Words) -> list[Screen]:
    if started["outcome"] == "ticket_open" and started["ticket"]:
        return [Screen.of(words("start-ticket-open")), own_ticket_screen(started["ticket"], words)]
    if started["outcome"] == "category_chosen" and started["category"]:
        return [Screen.of(words("start-write", category=category_name(started["category"], words)))]
    if started["outcome"] == "opened" and started["category"]:
        return [Screen.of(words("start-sent", category=category_name(started["category"], words)))]
    if started["outcome"] == "no_categories":
        return [Screen.of(words("start-no-categories"))]
    return [choose_category_screen({**started}, words)]


def _below(title: Styled, screen: Screen) -> Screen:
    return Screen(title + Styled.of("\n\n") + screen.text, screen.keyboard)


def _menu(actor: Actor, words: Words) -> Screen:
    return Screen.of(words("menu-title"), menu_keyboard(super_admin=is_super_admin(actor), words=words))


async def pick_category(
    query: CallbackQuery, callback_data: PickCategory, api: Api, state: FSMContext, words: Words
) -> Answer:
    chosen = await api.choose_category(callback_data.category, as_=query.from_user.id)
    await state.clear()
    if chosen["outcome"] == "ticket_open" and chosen["ticket"]:
        return Answer(toast=words("start-ticket-open"), screen=own_ticket_screen(chosen["ticket"], words))
    name = category_name(chosen["category"], words)
    if chosen["outcome"] == "opened":
        return Answer(screen=Screen.of(words("start-sent", category=name)))
    await state.update_data({CHOSEN_CATEGORY: chosen["category"]["id"]})
    return Answer(screen=Screen.of(words("start-write", category=name)))


def build_router() -> Router:
    router = Router(name="user_start")
    router.message.register(start, CommandStart())
    router.callback_query.register(pick_category, PickCategory.filter())
    return router
