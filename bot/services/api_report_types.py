"""The shapes of what the backend finds and counts, as the REST API defines them."""

from typing import Any, Literal, NotRequired, TypedDict

from bot.services.api_types import AdminDetail, Category, Ticket

ChartKind = Literal["volume", "response", "ratings"]
ExportFile = Literal["csv", "xlsx"]


# ------------------------------------------------------------------ what is found


class Part(TypedDict):
    """A piece of a text; `marked` where it is what was looked for."""

    text: str
    marked: bool


class Snippet(TypedDict):
    message: int
    author: str
    is_staff: bool
    note: bool
    at: str
    parts: list[Part]


class Hit(TypedDict):
    ticket: Ticket
    reason: Literal["number", "person", "words", "similar"]
    snippets: list[Snippet]
    person: NotRequired[list[Part] | None]


# ------------------------------------------------------------------ what is counted


class Durations(TypedDict):
    """Seconds; None where there were none."""

    n: int
    mean: float | None
    median: float | None
    p90: float | None


class Ratings(TypedDict):
    n: int
    mean: float | None
    values: dict[str, int]


class RatingResponse(TypedDict):
    closed: int
    rated: int
    rate: float | None


class Figures(TypedDict):
    """What is None is nobody's act, or a share of nothing."""

    opened: int | None
    closed: int
    reopened: int
    reopen_rate: float | None
    backlog: int | None
    first_response: Durations
    response: Durations
    resolution: Durations
    full_resolution: Durations
    messages_in: int | None
    messages_out: int
    ratings: Ratings
    rating_response: RatingResponse | None


# `from` is a word of Python's own.
Span = TypedDict("Span", {"from": str, "to": str})


class AdminName(AdminDetail):
    is_active: bool


class CategoryFigures(TypedDict):
    category: Category
    totals: Figures
    previous: Figures


class AdminFigures(TypedDict):
    admin: AdminName
    totals: Figures
    previous: Figures


Report = TypedDict(
    "Report",
    {
        "from": str,
        "to": str,
        "before": Span,
        "time_zone": str,
        "category": Category | None,
        "admin": AdminDetail | None,
        "totals": Figures,
        "previous": Figures,
        "by_category": list[CategoryFigures],
        "by_admin": list[AdminFigures],
    },
)


class Check(TypedDict):
    """A part of the desk; `problem` is a code, empty where all is well."""

    name: str
    state: Literal["ok", "warn", "fail"]
    problem: str
    facts: dict[str, Any]


class Health(TypedDict):
    state: Literal["ok", "warn", "fail"]
    checks: list[Check]


class Activity(TypedDict):
    answered: int
    closed: int
    first_response: Durations
    ratings: Ratings


class RecentRating(TypedDict):
    ticket: int
    number: int
    value: int
    comment: str | None
    created_at: str


class ActivityReport(TypedDict):
    today: Activity
    week: Activity
    recent_ratings: list[RecentRating]
