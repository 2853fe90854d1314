"""Figures in words: what a card or a cell of the reports page says."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.report.charts.words import number
from apps.report.services.figures import Durations, Figures, RatingResponse, Ratings
from apps.report.services.summary import Day
from core.wording import human_time

NOTHING = "—"
LABELS = {
    "opened": gettext_lazy("Opened"),
    "closed": gettext_lazy("Closed"),
    "reopened": gettext_lazy("Reopened"),
    "reopen_rate": gettext_lazy("Reopen rate"),
    "backlog": gettext_lazy("Backlog"),
    "messages_in": gettext_lazy("Messages from people"),
    "messages_out": gettext_lazy("Answers"),
    "first_response": gettext_lazy("First response"),
    "response": gettext_lazy("Every response"),
    "resolution": gettext_lazy("Resolution"),
    "full_resolution": gettext_lazy("Full resolution"),
    "ratings": gettext_lazy("Rating"),
    "rating_response": gettext_lazy("Rated closings"),
}
# Nobody's act: by admin they are empty.
NOBODYS = ("opened", "backlog", "messages_in", "rating_response")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A figure in words, and the number behind it: what programs read and what two periods are compared by."""

    words: str
    number: float | None = None
    details: list[str] = field(default_factory=list)


def say(name: str, figures: Figures | Day) -> Said:
    """Return one figure in words."""
    value = getattr(figures, name)
    if value is None:
        return Said(words=NOTHING)
    if name == "reopen_rate":
        return Said(words=percent(value), number=value)
    if isinstance(value, Ratings):
        return _say_ratings(value)
    if isinstance(value, RatingResponse):
        return _say_rating_response(value)
    if isinstance(value, Durations):
        return say_durations(value)
    return Said(words=count(value), number=value)


def say_durations(times: Durations) -> Said:
    """Return the median, and beside it what else tells how such times lie."""
    if times.median is None or times.mean is None or times.p90 is None:
        return Said(words=NOTHING)
    details = [
        _("mean %(time)s") % {"time": human_time(times.mean)},
        _("90 %% within %(time)s") % {"time": human_time(times.p90)},
        f"n = {count(times.n)}",
    ]
    return Said(words=human_time(times.median), number=times.median, details=details)


def _say_ratings(ratings: Ratings) -> Said:
    if ratings.mean is None:
        return Said(words=NOTHING)
    # Blanks that do not break keep each star with its number.
    steps = "\u00a0· ".join(
        f"{value}★\u00a0{count(ratings.values[value])}" for value in sorted(ratings.values, reverse=True)
    )
    details = [steps, f"n = {count(ratings.n)}"]
    return Said(words=number(ratings.mean, 2), number=ratings.mean, details=details)


def _say_rating_response(response: RatingResponse) -> Said:
    if response.rate is None:
        return Said(words=NOTHING)
    counted = _("%(rated)s of %(closed)s") % {"rated": count(response.rated), "closed": count(response.closed)}
    return Said(words=percent(response.rate), number=response.rate, details=[counted])


def compare(name: str, now: Said, before: Said) -> str:
    """Return by how much a figure changed; nothing where one of the two is missing."""
    if now.number is None or before.number is None:
        return ""
    difference = now.number - before.number
    if name in {"reopen_rate", "rating_response"}:
        return _("%(change)s points") % {"change": _signed(difference * 100, 1)}
    if name == "ratings":
        return _signed(difference, 2)
    share = f"{_signed(difference / before.number * 100, 0)} %" if before.number else ""
    if name in {"first_response", "response", "resolution", "full_resolution"}:
        return share
    return f"{_signed(difference, 0)} ({share})" if share else _signed(difference, 0)


def count(value: int) -> str:
    """Return a whole number, its thousands apart."""
    return number_format(value, decimal_pos=0, force_grouping=True)


def percent(rate: float) -> str:
    """Return a share of one as a percentage with one decimal."""
    return f"{number(rate * 100, 1)} %"


def _signed(value: float, decimals: int) -> str:
    words = number_format(abs(round(value, decimals)), decimal_pos=decimals, force_grouping=True)
    rounded = round(value, decimals)
    return f"+{words}" if rounded > 0 else f"−{words}" if rounded < 0 else f"±{words}"
