"""Means and percentiles as a pupil would compute them: exact fractions, rounded once, at the end."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

MEDIAN = Fraction(1, 2)
NINETY = Fraction(9, 10)


def half_up(number: Fraction, places: int) -> Decimal:
    """Round a number that is not negative: a half goes up."""
    return Decimal(floor(number * 10**places + Fraction(1, 2))).scaleb(-places)


def percentile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the number at that share of the way from the first to the last, on a line between its neighbours."""
    position = share * (len(ordered) - 1)
    below = floor(position)
    if below == len(ordered) - 1:
        return ordered[below]
    return ordered[below] + (ordered[below + 1] - ordered[below]) * (position - below)


def seconds(time: timedelta) -> Fraction:
    """Return an exact number of seconds."""
    return Fraction(time // timedelta(microseconds=1), 10**6)


def durations(times: Sequence[timedelta]) -> dict[str, Any]:
    """Describe how long things took, in seconds."""
    ordered = sorted(seconds(time) for time in times)
    if not ordered:
        return {"n": 0, "mean": None, "median": None, "p90": None}
    return {
        "n": len(ordered),
        "mean": half_up(sum(ordered, Fraction()) / len(ordered), 3),
        "median": half_up(percentile(ordered, MEDIAN), 3),
        "p90": half_up(percentile(ordered, NINETY), 3),
    }


def rate(part: int, whole: int) -> Decimal | None:
    """Return a share, or nothing where there is nothing to share."""
    return half_up(Fraction(part, whole), 4) if whole else None
