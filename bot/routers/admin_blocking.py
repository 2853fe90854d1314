"""Blocking the one who asked, with a reason that is theirs never to read, and unblocking them."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.fsm.states import BLOCK_NUMBER, BLOCK_REASON, BLOCK_TICKET, BlockAsker
from bot.keyboards.callbacks import BlockPerson, BlockReason, OnTicket
from bot.keyboards.layout import shorten
from bot.keyboards.replies import READY_REASONS, block_keyboard, reasons_keyboard
from bot.keyboards.super_admin import step_keyboard
from bot.routers.admin_ticket import is_writing_into, left_behind
from bot.routers.typed import typed
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.renewal import renew_card
from bot.services.screens import Answer, Screen
from bot.services.words import Words

# The backend takes shorter ones only; whatever somebody types, the question about it fits into a message.
REASON_SHOWN = 1000


async def choose_reason(_: CallbackQuery, callback_data: OnTicket, words: Words) -> Answer:
    ticket, number = callback_data.ticket, callback_data.number
    return Answer(messages=(Screen.of(words("block-why", number=number), reasons_keyboard(ticket, number, words)),))


async def ask_once_more(_: CallbackQuery, callback_data: BlockPerson, words: Words) -> Answer:
    reason = words(READY_REASONS[callback_data.reason])
    return Answer(screen=_question(callback_data.reason, reason, callback_data.ticket, callback_data.number, words))


async def ask_to_type(_: CallbackQuery, callback_data: BlockPerson, state: FSMContext, words: Words) -> Answer:
    return Answer(screen=await _ask_to_type(callback_data.ticket, callback_data.number, state, words))


async def typed_reason(message: Message, state: FSMContext, words: Words) -> Answer:
    """What was typed is the reason: it goes to nobody, whatever ticket the admin is writing into."""
    data = await state.update_data({BLOCK_REASON: " ".join((message.text or "").split())})
    await state.set_state(None)
    return Answer(messages=(_question("typed", data[BLOCK_REASON], data[BLOCK_TICKET], data[BLOCK_NUMBER], words),))


async def block(query: CallbackQuery, callback_data: BlockPerson, api: Api, state: FSMContext, words: Words) -> Answer:
    """After a restart, or once another was to be blocked, a typed reason is asked for again."""
    ticket, number = callback_data.ticket, callback_data.number
    reason = _reason_of(callback_data, await state.get_data(), words)
    if not reason:
        asked = await _ask_to_type(ticket, number, state, words)
        return Answer(toast=words("block-reason-lost"), alert=True, screen=asked)
    writing = await is_writing_into(api, ticket, query.from_user.id)
    try:
        await api.block(ticket, reason, as_=query.from_user.id)
    except Refused as refused:
        if "reason" not in refused.fields:
            raise
        asked = await _ask_to_type(ticket, number, state, words)
        return Answer(toast=words("block-reason-refused"), alert=True, screen=asked)
    await state.clear()
    done = words("block-done", number=number)
    return Answer(toast=done, screen=Screen.of(done), messages=left_behind(number, words) if writing else ())


async def unblock(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    unblocked = await api.unblock(callback_data.ticket, as_=query.from_user.id)
    await renew_card(query, callback_data.ticket, api=api)
    kept, number = unblocked["kept"], callback_data.number
    return Answer(toast=words("unblock-done", number=number, count=kept), alert=kept > 0)


def _reason_of(pressed: BlockPerson, data: dict[str, Any], words: Words) -> str:
    if pressed.reason != "typed":
        return words(READY_REASONS[pressed.reason])
    return str(data.get(BLOCK_REASON) or "") if data.get(BLOCK_TICKET) == pressed.ticket else ""


def _question(reason: BlockReason, said: str, ticket: int, number: int, words: Words) -> Screen:
    text = words("block-ask", number=number, reason=shorten(said, REASON_SHOWN))
    return Screen.of(text, block_keyboard(reason, ticket, number, words))


async def _ask_to_type(ticket: int, number: int, state: FSMContext, words: Words) -> Screen:
    await state.set_state(BlockAsker.reason)
    await state.set_data({BLOCK_TICKET: ticket, BLOCK_NUMBER: number})
    return Screen.of(words("block-type", number=number), step_keyboard(words, skippable=False))


def build_router() -> Router:
    router = Router(name="admin_blocking")
    router.callback_query.register(choose_reason, OnTicket.filter(F.act == "block"))
    router.callback_query.register(unblock, OnTicket.filter(F.act == "unblock"))
    router.callback_query.register(ask_to_type, BlockPerson.filter((F.act == "ask") & (F.reason == "typed")))
    router.callback_query.register(ask_once_more, BlockPerson.filter(F.act == "ask"))
    router.callback_query.register(block, BlockPerson.filter())
    router.message.register(typed_reason, StateFilter(BlockAsker.reason), typed())
    return router
