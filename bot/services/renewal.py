"""What becomes of a message whose button was refused: it is brought up to date, so that nobody presses it again."""

from contextlib import suppress

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.keyboards.callbacks import OnOwnTicket, OnTicket, PickCategory, Rate, TakeOver, TransferTo
from bot.keyboards.user import without_rating
from bot.services.api import Api
from bot.services.api_errors import ApiError, Refused
from bot.services.cards import own_ticket_screen
from bot.services.screens import NO_BUTTONS, Answer
from bot.services.words import Words

# After these the whole message is of no use to this person any more.
OVER = {"forbidden", "not_found", "nothing_waiting"}
# Nothing is wrong with the button: it was pressed too often within a minute.
LATER = "rate_limited"
KEEP = Answer()
STRIP = Answer(buttons=NO_BUTTONS)


async def renew(
    query: CallbackQuery, error: ApiError, *, api: Api, pressed: CallbackData | None, words: Words
) -> Answer:
    """What the pressed message becomes. While the backend is away, or asks for patience, it stays: the press can be
    repeated."""
    is_over = isinstance(error, Refused) and (error.code in OVER or isinstance(pressed, TakeOver | TransferTo))
    match pressed:
        case _ if not isinstance(error, Refused) or error.code == LATER:
            return KEEP
        case OnTicket() if not is_over:
            await renew_card(query, pressed.ticket, api=api)
            return KEEP
        case OnOwnTicket():
            return await _renew_own_ticket(query, pressed.ticket, api=api, words=words)
        case Rate():
            return Answer(buttons=without_rating(shown_buttons(query)))
        case PickCategory():
            return Answer(buttons=_without_pressed(query))
        case _:
            return STRIP if is_over else KEEP


async def renew_card(query: CallbackQuery, ticket: int, *, api: Api) -> None:
    """The backend knows which card stands at that message, and marks it by a delivery: be it the last or an old one."""
    message_id = query.message.message_id if query.message else None
    with suppress(ApiError):
        await api.card(ticket, as_=query.from_user.id, message_id=message_id)


async def _renew_own_ticket(query: CallbackQuery, ticket: int, *, api: Api, words: Words) -> Answer:
    try:
        current = await api.get_ticket(ticket, as_=query.from_user.id)
    except ApiError:
        return STRIP
    return Answer(screen=own_ticket_screen(current, words))


def shown_buttons(query: CallbackQuery) -> InlineKeyboardMarkup | None:
    """What stands below the pressed message, where Telegram still shows it to us."""
    return query.message.reply_markup if isinstance(query.message, Message) else None


def _without_pressed(query: CallbackQuery) -> InlineKeyboardMarkup:
    markup = shown_buttons(query)
    rows = markup.inline_keyboard if markup else []
    left = [[each for each in row if each.callback_data != query.data] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=[row for row in left if row])
