"""The backend says facts, the bot says words: cards, marks and notices in their reader's language."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aiogram.methods import DeleteMyCommands, SendMessage, SetMyCommands
from aiogram.types import BotCommandScopeChat, ReplyKeyboardRemove, ReplyParameters

from bot.commands import commands_of
from bot.keyboards.admin import (
    loose_keyboard,
    pending_reopen_keyboard,
    pending_takeover_keyboard,
    retry_keyboard,
)
from bot.keyboards.layout import category_name, keyboard
from bot.keyboards.menu import menu_row, open_button
from bot.keyboards.user import category_keyboard, closed_keyboard
from bot.services.api_types import Category, Delivery
from bot.services.calls import Call
from bot.services.cards import render_card, render_mark
from bot.services.outgoing.styled import TEXT_LIMIT, Styled
from bot.services.screens import Screen
from bot.services.words import Words

Facts = dict[str, Any]
CLOSED_BY = {"user": "notice-closed-by-user", "admin": "notice-closed-by-admin", "system": "notice-closed-by-system"}


def render(delivery: Delivery, words: Words, *, now: datetime | None = None) -> list[Call]:
    """The calls that bring a card, a mark or a notice to its chat."""
    match delivery["kind"]:
        case "card":
            return render_card(delivery, words, now or datetime.now(UTC))
        case "mark":
            return render_mark(delivery, words, now or datetime.now(UTC))
        case _:
            return _notice(delivery, words)


def _notice(delivery: Delivery, words: Words) -> list[Call]:
    facts = delivery["data"]
    screen = NOTICES[facts["code"]](facts, words)
    reply = delivery["reply_to"]
    quoted = ReplyParameters(message_id=reply, allow_sending_without_reply=True) if reply else None
    first, *rest = screen.text.pieces(TEXT_LIMIT)
    calls = [
        Call(
            SendMessage(
                chat_id=delivery["chat_id"],
                text=first.text,
                entities=first.entities,
                reply_parameters=quoted,
                reply_markup=screen.keyboard,
            ),
            refs=[None],
        )
    ]
    calls += [Call(SendMessage(chat_id=delivery["chat_id"], text=part.text), refs=[None]) for part in rest]
    return calls + _role_commands(delivery["chat_id"], facts, words)


def _role_commands(chat_id: int, facts: Facts, words: Words) -> list[Call]:
    """Whoever becomes an admin gets an admin's commands, and whoever ceases to be one loses them."""
    scope = BotCommandScopeChat(chat_id=chat_id)
    if facts["code"] == "dismissed":
        return [Call(DeleteMyCommands(scope=scope))]
    if facts["code"] in {"appointed", "access_changed"}:
        return [Call(SetMyCommands(commands=commands_of("admin", words), scope=scope))]
    return []


# ------------------------------------------------------------------ to a person who asks


def choose_category_screen(facts: Facts, words: Words) -> Screen:
    """The question where words belong: also what `/start` asks."""
    lines = [words("start-choose")]
    if facts["waiting"]:
        lines.append(words("start-waiting", count=facts["waiting"]))
    if facts["reopen"]:
        lines.append(words("start-reopen", number=facts["reopen"]["number"]))
    return Screen.of("\n\n".join(lines), category_keyboard(facts["categories"], facts["reopen"], words))


def _no_categories(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("start-no-categories"))


def _ticket_opened(facts: Facts, words: Words) -> Screen:
    category = category_name(facts["category"], words)
    return Screen.of(words("notice-ticket-opened", number=facts["number"], category=category))


