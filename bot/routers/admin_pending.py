"""Words that are kept until an admin says where they go, and deliveries that are tried again."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.keyboards.admin import pending_reopen_keyboard, pending_takeover_keyboard
from bot.keyboards.callbacks import AnswerPending, Retry, SettlePending
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.refusals import refusal_words
from bot.services.screens import NO_BUTTONS, Answer, Screen
from bot.services.words import Words


async def answer(query: CallbackQuery, callback_data: AnswerPending, api: Api, words: Words) -> Answer:
    try:
        ticket = await api.answer_pending(
            callback_data.ticket,
            as_=query.from_user.id,
            takeover=callback_data.takeover,
            reopen=callback_data.reopen,
        )
    except Refused as refused:
        return _moved_on(callback_data, refused, words)
    return Answer(screen=Screen.of(words("pending-answered", number=ticket["number"])))


def _moved_on(pressed: AnswerPending, refused: Refused, words: Words) -> Answer:
    """The ticket was taken or closed in the meantime: the same message asks about that."""
    questions = {"held_by_other": pending_takeover_keyboard, "ticket_closed": pending_reopen_keyboard}
    if refused.code not in questions:
        raise refused
    text = refusal_words(refused, words)
    return Answer(toast=text, screen=Screen.of(text, questions[refused.code](pressed.ticket, words)))


async def ask_as_user(query: CallbackQuery, api: Api, words: Words) -> Answer:
    asked = await api.ask_pending(as_=query.from_user.id)
    text = words("pending-waiting") if asked["outcome"] == "waiting" else words("pending-asked")
    return Answer(screen=Screen.of(text))


async def discard(query: CallbackQuery, api: Api, words: Words) -> Answer:
    count = await api.discard_pending(as_=query.from_user.id)
    if not count:
        return Answer(toast=words("refusal-nothing-waiting"), buttons=NO_BUTTONS)
    return Answer(screen=Screen.of(words("pending-discarded", count=count)))


async def retry(query: CallbackQuery, callback_data: Retry, api: Api, words: Words) -> Answer:
    await api.retry_delivery(callback_data.delivery, as_=query.from_user.id)
    return Answer(toast=words("retry-done"), buttons=NO_BUTTONS)


def build_router() -> Router:
    router = Router(name="admin_pending")
    router.callback_query.register(answer, AnswerPending.filter())
    router.callback_query.register(ask_as_user, SettlePending.filter(F.act == "ask"))
    router.callback_query.register(discard, SettlePending.filter(F.act == "discard"))
    router.callback_query.register(retry, Retry.filter())
    return router
