"""The buttons of a person who asks."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.callbacks import OnOwnTicket, PickCategory, PickLanguage
from bot.keyboards.layout import button, category_name, in_rows, keyboard
from bot.services.api_types import Category, Language, Ticket, TicketRef
from bot.services.words import Words

LANGUAGE_BUTTONS: dict[Language, str] = {
    "uz": "button-language-uz",
    "ru": "button-language-ru",
    "en": "button-language-en",
}


def category_keyboard(categories: list[Category], reopen: TicketRef | None, words: Words) -> InlineKeyboardMarkup:
    """Going on with the last ticket comes first, then the categories."""
    first = [_reopen(reopen["id"], reopen["number"], words)] if reopen else []
    rows = in_rows((button(category_name(each, words), PickCategory(category=each["id"])) for each in categories), 1)
    return keyboard(first, *rows)


def language_keyboard(words: Words) -> InlineKeyboardMarkup:
    return keyboard(*([button(words(key), PickLanguage(language=code))] for code, key in LANGUAGE_BUTTONS.items()))


def reopen_keyboard(ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    return keyboard([_reopen(ticket, number, words)])


def own_ticket_keyboard(ticket: Ticket, words: Words) -> InlineKeyboardMarkup:
    """What the person may do with their own ticket now."""
    return own_acts_keyboard(ticket["id"], ticket["number"], ticket["actions"], words)


def own_acts_keyboard(ticket: int, number: int, acts: list[str], words: Words) -> InlineKeyboardMarkup:
    rows = []
    if "reopen" in acts:
        rows.append([_reopen(ticket, number, words)])
    if "close" in acts:
        rows.append([button(words("button-close"), OnOwnTicket(act="close", ticket=ticket, number=number))])
    rows.append([button(words("button-history"), OnOwnTicket(act="show", ticket=ticket, number=number))])
    return keyboard(*rows)


def own_close_keyboard(ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    """Closing asks once."""
    confirm = OnOwnTicket(act="confirm", ticket=ticket, number=number)
    keep = OnOwnTicket(act="keep", ticket=ticket, number=number)
    return keyboard(
        [button(words("button-close-confirm", number=number), confirm)], [button(words("button-keep"), keep)]
    )


def _reopen(ticket: int, number: int, words: Words) -> InlineKeyboardButton:
    return button(words("button-reopen-number", number=number), OnOwnTicket(act="reopen", ticket=ticket, number=number))
