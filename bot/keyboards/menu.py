"""The buttons of `/admin`: the menu, lists of tickets and their pages."""

from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.callbacks import Box, ListTickets, OnOwnTicket, OpenMenu, OpenTicket, ShowReport, TurnFound
from bot.keyboards.layout import Row, button, category_name, in_rows, keyboard
from bot.services.api_report_types import Hit
from bot.services.api_types import Page, Ticket
from bot.services.durations import waiting_words
from bot.services.words import Words

STATUS_ICONS = {"new": "🆕", "taken": "🙋", "closed": "🔒"}
BOX_BUTTONS: dict[Box, str] = {
    "mine": "button-mine",
    "new": "button-new",
    "waiting": "button-waiting",
    "closed": "button-closed",
}


def menu_keyboard(*, super_admin: bool, words: Words) -> InlineKeyboardMarkup:
    boxes = [button(words(key), ListTickets(box=box)) for box, key in BOX_BUTTONS.items()]
    search = button(words("button-search"), OpenMenu(section="search"))
    activity = button(words("button-activity"), OpenMenu(section="activity"))
    rows = [*in_rows(boxes, 2), [search, activity]]
    if super_admin:
        rows += [
            [
                button(words("button-all"), ListTickets(box="all")),
                button(words("button-reports"), ShowReport(view="totals", span="week")),
            ],
            [
                button(words("button-admins"), OpenMenu(section="admins")),
                button(words("button-categories"), OpenMenu(section="categories")),
            ],
            [button(words("button-health"), OpenMenu(section="health"))],
        ]
    return keyboard(*rows)


def open_button(ticket: int, number: int, words: Words) -> InlineKeyboardButton:
    return button(words("button-open-number", number=number), OpenTicket(ticket=ticket))


def menu_row(words: Words) -> Row:
    return [button(words("button-menu"), OpenMenu(section="menu"))]


def ticket_list_keyboard(page: Page[Ticket], box: Box, words: Words, now: datetime) -> InlineKeyboardMarkup:
    """One button for each ticket, then the pages; `own` is the list of a person who asks, and has no menu."""
    tickets = [[button(ticket_label(each, box, words, now), _opening(each, box))] for each in page["results"]]
    if box == "own":
        return keyboard(*tickets, pages_row(page, box, words))
    return keyboard(*tickets, pages_row(page, box, words), menu_row(words))


def _opening(ticket: Ticket, box: Box) -> CallbackData:
    if box == "own":
        return OnOwnTicket(act="show", ticket=ticket["id"], number=ticket["number"])
    return OpenTicket(ticket=ticket["id"])


def found_keyboard(
    page: Page[Hit], words: Words, now: datetime, *, query: int, offset: int, size: int
) -> InlineKeyboardMarkup:
    """One button for each found ticket, then the pages. `query` stands for the words that were looked for."""
    found = [hit["ticket"] for hit in page["results"]]
    tickets = [[button(ticket_label(each, "all", words, now), OpenTicket(ticket=each["id"]))] for each in found]
    pages: Row = []
    if offset > 0:
        earlier = TurnFound(query=query, offset=max(0, offset - size))
        pages.append(button(words("button-previous"), earlier))
    if page["next"]:
        pages.append(button(words("button-next"), TurnFound(query=query, offset=offset + size)))
    return keyboard(*tickets, pages, menu_row(words))


def pages_row(page: Page[Ticket], box: Box, words: Words) -> Row:
    row = []
    if page["previous"] and page["results"]:
        row.append(button(words("button-previous"), ListTickets(box=box, before=page["results"][0]["id"])))
    if page["next"] and page["results"]:
        row.append(button(words("button-next"), ListTickets(box=box, after=page["results"][-1]["id"])))
    return row


def ticket_label(ticket: Ticket, box: Box, words: Words, now: datetime) -> str:
    """For a person who asks the category says which it was; for an admin, who it is and how long they wait."""
    icon = STATUS_ICONS[ticket["status"]]
    if box == "own":
        return f"{icon} #{ticket['number']} · {category_name(ticket['category_detail'], words)}"
    parts = [f"{icon} #{ticket['number']}", ticket["user_detail"]["first_name"]]
    if ticket["waiting_since"]:
        parts.append(f"⏳ {waiting_words(ticket['waiting_since'], words, now)}")
    return " · ".join(parts)
