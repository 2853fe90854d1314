"""Writing into a ticket until Done is pressed, and taking back one's own answers.

Which ticket it is, is kept by the backend: a restart of the bot sends no word to the wrong person.
"""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, ReplyKeyboardRemove
from magic_filter import RegexpMode

from bot.keyboards.admin import done_label, focus_keyboard, takeover_keyboard
from bot.keyboards.callbacks import OnTicket, TakeOver
from bot.services.actors import AdminFilter
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.api_types import Focus, Mode
from bot.services.screens import NO_BUTTONS, Answer, Screen, say
from bot.services.words import Words

MODES: dict[Mode, str] = {"answer": "focus-answer", "note": "focus-note"}


async def write_into(
    query: CallbackQuery, callback_data: OnTicket, api: Api, state: FSMContext, words: Words
) -> Answer:
    mode: Mode = "note" if callback_data.act == "note" else "answer"
    try:
        focus = await api.focus(callback_data.ticket, as_=query.from_user.id, mode=mode)
    except Refused as refused:
        if refused.code != "held_by_other":
            raise
        return _ask_to_take_over(callback_data, mode, refused, words)
    await state.clear()
    return Answer(messages=(_focused(focus, mode, words),))


def _ask_to_take_over(pressed: OnTicket, mode: Mode, refused: Refused, words: Words) -> Answer:
    if refused.data.get("admin"):
        text = words("takeover-ask", number=pressed.number, admin=str(refused.data["admin"]))
    else:
        text = words("takeover-ask-somebody", number=pressed.number)
    return Answer(messages=(Screen.of(text, takeover_keyboard(pressed.ticket, mode, words)),))


async def take_over(query: CallbackQuery, callback_data: TakeOver, api: Api, state: FSMContext, words: Words) -> Answer:
    focus = await api.focus(callback_data.ticket, as_=query.from_user.id, mode=callback_data.mode, takeover=True)
    await state.clear()
    return Answer(buttons=NO_BUTTONS, messages=(_focused(focus, callback_data.mode, words),))


def _focused(focus: Focus, mode: Mode, words: Words) -> Screen:
    ticket = focus["ticket"]
    assert ticket is not None, "Whoever begins to write, writes into a ticket."
    text = words(MODES[mode], number=ticket["number"], name=ticket["user_detail"]["first_name"])
    return Screen.of(text, focus_keyboard(ticket["number"], mode, words))


async def finish(message: Message, api: Api, words: Words) -> Answer:
    """The Done button. Pressed twice, or below a ticket that moved on, it is an old button and no message."""
    left = await api.finish(as_=message.chat.id)
    ticket = left["ticket"]
    text = words("focus-finished", number=ticket["number"]) if ticket else words("focus-none")
    return Answer(messages=(Screen.of(text, ReplyKeyboardRemove()),))


async def delete_answer(message: Message, bot: Bot, api: Api, words: Words) -> Answer:
    if message.reply_to_message is None:
        return say(words("delete-how"))
    await api.delete_message(bot_id=bot.id, message_id=message.reply_to_message.message_id, as_=message.chat.id)
    return say(words("delete-done"))


def build_router() -> Router:
    router = Router(name="admin_answer")
    router.callback_query.register(write_into, OnTicket.filter(F.act.in_({"answer", "note"})))
    router.callback_query.register(take_over, TakeOver.filter())
    router.message.register(finish, F.text.regexp(done_label(), mode=RegexpMode.FULLMATCH), AdminFilter())
    router.message.register(delete_answer, Command("delete"))
    return router
