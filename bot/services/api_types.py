"""The shapes of what the backend and the bot say to each other, as the REST API defines them."""

from typing import Any, Generic, Literal, NotRequired, TypedDict, TypeVar

Language = Literal["uz", "ru", "en"]
Mode = Literal["answer", "note"]
Row = TypeVar("Row")


class Page(TypedDict, Generic[Row]):
    next: str | None
    previous: str | None
    results: list[Row]


# ------------------------------------------------------------------ people and tickets


class Actor(TypedDict):
    role: Literal["user", "admin", "super_admin"]
    telegram_id: int
    first_name: str
    language: Language | None
    language_chosen: bool
    admin: int | None


class SignInLink(TypedDict):
    url: str
    expires_at: str


class Category(TypedDict):
    id: int
    slug: str
    name_uz: str
    name_ru: str
    name_en: str
    is_active: bool
    order: int


class TicketRef(TypedDict):
    id: int
    number: int


class UserDetail(TypedDict):
    id: int
    telegram_id: int
    first_name: str
    last_name: str
    username: str
    language: Language
    # Deliveries that were queued before there was blocking lack it.
    is_blocked: NotRequired[bool]


class AdminDetail(TypedDict):
    id: int
    first_name: str


class Ticket(TypedDict):
    id: int
    number: int
    status: Literal["new", "taken", "closed"]
    user: int
    category: int
    admin: int | None
    waiting_since: str | None
    created_at: str
    taken_at: str | None
    closed_at: str | None
    reopened_at: str | None
    last_message_at: str | None
    previous: int | None
    last_text: str
    rating: int | None
    # The staff's own words; deliveries that were queued before there were any lack both.
    priority: NotRequired[Literal["low", "normal", "high", "urgent"]]
    tags: NotRequired[list[str]]
    user_detail: UserDetail
    category_detail: Category
    admin_detail: AdminDetail | None
    actions: list[str]


class Admin(TypedDict):
    id: int
    telegram_id: int
    first_name: str
    username: str
    language: Language
    categories: list[int]
    is_super_admin: bool
    is_permanent: bool
    is_active: bool
    has_started: bool


# ------------------------------------------------------------------ messages on their way in


class Media(TypedDict, total=False):
    file_id: str
    file_unique_id: str
    file_name: str
    mime_type: str
    size: int
    width: int
    height: int
    duration: int
    performer: str
    title: str
    has_spoiler: bool
    show_caption_above_media: bool
    attachment: int


class Source(TypedDict):
    bot_id: int
    chat_id: int
    message_id: int


class Content(TypedDict):
    kind: str
    text: str
    entities: list[dict[str, Any]]
    media: Media | None
    data: dict[str, Any]
    source: Source | None
    message: NotRequired[int]
    attachment: NotRequired[int | None]
    too_large: NotRequired[bool]


class Sender(TypedDict):
    telegram_id: int
    first_name: str
    last_name: str
    username: str
    language_code: str


class IncomingMessage(TypedDict):
    bot_id: int
    chat_id: int
    message_id: int
    date: int
    sender: Sender
    content: Content
    media_group_id: str | None
    reply_to_message_id: int | None
    category: int | None
    edited_at: NotRequired[int]


class Received(TypedDict):
    message: int
    outcome: str
    ticket: TicketRef | None
    actor: Actor


class RawKept(TypedDict):
    id: int
    outcome: Literal["kept", "copied"]


class Started(TypedDict):
    outcome: Literal["choose_category", "category_chosen", "opened", "ticket_open", "no_categories"]
    categories: list[Category]
    category: Category | None
    ticket: Ticket | None
    reopen: TicketRef | None
    waiting: int
    # The desk's own words for a greeting, empty where it has none; a backend of the release before does not name it.
    greeting: NotRequired[str]
    actor: Actor


# ------------------------------------------------------------------ deliveries on their way out


class SentMessage(TypedDict):
    message_id: int
    ref: int | None


class SentFile(TypedDict):
    attachment: int
    file_id: str
    file_unique_id: str


class Header(TypedDict):
    number: int
    name: str
    author: Literal["user", "admin"]
    note: bool
    at: str | None
    edited: bool
    # How many stars the words belong to, where they are the comment on a rating.
    rating: NotRequired[int | None]


class Target(TypedDict):
    sent: list[SentMessage]
    kind: str
    data: dict[str, Any]


class Delivery(TypedDict):
    id: int
    lease: str
    chat_id: int
    language: Language
    kind: Literal["content", "edit", "delete", "card", "mark", "notice"]
    data: dict[str, Any]
    ticket: int | None
    message: int | None
    parts_done: int
    sent: list[SentMessage]
    target: Target | None
    reply_to: int | None
    attempt: int
    # Missing where the backend is older than the bot.
    request_id: NotRequired[str]


Result = Literal["sent", "part", "flood", "retry", "blocked", "refused", "returned"]


class Outcome(TypedDict):
    delivery: int
    lease: str
    result: Result
    messages: list[SentMessage]
    files: list[SentFile]
    retry_after: int | None
    error: str


class LeasedAttachment(TypedDict):
    id: int
    lease: str
    file_id: str
    file_name: str
    size: int | None


# ------------------------------------------------------------------ answers to acts of people


class ChosenCategory(TypedDict):
    outcome: Literal["opened", "category_chosen", "ticket_open"]
    ticket: Ticket | None
    category: Category


class AskedPending(TypedDict):
    outcome: Literal["waiting", "opened", "stored"]
    ticket: Ticket | None


class Focus(TypedDict):
    ticket: Ticket | None
    mode: Mode | None


class TransferTargets(TypedDict):
    categories: list[Category]
    admins: list[AdminDetail]


class ShownMessages(TypedDict):
    count: int
    more: int | None


class Rating(TypedDict):
    id: int
    closing: int
    ticket: int
    number: int
    value: int
    created_at: str
    changed_at: str | None
