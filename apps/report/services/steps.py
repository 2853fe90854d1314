"""The days of a long period put together to weeks or months, because a year of days is no picture that one can read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from apps.report.services.figures import NO_TIMES, Durations
from apps.report.services.groups import By, Group, Window
from apps.report.services.measures import Measures
from apps.report.services.scope import Scope
from apps.report.services.times import measure_times
from core.periods import Period

MOST_DAYS, MOST_DAYS_OF_WEEKS = 62, 400


@dataclass(frozen=True, kw_only=True)
class Step:
    """Some days in a row, and how long people waited in them. Medians of days make no median of a week."""

    period: Period
    first_response: Durations
    response: Durations


@dataclass(frozen=True, kw_only=True)
class _Parts(Window):
    """A period that is divided not into its days but into these parts, without the period before."""

    parts: list[Period]

    @property
    def params(self) -> dict[str, Any]:
        begin = self.period.start
        return {"start": begin, "turn": begin, "days": [part.start for part in self.parts], "end": self.period.end}


def step_of(period: Period) -> str:
    """Name what the period is divided into: `day`, `week` or `month`."""
    return "day" if period.length <= MOST_DAYS else "week" if period.length <= MOST_DAYS_OF_WEEKS else "month"


def parts_of(period: Period) -> list[Period]:
    """Divide the period. Weeks begin on Monday; the first and the last part are what the period has of them."""
    keys: dict[str, Callable[[date], object]] = {
        "day": lambda day: day,
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
    }
    parts = [list(days) for _key, days in groupby(period.days(), keys[step_of(period)])]
    return [Period(first=days[0], last=days[-1]) for days in parts]


def measure_steps(period: Period, scope: Scope, measures: Measures) -> list[Step]:
    """Return the waiting times of every part of the period. Those of days are measured already."""
    if step_of(period) == "day":
        numbered = enumerate(period.days(), start=1)
        return [_step(Period(first=day, last=day), number, measures.times) for number, day in numbered]
    parts = parts_of(period)
    times = measure_times(_Parts(period=period, parts=parts), scope)
    return [_step(part, number, times) for number, part in enumerate(parts, start=1)]


def _step(part: Period, number: int, times: Mapping[tuple[Group, str], Durations]) -> Step:
    group = Group(True, By.DAY, number)
    first, every = (times.get((group, name), NO_TIMES) for name in ("first_response", "response"))
    return Step(period=part, first_response=first, response=every)
