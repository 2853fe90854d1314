"""What the buttons of a ticket's card do. The card itself is brought up to date by the backend's deliveries."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.types import CallbackQuery, ReplyKeyboardRemove

from bot.keyboards.admin import close_keyboard
from bot.keyboards.callbacks import OnTicket, TicketAct
from bot.routers.user_ticket import shown_answer
from bot.services.api import Api
from bot.services.renewal import renew_card
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def take(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    ticket = await api.take(callback_data.ticket, as_=query.from_user.id)
    await renew_card(query, ticket["id"], api=api)
    return Answer(toast=words("toast-taken", number=ticket["number"]))


async def release(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    writing = await is_writing_into(api, callback_data.ticket, query.from_user.id)
    ticket = await api.release(callback_data.ticket, as_=query.from_user.id)
    await renew_card(query, ticket["id"], api=api)
    left = left_behind(ticket["number"], words) if writing else ()
    return Answer(toast=words("toast-released", number=ticket["number"]), messages=left)


async def ask_to_close(_: CallbackQuery, callback_data: OnTicket, words: Words) -> Answer:
    ticket, number = callback_data.ticket, callback_data.number
    return Answer(toast=words("ticket-close-ask", number=number), buttons=close_keyboard(ticket, number, words))


async def close(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    writing = await is_writing_into(api, callback_data.ticket, query.from_user.id)
    ticket = await api.close(callback_data.ticket, as_=query.from_user.id)
    await renew_card(query, ticket["id"], api=api)
    left = left_behind(ticket["number"], words) if writing else ()
    return Answer(toast=words("toast-closed", number=ticket["number"]), messages=left)


async def keep(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    await renew_card(query, callback_data.ticket, api=api)
    return Answer(toast=words("toast-kept"))


async def reopen(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    ticket = await api.reopen(callback_data.ticket, as_=query.from_user.id)
    await renew_card(query, ticket["id"], api=api)
    return Answer(toast=words("toast-reopened", number=ticket["number"]))


async def show(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    shown = await api.show(callback_data.ticket, as_=query.from_user.id)
    return shown_answer(shown, callback_data.ticket, callback_data.number, words)


async def is_writing_into(api: Api, ticket: int, admin: int) -> bool:
    """Whether the admin's keyboard names this ticket, which they are about to leave."""
    focus = await api.current_focus(as_=admin)
    return focus["ticket"] is not None and focus["ticket"]["id"] == ticket


def left_behind(number: int, words: Words) -> tuple[Screen, ...]:
    return (Screen.of(words("focus-finished", number=number), ReplyKeyboardRemove()),)


def build_router() -> Router:
    router = Router(name="admin_ticket")
    acts: dict[TicketAct, Callable[..., Awaitable[Answer]]] = {
        "take": take,
        "release": release,
        "close": ask_to_close,
        "confirm": close,
        "keep": keep,
        "reopen": reopen,
        "show": show,
    }
    for act, handler in acts.items():
        router.callback_query.register(handler, OnTicket.filter(F.act == act))
    return router
