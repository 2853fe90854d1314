"""The days of a period, put together to weeks or months where there are too many for bars that can be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, Protocol, TypeVar

MOST_DAYS, MOST_DAYS_OF_WEEKS = 62, 400


class Dated(Protocol):
    """What a day's row must have."""

    @property
    def date(self) -> date: ...


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, kw_only=True)
class Step(Generic[Row]):
    """Some days that one bar stands for: a day, or what the period has of a week or a month."""

    days: Sequence[Row]

    @property
    def first(self) -> date:
        return self.days[0].date

    @property
    def last(self) -> date:
        return self.days[-1].date


def step_of(count: int) -> str:
    """Name what one bar of a period of so many days stands for: `day`, `week` or `month`."""
    return "day" if count <= MOST_DAYS else "week" if count <= MOST_DAYS_OF_WEEKS else "month"


def steps(days: Sequence[Row]) -> Iterator[Step[Row]]:
    """Put the days together. Weeks begin on Monday; the first and the last may be cut by the period."""
    keys = {
        "day": lambda row: row.date,
        "week": lambda row: row.date.isocalendar()[:2],
        "month": lambda row: (row.date.year, row.date.month),
    }
    for _key, rows in groupby(days, keys[step_of(len(days))]):
        yield Step(days=list(rows))
