"""The buttons of a person who asks."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.callbacks import OnOwnTicket, PickCategory, PickLanguage, Rate
from bot.keyboards.layout import Row, button, category_name, in_rows, keyboard
from bot.services.api_types import Category, Language, Ticket, TicketRef
from bot.services.words import Words

LANGUAGE_BUTTONS: dict[Language, str] = {
    "uz": "button-language-uz",
    "ru": "button-language-ru",
    "en": "button-language-en",
}

# From bad to very good.
STARS = range(1, 6)


def category_keyboard(categories: list[Category], reopen: TicketRef | None, words: Words) -> InlineKeyboardMarkup:
    """Going on with the last ticket comes first, then the categories."""
    first = [_reopen(reopen["id"], reopen["number"], words)] if reopen else []
    rows = in_rows((button(category_name(each, words), PickCategory(category=each["id"])) for each in categories), 1)
    return keyboard(first, *rows)


def language_keyboard(words: Words) -> InlineKeyboardMarkup:
    return keyboard(*([button(words(key), PickLanguage(language=code))] for code, key in LANGUAGE_BUTTONS.items()))


def closed_keyboard(
    ticket: int, number: int, words: Words, *, closing: int | None, can_reopen: bool
) -> InlineKeyboardMarkup | None:
    """Below the word that a ticket is closed: how it was, and a way back. A closing of old times cannot be rated."""
    if closing is None and not can_reopen:
        return None
    rating = rating_row(closing) if closing is not None else []
    return keyboard(rating, [_reopen(ticket, number, words)] if can_reopen else [])


def rating_row(closing: int, chosen: int | None = None) -> Row:
    """Five buttons; the chosen one is marked, and the others still change it."""
    return [
        button(f"✅ {value}" if value == chosen else f"{value} ⭐", Rate(closing=closing, value=value))
        for value in STARS
    ]


def with_rating(shown: InlineKeyboardMarkup | None, closing: int, chosen: int) -> InlineKeyboardMarkup:
    """The same buttons, with another one chosen."""
    rows = shown.inline_keyboard if shown else []
    return keyboard(*(rating_row(closing, chosen) if _is_rating(row) else row for row in rows))


def without_rating(shown: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup:
    """What is left when it is too late to rate."""
    rows = shown.inline_keyboard if shown else []
    return keyboard(*(row for row in rows if not _is_rating(row)))


def _is_rating(row: Row) -> bool:
    return any((each.callback_data or "").startswith(f"{Rate.__prefix__}:") for each in row)


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
