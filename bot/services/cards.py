"""A ticket as a message: what it is, whose, how long it waits, who holds it; and what may be done about it."""

from datetime import datetime
from typing import Any

from aiogram.methods import EditMessageText, SendMessage

from bot.keyboards.admin import card_keyboard
from bot.keyboards.layout import category_name, shorten
from bot.keyboards.user import own_ticket_keyboard
from bot.services.api_types import Content, Delivery, Ticket
from bot.services.calls import Call
from bot.services.durations import waiting_words
from bot.services.outgoing.styled import TEXT_LIMIT, Styled
from bot.services.screens import Screen
from bot.services.words import Words

# Room for the lines above a text, so that a card that once held it also holds it when the lines grow.
ROOM_FOR_LINES = 900
# As much of the tags as stands in one line.
TAGS_SHOWN = 100
REASONS = {
    "new": "card-new",
    "waiting": "card-waiting",
    "released": "card-released",
    "transferred": "card-transferred",
    "reopened": "card-reopened",
    "taken": "card-taken",
    "closed": "card-closed",
    "shown": "card-shown",
}
STATUSES = {"new": "card-status-new", "taken": "card-status-taken", "closed": "card-status-closed"}
# What is normal is not worth a line.
PRIORITIES = {"low": "card-priority-low", "high": "card-priority-high", "urgent": "card-priority-urgent"}
OWN_STATUSES = {"new": "ticket-status-new", "taken": "ticket-status-taken", "closed": "ticket-status-closed"}
# Where a card cannot be changed any more, the reader gets a fresh one.
NOT_EDITABLE = ("message can't be edited", "message to edit not found")


def render_card(delivery: Delivery, words: Words, now: datetime) -> list[Call]:
    """The card with its text inside; a text too long for that follows as a message of its own."""
    data = delivery["data"]
    content: Content | None = data.get("content")
    screen = card_screen(data, delivery["chat_id"], words, now)
    card = Call(
        SendMessage(
            chat_id=delivery["chat_id"],
            text=screen.text.text,
            entities=screen.text.entities,
            reply_markup=screen.keyboard,
        ),
        refs=[content.get("message") if content and fits_inside(content) else None],
    )
    if content is None or fits_inside(content):
        return [card]
    pieces = Styled.of(content["text"], content["entities"]).pieces(TEXT_LIMIT)
    return [
        card,
        *(
            Call(
                SendMessage(chat_id=delivery["chat_id"], text=piece.text, entities=piece.entities),
                refs=[content.get("message")],
                follows=True,
            )
            for piece in pieces
        ),
    ]


def render_mark(delivery: Delivery, words: Words, now: datetime) -> list[Call]:
    """The card that is there already, as the ticket stands now. What it says of why it came gives way to the status."""
    target = delivery["target"]
    if target is None or not target["sent"]:
        return []
    data = {**target["data"], "ticket": delivery["data"]["ticket"]}
    chat_id = delivery["chat_id"]
    screen = card_screen(_outdated(data), chat_id, words, now)
    edit = EditMessageText(
        chat_id=chat_id,
        message_id=target["sent"][0]["message_id"],
        text=screen.text.text,
        entities=screen.text.entities,
        reply_markup=screen.buttons,
    )
    anew: Delivery = {**delivery, "data": data}
    return [Call(edit, otherwise=lambda: render_card(anew, words, now), when=NOT_EDITABLE)]


def card_screen(data: dict[str, Any], reader: int, words: Words, now: datetime) -> Screen:
    """The card for its reader: the person who asked sees their own ticket, everybody else is staff."""
    ticket: Ticket = data["ticket"]
    if ticket["user_detail"]["telegram_id"] == reader:
        return own_ticket_screen(ticket, words)
    text = _lines(ticket, data["reason"], data.get("by"), words, now)
    content: Content | None = data.get("content")
    said = Styled.of("")
    if content is not None and fits_inside(content):
        said = Styled.of("\n\n") + Styled.of(content["text"], content["entities"])
    labels = Styled.of("".join(f"\n{line}" for line in _labels(ticket, words)))
    # Where names and words leave no room for them, labels give way.
    if text.length + labels.length + said.length <= TEXT_LIMIT:
        text = text + labels
    return Screen(text + said, card_keyboard(ticket, words))


