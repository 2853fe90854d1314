"""What inline buttons carry. Telegram allows 64 bytes: ids and short words, never anything a person typed."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.services.api_report_types import ChartKind, ExportFile
from bot.services.api_types import Mode

Box = Literal["mine", "new", "waiting", "closed", "all", "own"]
ReportView = Literal["totals", "categories", "admins"]
SpanName = Literal["today", "week", "days30", "month", "last_month"]
TicketAct = Literal[
    "take",
    "answer",
    "note",
    "release",
    "transfer",
    "close",
    "confirm",
    "keep",
    "reopen",
    "show",
    "saved_replies",
    "block",
    "unblock",
]
BlockReason = Literal["spam", "abuse", "fraud", "typed"]


class PickCategory(CallbackData, prefix="category"):
    category: int


class PickLanguage(CallbackData, prefix="language"):
    language: Literal["uz", "ru", "en"]


class OnTicket(CallbackData, prefix="ticket"):
    """An act on a ticket by its card; `confirm` closes it once the question is answered, `keep` does not."""

    act: TicketAct
    ticket: int
    number: int


class OnOwnTicket(CallbackData, prefix="own"):
    """An act of the person who asked, on their own ticket."""

    act: Literal["close", "confirm", "keep", "reopen", "show"]
    ticket: int
    number: int


class ShowEarlier(CallbackData, prefix="earlier"):
    """Read on in a ticket's history, before the message row `before`."""

    ticket: int
    number: int
    before: int


class Rate(CallbackData, prefix="rate"):
    """How content the person was with a ticket, for the closing (an event's row id) that the message told of."""

    closing: int
    value: int


class TakeOver(CallbackData, prefix="takeover"):
    """Write into a ticket that somebody else holds."""

    ticket: int
    mode: Mode


class TransferTo(CallbackData, prefix="transfer"):
    kind: Literal["category", "admin"]
    ticket: int
    target: int


class ListReplies(CallbackData, prefix="replies"):
    """A page of the saved replies that fit a ticket: before or after a row, or the first."""

    ticket: int
    number: int
    way: Literal["a", "b"] = "a"
    row: int | None = None


class OnReply(CallbackData, prefix="reply"):
    """Show a saved reply as the person would get it, send it, or send it and `over`take the ticket from its holder."""

    act: Literal["show", "send", "over"]
    reply: int
    ticket: int
    number: int


class BlockPerson(CallbackData, prefix="block"):
    """Block the one who asked: `ask` once more with the chosen reason, or do it. `typed` is kept in the state."""

    act: Literal["ask", "do"]
    reason: BlockReason
    ticket: int
    number: int


class AnswerPending(CallbackData, prefix="pending"):
    """What of mine is held for this ticket, or else for none, becomes answers in it."""

    ticket: int
    takeover: bool = False
    reopen: bool = False


class SettlePending(CallbackData, prefix="settle"):
    act: Literal["ask", "discard"]


class Retry(CallbackData, prefix="retry"):
    delivery: int


class OpenMenu(CallbackData, prefix="menu"):
    section: Literal["menu", "activity", "search", "admins", "categories", "health"]


class ListTickets(CallbackData, prefix="list"):
    box: Box
    after: int | None = None
    before: int | None = None


class TurnFound(CallbackData, prefix="found"):
    """A page of what was found. `query` tells the words that were looked for from those of another search."""

    query: int
    offset: int


class OpenTicket(CallbackData, prefix="open"):
    ticket: int


class ShowReport(CallbackData, prefix="report"):
    """The figures of a time: in all, or a page of them by category or admin."""

    view: ReportView
    span: SpanName
    page: int = 0


class DrawReport(CallbackData, prefix="chart"):
    kind: ChartKind
    span: SpanName


class ExportReport(CallbackData, prefix="export"):
    file: ExportFile
    span: SpanName


class ListAdmins(CallbackData, prefix="admins"):
    after: int | None = None


class OnAdmin(CallbackData, prefix="admin"):
    act: Literal["open", "make", "unmake", "dismiss", "confirm"]
    admin: int


class BindCategory(CallbackData, prefix="bind"):
    """Bind the admin to the category, or let it go where it is bound."""

    admin: int
    category: int


class AppointPerson(CallbackData, prefix="appoint"):
    """Begin to appoint an admin."""


class OnCategory(CallbackData, prefix="desk"):
    act: Literal["open", "uz", "ru", "en", "up", "down", "off", "on"]
    category: int


class NewCategory(CallbackData, prefix="new"):
    """Steps of adding a category: begin, or leave a name out."""

    act: Literal["begin", "skip"]


class Cancel(CallbackData, prefix="cancel"):
    """Leave a step by step act, or a question, without doing anything."""
