"""The charts' words, numbers, days and durations, in the language that is active."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.report.services.summary import Report
from core.wording import human_time

TITLES: dict[str, Any] = {
    "volume": gettext_lazy("Opened and closed tickets"),
    "response": gettext_lazy("How soon people are answered"),
    "ratings": gettext_lazy("How people rate the help"),
    "categories": gettext_lazy("Tickets by category"),
    "admins": gettext_lazy("Work by admin"),
}
STEPS: dict[str, Any] = {
    "day": gettext_lazy("by day"),
    "week": gettext_lazy("by week"),
    "month": gettext_lazy("by month"),
}
NOTHING: dict[str, Any] = {
    "volume": gettext_lazy("No tickets in these days."),
    "response": gettext_lazy("No answers in these days."),
    "ratings": gettext_lazy("No ratings in these days."),
    "categories": gettext_lazy("No tickets in these days."),
    "admins": gettext_lazy("No answers and no closings in these days."),
}


def number(value: float, decimals: int = 0) -> str:
    """Write a number as the language groups and points it, rounded half up: Django's own writing cuts decimals off."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return formats.number_format(rounded, decimal_pos=decimals, force_grouping=True)


def percent(share: float) -> str:
    """Write a share of one in whole hundredths."""
    return f"{number(share * 100)}%"


def day(moment: date) -> str:
    """Write a day as the desk does."""
    return formats.date_format(moment)


def days(first: date, last: date) -> str:
    """Write the days from one to another."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def short_day(moment: date, step: str) -> str:
    """Write a day, or a month, as there is room for it under a bar."""
    return formats.date_format(moment, "m.Y" if step == "month" else "d.m")


def mark(seconds: int) -> str:
    """Write a mark of an axis of durations."""
    return human_time(seconds) if seconds else "0"


def ratings(count: int) -> str:
    """Say how many ratings there are."""
    return ngettext("%(count)s rating", "%(count)s ratings", count) % {"count": number(count)}


def describe(report: Report) -> str:
    """Say the figures of the whole period, for whoever cannot see the picture."""
    totals = report.totals
    counts = {
        _("Opened"): totals.opened,
        _("Closed"): totals.closed,
        _("Open at the end"): totals.backlog,
        _("Answers"): totals.messages_out,
    }
    said = [f"{word}: {number(count)}" for word, count in counts.items() if count is not None]
    if totals.first_response.median is not None:
        said.append(f"{_('First response')}: {human_time(totals.first_response.median)}")
    if totals.ratings.mean is not None:
        said.append(f"{number(totals.ratings.mean, 2)} ★ ({ratings(totals.ratings.n)})")
    return ", ".join(said)
