"""The buttons of an admin: a ticket's card, what an admin typed and where it goes, the menu and its lists."""

import re
from functools import cache

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.keyboards.callbacks import (
    AnswerPending,
    Cancel,
    OnTicket,
    Retry,
    SettlePending,
    ShowEarlier,
    TakeOver,
    TicketAct,
    TransferTo,
)
from bot.keyboards.layout import Row, button, category_name, in_rows, keyboard, shorten
from bot.services.api_types import Mode, Ticket, TransferTargets
from bot.services.words import LANGUAGES, Words

CARD_ROWS: tuple[tuple[TicketAct, ...], ...] = (
    ("take", "answer"),
    ("saved_replies",),
    ("release", "transfer", "note"),
    ("show",),
    ("reopen", "close"),
    ("block", "unblock"),
)
ACT_BUTTONS: dict[str, str] = {
    "take": "button-take",
    "answer": "button-answer",
    "release": "button-release",
    "transfer": "button-transfer",
    "note": "button-note",
    "show": "button-history",
    "reopen": "button-reopen",
    "close": "button-close",
    "saved_replies": "button-replies",
    "block": "button-block",
    "unblock": "button-unblock",
}
PLACEHOLDERS: dict[Mode, str] = {"answer": "focus-placeholder-answer", "note": "focus-placeholder-note"}


# ------------------------------------------------------------------ a ticket's card


def card_keyboard(ticket: Ticket, words: Words) -> InlineKeyboardMarkup:
    """Just what the backend says that this reader may do now."""
    allowed = set(ticket["actions"])
    rows = [[_act(act, ticket, words) for act in row if act in allowed] for row in CARD_ROWS]
    return keyboard(*rows)


def _act(act: TicketAct, ticket: Ticket, words: Words) -> InlineKeyboardButton:
    return button(words(ACT_BUTTONS[act]), OnTicket(act=act, ticket=ticket["id"], number=ticket["number"]))


def close_keyboard(ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    """Closing asks once."""
    confirm = OnTicket(act="confirm", ticket=ticket, number=number)
    keep = OnTicket(act="keep", ticket=ticket, number=number)
    return keyboard(
        [button(words("button-close-confirm", number=number), confirm)], [button(words("button-keep"), keep)]
    )


def earlier_keyboard(ticket: int, number: int, before: int, words: Words) -> InlineKeyboardMarkup:
    earlier = ShowEarlier(ticket=ticket, number=number, before=before)
    return keyboard([button(words("button-earlier"), earlier)])


def transfer_keyboard(ticket: int, targets: TransferTargets, words: Words) -> InlineKeyboardMarkup:
    categories = [
        button(f"🏷 {category_name(each, words)}", TransferTo(kind="category", ticket=ticket, target=each["id"]))
        for each in targets["categories"]
    ]
    admins = [
        button(f"👤 {each['first_name']}", TransferTo(kind="admin", ticket=ticket, target=each["id"]))
        for each in targets["admins"]
    ]
    return keyboard(*in_rows(categories, 1), *in_rows(admins, 2), cancel_row(words))


def cancel_row(words: Words) -> Row:
    return [button(words("button-cancel"), Cancel())]


# ------------------------------------------------------------------ writing into a ticket


def focus_keyboard(number: int, mode: Mode, words: Words) -> ReplyKeyboardMarkup:
    """One button, which also says into which ticket one is writing."""
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=words("button-done", number=number))]],
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=words(PLACEHOLDERS[mode], number=number),
    )


@cache
def done_label() -> re.Pattern[str]:
    """Matches what the Done button sends, in whichever language it was shown."""
    labels = (re.escape(Words(language)("button-done", number="0")).replace("0", r"\d+") for language in LANGUAGES)
    return re.compile("|".join(labels))


def takeover_keyboard(ticket: int, mode: Mode, words: Words) -> InlineKeyboardMarkup:
    text = words("button-takeover") if mode == "answer" else words("button-takeover-note")
    return keyboard([button(text, TakeOver(ticket=ticket, mode=mode))], cancel_row(words))


# ------------------------------------------------------------------ what is held until its question is answered


def loose_keyboard(tickets: list[dict[str, object]], words: Words) -> InlineKeyboardMarkup:
    """Where loose text may go: one of the admin's tickets, the admin's own question, or nowhere."""
    answers = [
        button(
            words("button-answer-number", number=str(each["number"]), name=shorten(str(each["first_name"]), 24)),
            AnswerPending(ticket=int(str(each["id"]))),
        )
        for each in tickets
    ]
    ask = button(words("button-ask"), SettlePending(act="ask"))
    return keyboard(*in_rows(answers, 1), [ask], _discard_row(words))


def pending_takeover_keyboard(ticket: int, words: Words) -> InlineKeyboardMarkup:
    answer = AnswerPending(ticket=ticket, takeover=True)
    return keyboard([button(words("button-takeover"), answer)], _discard_row(words))


def pending_reopen_keyboard(ticket: int, words: Words) -> InlineKeyboardMarkup:
    answer = AnswerPending(ticket=ticket, reopen=True)
    return keyboard([button(words("button-reopen-answer"), answer)], _discard_row(words))


def retry_keyboard(delivery: int, words: Words) -> InlineKeyboardMarkup:
    return keyboard([button(words("button-retry"), Retry(delivery=delivery))])


def _discard_row(words: Words) -> Row:
    return [button(words("button-discard"), SettlePending(act="discard"))]
