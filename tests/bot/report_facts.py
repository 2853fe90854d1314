"""Figures as the backend tells them; tests change what they are about."""

from typing import Any, cast

from bot.services.api_report_types import ActivityReport, Durations, Figures, Ratings, RecentRating, Report
from tests.bot.facts import category


def times(median: float | None = None, n: int | None = None) -> Durations:
    if median is None:
        return {"n": n or 0, "mean": None, "median": None, "p90": None}
    return {"n": 3 if n is None else n, "mean": median * 2, "median": median, "p90": median * 4}


def stars(mean: float | None = None, n: int | None = None) -> Ratings:
    if n is None:
        n = 0 if mean is None else 4
    return {"n": n, "mean": mean, "values": dict.fromkeys("12345", 0)}


def figures(**changes: Any) -> Figures:
    """A time in which nothing happened."""
    known = {
        "opened": 0,
        "closed": 0,
        "reopened": 0,
        "reopen_rate": None,
        "backlog": 0,
        "first_response": times(),
        "response": times(),
        "resolution": times(),
        "full_resolution": times(),
        "messages_in": 0,
        "messages_out": 0,
        "ratings": stars(),
        "rating_response": {"closed": 0, "rated": 0, "rate": None},
    }
    return cast(Figures, {**known, **changes})


def of_admin(**changes: Any) -> Figures:
    """One admin's figures: what is nobody's act is none of them."""
    nobodys = {"opened": None, "backlog": None, "messages_in": None, "rating_response": None}
    return figures(**{**nobodys, **changes})


def in_category(number: int, now: Figures | None = None, before: Figures | None = None) -> dict[str, Any]:
    return {"category": category(number), "totals": now or figures(), "previous": before or figures()}


def by_admin(number: int, now: Figures | None = None, before: Figures | None = None, **admin: Any) -> dict[str, Any]:
    known: dict[str, Any] = {"id": number, "first_name": f"Admin {number}", "is_active": True, **admin}
    return {"admin": known, "totals": now or of_admin(), "previous": before or of_admin()}


def report(now: Figures | None = None, before: Figures | None = None, **changes: Any) -> Report:
    known: dict[str, Any] = {
        "from": "2026-11-16",
        "to": "2026-11-22",
        "before": {"from": "2026-11-09", "to": "2026-11-15"},
        "time_zone": "Asia/Tashkent",
        "category": None,
        "admin": None,
        "totals": now or figures(),
        "previous": before or figures(),
        "by_day": [],
        "by_category": [],
        "by_admin": [],
    }
    return cast(Report, {**known, **changes})


def recent(number: int = 1024, value: int = 5, comment: str | None = None) -> RecentRating:
    at = "2026-11-22T20:30:00+00:00"
    return {"ticket": number - 1000, "number": number, "value": value, "comment": comment, "created_at": at}


def activity(*latest: RecentRating, today: Any = None, week: Any = None) -> ActivityReport:
    nothing = {"answered": 0, "closed": 0, "first_response": times(), "ratings": stars()}
    known = {"today": {**nothing, **(today or {})}, "week": {**nothing, **(week or {})}}
    return cast(ActivityReport, {**known, "recent_ratings": list(latest)})
