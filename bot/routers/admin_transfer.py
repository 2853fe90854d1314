"""Handing a ticket to another category, or to an admin who is bound to it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.keyboards.admin import transfer_keyboard
from bot.keyboards.callbacks import OnTicket, TransferTo
from bot.keyboards.layout import category_name
from bot.routers.admin_ticket import is_writing_into, left_behind
from bot.services.api import Api
from bot.services.api_types import Ticket
from bot.services.cards import holder_name
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def choose_target(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    targets = await api.transfer_targets(callback_data.ticket, as_=query.from_user.id)
    if not targets["categories"] and not targets["admins"]:
        return Answer(toast=words("transfer-nobody", number=callback_data.number), alert=True)
    text = words("transfer-choose", number=callback_data.number)
    return Answer(messages=(Screen.of(text, transfer_keyboard(callback_data.ticket, targets, words)),))


async def transfer(query: CallbackQuery, callback_data: TransferTo, api: Api, words: Words) -> Answer:
    to_category = callback_data.kind == "category"
    writing = await is_writing_into(api, callback_data.ticket, query.from_user.id)
    ticket = await api.transfer(
        callback_data.ticket,
        as_=query.from_user.id,
        category=callback_data.target if to_category else None,
        admin=None if to_category else callback_data.target,
    )
    left = left_behind(ticket["number"], words) if writing else ()
    return Answer(screen=Screen.of(_done(ticket, to_category=to_category, words=words)), messages=left)


def _done(ticket: Ticket, *, to_category: bool, words: Words) -> str:
    if to_category:
        name = category_name(ticket["category_detail"], words)
        return words("transfer-to-category", number=ticket["number"], name=name)
    return words("transfer-to-admin", number=ticket["number"], name=holder_name(ticket, words))


def build_router() -> Router:
    router = Router(name="admin_transfer")
    router.callback_query.register(choose_target, OnTicket.filter(F.act == "transfer"))
    router.callback_query.register(transfer, TransferTo.filter())
    return router
