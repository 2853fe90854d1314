"""Saved replies from a ticket's card: chosen from a list, looked at as the person would get them, and sent."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.keyboards.callbacks import ListReplies, OnReply, OnTicket
from bot.keyboards.replies import overtake_keyboard
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.replies import preview, replies_screen
from bot.services.screens import Answer, Screen
from bot.services.words import Words


async def offer(query: CallbackQuery, callback_data: OnTicket, api: Api, words: Words) -> Answer:
    """The list comes as a message of its own: the card stays."""
    ticket, number = callback_data.ticket, callback_data.number
    screen = await replies_screen(api, ticket, number, as_=query.from_user.id, words=words)
    if screen is None:
        return Answer(toast=words("replies-none"), alert=True)
    return Answer(messages=(screen,))


async def turn_page(query: CallbackQuery, callback_data: ListReplies, api: Api, words: Words) -> Answer:
    ticket, number, row = callback_data.ticket, callback_data.number, callback_data.row
    after, before = (row, None) if callback_data.way == "a" else (None, row)
    screen = await replies_screen(api, ticket, number, as_=query.from_user.id, words=words, after=after, before=before)
    return Answer(screen=screen or Screen.of(words("replies-none")))


async def show(query: CallbackQuery, callback_data: OnReply, api: Api, words: Words) -> Answer:
    reply = await api.get_saved_reply(callback_data.reply, callback_data.ticket, as_=query.from_user.id)
    return preview(reply, callback_data.ticket, callback_data.number, words)


async def send(query: CallbackQuery, callback_data: OnReply, api: Api, words: Words) -> Answer:
    """Sent, the ticket's card follows as it stands now."""
    ticket, number, reply = callback_data.ticket, callback_data.number, callback_data.reply
    takeover = callback_data.act == "over"
    try:
        await api.send_saved_reply(ticket, reply, as_=query.from_user.id, takeover=takeover)
    except Refused as refused:
        if refused.code != "held_by_other":
            raise
        return _ask_to_take_over(callback_data, refused, words)
    await api.card(ticket, as_=query.from_user.id)
    done = words("replies-sent", number=number)
    return Answer(toast=done, screen=Screen.of(done))


def _ask_to_take_over(pressed: OnReply, refused: Refused, words: Words) -> Answer:
    admin = str(refused.data.get("admin") or words("refusal-somebody"))
    text = words("takeover-ask", number=pressed.number, admin=admin)
    buttons = overtake_keyboard(pressed.reply, pressed.ticket, pressed.number, words)
    return Answer(screen=Screen.of(text, buttons))


def build_router() -> Router:
    router = Router(name="admin_replies")
    router.callback_query.register(offer, OnTicket.filter(F.act == "saved_replies"))
    router.callback_query.register(turn_page, ListReplies.filter())
    router.callback_query.register(show, OnReply.filter(F.act == "show"))
    router.callback_query.register(send, OnReply.filter())
    return router
