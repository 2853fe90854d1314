"""The lists of tickets: an admin's own, the new, the waiting, the closed; and opening one of them."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.keyboards.callbacks import ListTickets, OpenTicket
from bot.services.api import Api
from bot.services.lists import tickets_screen
from bot.services.screens import Answer
from bot.services.words import Words


async def show_list(query: CallbackQuery, callback_data: ListTickets, api: Api, words: Words) -> Answer:
    box, after, before = callback_data.box, callback_data.after, callback_data.before
    screen = await tickets_screen(api, box, as_=query.from_user.id, words=words, after=after, before=before)
    return Answer(screen=screen)


async def open_ticket(query: CallbackQuery, callback_data: OpenTicket, api: Api) -> Answer:
    """The card comes as a delivery, so that a reply to it answers the ticket."""
    await api.card(callback_data.ticket, as_=query.from_user.id)
    return Answer()


def build_router() -> Router:
    router = Router(name="admin_queue")
    router.callback_query.register(show_list, ListTickets.filter(F.box != "own"))
    router.callback_query.register(open_ticket, OpenTicket.filter())
    return router