def fits_inside(content: Content) -> bool:
    return Styled.of(content["text"]).length <= TEXT_LIMIT - ROOM_FOR_LINES


def own_ticket_screen(ticket: Ticket, words: Words) -> Screen:
    """What a person sees of their own ticket."""
    title = words("ticket-title", number=ticket["number"], category=category_name(ticket["category_detail"], words))
    lines = [own_status(ticket, words), *_stars(ticket, words)]
    if ticket["status"] != "closed":
        lines.append(words("ticket-hint"))
    text = Styled.bold(title) + Styled.of("\n" + "\n".join(lines))
    return Screen(text, own_ticket_keyboard(ticket, words))


def own_status(ticket: Ticket, words: Words) -> str:
    key = OWN_STATUSES[ticket["status"]]
    return words(key, admin=holder_name(ticket, words)) if ticket["status"] == "taken" else words(key)


def holder_name(ticket: Ticket, words: Words) -> str:
    return ticket["admin_detail"]["first_name"] if ticket["admin_detail"] else words("refusal-somebody")


def person_name(ticket: Ticket) -> str:
    """First and last name, and the @name where there is one."""
    person = ticket["user_detail"]
    name = " ".join(part for part in (person["first_name"], person["last_name"]) if part)
    return f"{name} (@{person['username']})" if person["username"] else name


def _lines(ticket: Ticket, reason: str, by: str | None, words: Words, now: datetime) -> Styled:
    title = [words(REASONS.get(reason, "card-shown")), f"#{ticket['number']}"]
    if by:
        title.append(by)
    lines = [
        f"🏷 {category_name(ticket['category_detail'], words)}",
        f"👤 {person_name(ticket)}",
        *_state(ticket, words),
    ]
    if ticket["waiting_since"] and ticket["status"] != "closed":
        lines.append(words("card-waits", duration=waiting_words(ticket["waiting_since"], words, now)))
    elif ticket["status"] == "taken":
        lines.append(words("card-answered"))
    return Styled.bold(" · ".join(title)) + Styled.of("\n" + "\n".join(lines))


def _state(ticket: Ticket, words: Words) -> list[str]:
    key = STATUSES[ticket["status"]]
    status = words(key, admin=holder_name(ticket, words)) if ticket["status"] == "taken" else words(key)
    return [status, *_stars(ticket, words)]


def _labels(ticket: Ticket, words: Words) -> list[str]:
    """What the staff put on the ticket and its person. A card that was stored before there was any of it has none."""
    lines = [words("card-blocked")] if ticket["user_detail"].get("is_blocked") else []
    priority = PRIORITIES.get(ticket.get("priority", "normal"))
    if priority:
        lines.append(words(priority))
    tags = ", ".join(ticket.get("tags", []))
    return [*lines, f"🔖 {shorten(tags, TAGS_SHOWN)}"] if tags else lines


def _stars(ticket: Ticket, words: Words) -> list[str]:
    """How a closed ticket was rated. A card that was stored before there were ratings knows nothing of it."""
    value = ticket.get("rating")
    return [words("card-rated", value=value)] if value and ticket["status"] == "closed" else []


def _outdated(data: dict[str, Any]) -> dict[str, Any]:
    """A card that came as new, and stands for a ticket that is not: its title says what holds now."""
    now_true = {"new": data["reason"], "taken": "taken", "closed": "closed"}[data["ticket"]["status"]]
    if data["reason"] == "shown" or now_true == data["reason"]:
        return data
    return {**data, "reason": now_true, "by": None}