def _ticket_taken(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-ticket-taken", number=facts["number"], admin=facts["admin"]))


def _ticket_transferred(facts: Facts, words: Words) -> Screen:
    number = facts["number"]
    if facts["admin"]:
        return Screen.of(words("notice-ticket-moved-admin", number=number, admin=facts["admin"]))
    if facts["category"]:
        category = category_name(facts["category"], words)
        return Screen.of(words("notice-ticket-moved-category", number=number, category=category))
    return Screen.of(words("notice-ticket-moved", number=number))


def _ticket_closed(facts: Facts, words: Words) -> Screen:
    closing, can_reopen = facts.get("closing"), facts["can_reopen"]
    lines = [words(CLOSED_BY[facts["by"]], number=facts["number"])]
    if closing is not None:
        lines.append(words("notice-rate"))
    if can_reopen:
        lines.append(words("notice-can-reopen"))
    offer = closed_keyboard(facts["ticket"], facts["number"], words, closing=closing, can_reopen=can_reopen)
    return Screen.of("\n\n".join(lines), offer)


def _rating_thanks(facts: Facts, words: Words) -> Screen:
    """The question for a comment: what is sent as a reply to it is one, and nothing else is."""
    return Screen.of(words("notice-rating-thanks", number=facts["number"]))


def _ticket_reopened(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-ticket-reopened", number=facts["number"]))


def _not_delivered(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-not-delivered", number=facts["number"]))


def _person_blocked(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-person-blocked"))


def _person_unblocked(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-person-unblocked"))


# ------------------------------------------------------------------ to an admin


def _loose_message(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-loose"), loose_keyboard(facts["tickets"], words))


def _confirm_takeover(facts: Facts, words: Words) -> Screen:
    ticket = facts["ticket"]
    text = words("notice-confirm-takeover", number=ticket["number"], admin=facts["admin"])
    return Screen.of(text, pending_takeover_keyboard(ticket["id"], words))


def _confirm_reopen(facts: Facts, words: Words) -> Screen:
    ticket = facts["ticket"]
    text = words("notice-confirm-reopen", number=ticket["number"])
    return Screen.of(text, pending_reopen_keyboard(ticket["id"], words))


def _user_closed(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-user-closed", number=facts["number"], name=facts["name"]))


def _rated(facts: Facts, words: Words) -> Screen:
    number, name, value, before = facts["number"], facts["name"], facts["value"], facts["before"]
    text = words("notice-rated", number=number, name=name, value=value)
    if before is not None:
        text = words("notice-rating-changed", number=number, name=name, value=value, before=before)
    return Screen(Styled.of(f"{'⭐' * value}\n{text}"), keyboard([open_button(facts["ticket"], number, words)]))


def _delivery_blocked(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-delivery-blocked", number=facts["number"], name=facts["name"]))


def _delivery_failed(facts: Facts, words: Words) -> Screen:
    if facts["error"]:
        text = words("notice-delivery-failed", number=facts["number"], error=facts["error"])
    else:
        text = words("notice-delivery-failed-silently", number=facts["number"])
    return Screen.of(text, retry_keyboard(facts["delivery"], words) if facts["can_retry"] else None)


def _appointed(facts: Facts, words: Words) -> Screen:
    return _access(words("notice-appointed"), facts, words)


def _access_changed(facts: Facts, words: Words) -> Screen:
    return _access(words("notice-access-changed"), facts, words)


def _access(title: str, facts: Facts, words: Words) -> Screen:
    categories: list[Category] = facts["categories"]
    lines = []
    if facts["is_super_admin"]:
        lines.append(words("notice-is-super-admin"))
    if categories:
        names = ", ".join(category_name(each, words) for each in categories)
        lines.append(words("notice-categories", names=names))
    elif not facts["is_super_admin"]:
        lines.append(words("notice-no-categories-bound"))
    return Screen(Styled.bold(title) + Styled.of("\n" + "\n".join(lines)), keyboard(menu_row(words)))


def _dismissed(facts: Facts, words: Words) -> Screen:
    return Screen.of(words("notice-dismissed"), ReplyKeyboardRemove())


NOTICES: dict[str, Callable[[Facts, Words], Screen]] = {
    "choose_category": choose_category_screen,
    "no_categories": _no_categories,
    "ticket_opened": _ticket_opened,
    "ticket_taken": _ticket_taken,
    "ticket_transferred": _ticket_transferred,
    "ticket_closed": _ticket_closed,
    "ticket_reopened": _ticket_reopened,
    "not_delivered": _not_delivered,
    "person_blocked": _person_blocked,
    "person_unblocked": _person_unblocked,
    "loose_message": _loose_message,
    "confirm_takeover": _confirm_takeover,
    "confirm_reopen": _confirm_reopen,
    "user_closed": _user_closed,
    "rating_thanks": _rating_thanks,
    "rated": _rated,
    "delivery_blocked": _delivery_blocked,
    "delivery_failed": _delivery_failed,
    "appointed": _appointed,
    "access_changed": _access_changed,
    "dismissed": _dismissed,
}
