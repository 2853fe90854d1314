"""A person's own tickets: `/ticket`, `/history`, and what can be done with them."""

from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.keyboards.admin import earlier_keyboard
from bot.keyboards.callbacks import ListTickets, OnOwnTicket, ShowEarlier
from bot.keyboards.menu import ticket_list_keyboard
from bot.keyboards.user import own_close_keyboard
from bot.services.api import Api
from bot.services.api_types import Page, ShownMessages, Ticket
from bot.services.cards import own_ticket_screen
from bot.services.screens import Answer, Screen, say
from bot.services.words import Words

PAGE = 8


async def current_ticket(message: Message, api: Api, words: Words) -> Answer:
    page = await api.list_tickets(as_=message.chat.id, box="own", limit=1)
    ticket = next((each for each in page["results"] if each["status"] != "closed"), None)
    if ticket is None:
        return say(words("ticket-none"))
    return Answer(messages=(own_ticket_screen(ticket, words),))


async def history(message: Message, api: Api, words: Words) -> Answer:
    page = await api.list_tickets(as_=message.chat.id, box="own", limit=PAGE)
    return Answer(messages=(_history_screen(page, words),))


async def turn_page(query: CallbackQuery, callback_data: ListTickets, api: Api, words: Words) -> Answer:
    page = await api.list_tickets(
        as_=query.from_user.id, box="own", after=callback_data.after, before=callback_data.before, limit=PAGE
    )
    return Answer(screen=_history_screen(page, words))


def _history_screen(page: Page[Ticket], words: Words) -> Screen:
    if not page["results"]:
        return Screen.of(words("ticket-history-empty"))
    return Screen.of(words("ticket-history-title"), ticket_list_keyboard(page, "own", words, datetime.now(UTC)))


async def ask_to_close(_: CallbackQuery, callback_data: OnOwnTicket, words: Words) -> Answer:
    ticket, number = callback_data.ticket, callback_data.number
    return Answer(toast=words("ticket-close-ask", number=number), buttons=own_close_keyboard(ticket, number, words))


async def close(query: CallbackQuery, callback_data: OnOwnTicket, api: Api, words: Words) -> Answer:
    ticket = await api.close(callback_data.ticket, as_=query.from_user.id)
    return Answer(toast=words("toast-closed", number=ticket["number"]), screen=own_ticket_screen(ticket, words))


async def keep(query: CallbackQuery, callback_data: OnOwnTicket, api: Api, words: Words) -> Answer:
    ticket = await api.get_ticket(callback_data.ticket, as_=query.from_user.id)
    return Answer(toast=words("toast-kept"), screen=own_ticket_screen(ticket, words))


async def reopen(query: CallbackQuery, callback_data: OnOwnTicket, api: Api, words: Words) -> Answer:
    ticket = await api.reopen(callback_data.ticket, as_=query.from_user.id)
    return Answer(toast=words("toast-reopened", number=ticket["number"]), screen=own_ticket_screen(ticket, words))


async def show(query: CallbackQuery, callback_data: OnOwnTicket, api: Api, words: Words) -> Answer:
    shown = await api.show(callback_data.ticket, as_=query.from_user.id)
    return shown_answer(shown, callback_data.ticket, callback_data.number, words)


async def show_earlier(query: CallbackQuery, callback_data: ShowEarlier, api: Api, words: Words) -> Answer:
    """Reads on in a history, for whoever may read it: the person who asked, or an admin."""
    shown = await api.show(callback_data.ticket, as_=query.from_user.id, before=callback_data.before)
    return shown_answer(shown, callback_data.ticket, callback_data.number, words)


def shown_answer(shown: ShownMessages, ticket: int, number: int, words: Words) -> Answer:
    """The messages themselves come as deliveries; where there are earlier ones, a button leads to them."""
    toast = words("ticket-shown", count=shown["count"])
    if shown["more"] is None:
        return Answer(toast=toast)
    text = words("ticket-earlier", number=number, count=shown["count"])
    return Answer(toast=toast, messages=(Screen.of(text, earlier_keyboard(ticket, number, shown["more"], words)),))


def build_router() -> Router:
    router = Router(name="user_ticket")
    router.message.register(current_ticket, Command("ticket"))
    router.message.register(history, Command("history"))
    router.callback_query.register(turn_page, ListTickets.filter(F.box == "own"))
    router.callback_query.register(show_earlier, ShowEarlier.filter())
    router.callback_query.register(ask_to_close, OnOwnTicket.filter(F.act == "close"))
    router.callback_query.register(close, OnOwnTicket.filter(F.act == "confirm"))
    router.callback_query.register(keep, OnOwnTicket.filter(F.act == "keep"))
    router.callback_query.register(reopen, OnOwnTicket.filter(F.act == "reopen"))
    router.callback_query.register(show, OnOwnTicket.filter(F.act == "show"))
    return router
