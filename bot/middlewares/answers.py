"""Shows what handlers answer. Every pressed button is answered, whatever happens: there is never a spinner."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, TelegramObject, User

from bot.services.actors import Actors
from bot.services.api_errors import ApiError, BackendAway, Refused
from bot.services.outgoing.styled import Styled
from bot.services.progress import answering_begins, has_begun_to_answer
from bot.services.refusals import refusal_words
from bot.services.renewal import renew
from bot.services.screens import TOAST_LIMIT, Answer, Screen, say

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
UNCHANGED = "message is not modified"
# The press came too long ago, as after a time without the bot: nobody looks at a spinner any more.
TOO_OLD = "query is too old"
# Telegram keeps old messages as they are; the reader gets a new one.
NOT_EDITABLE = ("message can't be edited", "message to edit not found", "message is too old")


class AnswerMiddleware(BaseMiddleware):
    """Turns a handler's Answer into Telegram's calls, and a refusal of the backend into words."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message | CallbackQuery)
        assert event.from_user is not None, "Commands and buttons come from people."
        bot: Bot = data["bot"]
        try:
            answer = await handler(event, data) or Answer()
        except ApiError as error:
            if isinstance(event, Message) and _is_the_desks(error) and not has_begun_to_answer():
                # Whoever typed need not type it again: the update is tried until the backend is back.
                raise
            answer = await _refused(error, event, event.from_user, data)
        except Exception:
            if isinstance(event, CallbackQuery):
                await _toast(bot, event, Answer(toast=data["actors"].words(event.from_user)("backend-failed")))
            raise
        # A toast that Telegram is slow to take, or does not take, is no reason to bring the press again.
        answering_begins()
        if isinstance(event, CallbackQuery):
            await _toast(bot, event, answer)
            await _change(bot, event, answer)
        for screen in answer.messages:
            await _send(bot, event.from_user.id, screen)
        for file in answer.files:
            data["files"].send(event.from_user.id, file, data["actors"].words(event.from_user))
        return answer


def _is_the_desks(error: ApiError) -> bool:
    """Nobody answered, or the backend does not know the bot, as while its token is replaced: no person is at fault."""
    return isinstance(error, BackendAway) or (isinstance(error, Refused) and error.status == 401)


async def _refused(error: ApiError, event: Message | CallbackQuery, person: User, data: dict[str, Any]) -> Answer:
    actors: Actors = data["actors"]
    if isinstance(error, Refused) and error.code in {"forbidden", "not_authenticated"}:
        actors.doubt(person.id)
    words = actors.words(person)
    if isinstance(event, Message):
        return say(refusal_words(error, words))
    change = await renew(event, error, api=data["api"], pressed=data.get("callback_data"), words=words)
    return Answer(toast=refusal_words(error, words), alert=True, screen=change.screen, buttons=change.buttons)


async def _toast(bot: Bot, query: CallbackQuery, answer: Answer) -> None:
    text = Styled.of(answer.toast).split(TOAST_LIMIT)[0].text or None
    try:
        await bot.answer_callback_query(query.id, text=text, show_alert=answer.alert or None)
    except TelegramBadRequest as error:
        if TOO_OLD not in error.message:
            raise


async def _change(bot: Bot, query: CallbackQuery, answer: Answer) -> None:
    """Bring the pressed message up to date, or send anew what it cannot become any more."""
    pressed = query.message
    if answer.screen is None:
        if answer.buttons is not None and isinstance(pressed, Message):
            await _change_buttons(bot, pressed, answer.buttons)
        return
    if not isinstance(pressed, Message):
        await _send(bot, query.from_user.id, answer.screen)
        return
    try:
        await bot.edit_message_text(
            chat_id=pressed.chat.id,
            message_id=pressed.message_id,
            text=answer.screen.text.text,
            entities=answer.screen.text.entities,
            reply_markup=answer.screen.buttons,
        )
    except TelegramBadRequest as error:
        if UNCHANGED in error.message:
            return
        if not any(phrase in error.message for phrase in NOT_EDITABLE):
            raise
        await _send(bot, query.from_user.id, answer.screen)


async def _change_buttons(bot: Bot, pressed: Message, buttons: InlineKeyboardMarkup) -> None:
    try:
        await bot.edit_message_reply_markup(
            chat_id=pressed.chat.id, message_id=pressed.message_id, reply_markup=buttons
        )
    except TelegramBadRequest as error:
        if not any(phrase in error.message for phrase in (UNCHANGED, *NOT_EDITABLE)):
            raise


async def _send(bot: Bot, chat_id: int, screen: Screen) -> None:
    await bot.send_message(
        chat_id,
        screen.text.text,
        entities=screen.text.entities,
        link_preview_options=None if screen.preview else LinkPreviewOptions(is_disabled=True),
        reply_markup=screen.keyboard,
    )
