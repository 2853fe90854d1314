"""The buttons of saved replies, and of blocking the one who asked."""

from aiogram.types import InlineKeyboardMarkup

from bot.keyboards.admin import cancel_row
from bot.keyboards.callbacks import BlockPerson, BlockReason, ListReplies, OnReply
from bot.keyboards.layout import Row, button, in_rows, keyboard
from bot.services.api_reply_types import SavedReply
from bot.services.api_types import Page
from bot.services.words import Words

READY_REASONS: dict[BlockReason, str] = {
    "spam": "block-reason-spam",
    "abuse": "block-reason-abuse",
    "fraud": "block-reason-fraud",
}


def replies_keyboard(page: Page[SavedReply], ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    """One button for each reply, then the pages and the way out."""
    rows = [
        [button(reply_label(each), OnReply(act="show", reply=each["id"], ticket=ticket, number=number))]
        for each in page["results"]
    ]
    pages: Row = []
    if page["previous"] and page["results"]:
        earlier = ListReplies(ticket=ticket, number=number, way="b", row=page["results"][0]["id"])
        pages.append(button(words("button-previous"), earlier))
    if page["next"] and page["results"]:
        later = ListReplies(ticket=ticket, number=number, way="a", row=page["results"][-1]["id"])
        pages.append(button(words("button-next"), later))
    return keyboard(*rows, pages, cancel_row(words))


def reply_label(reply: SavedReply) -> str:
    return f"📎 {reply['title']}" if reply["files"] else reply["title"]


def preview_keyboard(reply: int, ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    send = OnReply(act="send", reply=reply, ticket=ticket, number=number)
    return keyboard([button(words("button-send"), send)], _back_to_list(ticket, number, words))


def overtake_keyboard(reply: int, ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    over = OnReply(act="over", reply=reply, ticket=ticket, number=number)
    return keyboard([button(words("button-takeover"), over)], _back_to_list(ticket, number, words))


def _back_to_list(ticket: int, number: int, words: Words) -> Row:
    return [button(words("button-back"), ListReplies(ticket=ticket, number=number))]


def reasons_keyboard(ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    """Three reasons that are ready, and one that is typed."""
    ready = [
        button(words(key), BlockPerson(act="ask", reason=reason, ticket=ticket, number=number))
        for reason, key in READY_REASONS.items()
    ]
    other = BlockPerson(act="ask", reason="typed", ticket=ticket, number=number)
    return keyboard(*in_rows([*ready, button(words("button-other-reason"), other)], 2), cancel_row(words))


def block_keyboard(reason: BlockReason, ticket: int, number: int, words: Words) -> InlineKeyboardMarkup:
    """Blocking asks once."""
    block = BlockPerson(act="do", reason=reason, ticket=ticket, number=number)
    return keyboard([button(words("button-block-confirm"), block)], cancel_row(words))
