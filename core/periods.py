"""Days of the desk: a period from one day to another, both included, in the desk's time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.utils import timezone
from rest_framework import serializers

# Three years and a leap day: longer than anybody compares, and short enough to be counted at once.
LONGEST = 3 * 366
DEFAULT_DAYS = 30
EARLIEST_YEAR, LATEST_YEAR = 2000, 2999


class WrongPeriod(ValueError):
    """Days that make no period: `field` is the wrong one, `from` or `to`; the words are English, for programmers."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days `first` to `last`. A day begins at midnight in the desk's time zone, whatever its clocks do that day."""

    first: date
    last: date

    @classmethod
    def of_days(cls, count: int, *, until: date | None = None) -> Self:
        """Return that many days, the last of them today unless `until` names another."""
        last = until or timezone.localdate()
        return cls(first=last - timedelta(days=count - 1), last=last)

    @classmethod
    def between(cls, first: date | None, last: date | None) -> Self:
        """Return the period of these days, thirty where one is missing, until today where both are; WrongPeriod."""
        for field, day in (("from", first), ("to", last)):
            if day and not is_in_calendar(day):
                raise WrongPeriod(field, "The desk keeps no calendar for that year.")
        last = last or max(timezone.localdate(), first or date.min)
        first = first or last - timedelta(days=DEFAULT_DAYS - 1)
        if first > last:
            raise WrongPeriod("to", "The period ends before it begins.")
        if (last - first).days >= LONGEST:
            raise WrongPeriod("from", f"A period has {LONGEST} days at most.")
        return cls(first=first, last=last)

    @property
    def start(self) -> datetime:
        """The first moment that belongs to it."""
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment that does not belong to it any more."""
        return midnight(self.last + timedelta(days=1))

    @property
    def length(self) -> int:
        """The number of its days."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """The period just before it, of the same length: what it is compared with."""
        return Period(first=self.first - timedelta(days=self.length), last=self.first - timedelta(days=1))

    def days(self) -> Iterator[date]:
        """Every day of it, in order."""
        return (self.first + timedelta(days=number) for number in range(self.length))


def is_in_calendar(day: date) -> bool:
    """Tell whether the desk reckons with that year."""
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR


def midnight(day: date) -> datetime:
    """Return the moment at which that day begins at the desk."""
    return timezone.make_aware(datetime.combine(day, time.min))


class PeriodQuery(serializers.Serializer[Any]):
    """`from` and `to` in a query string: days as 2026-11-22. Without them, the thirty days that end today."""

    def get_fields(self) -> dict[str, Any]:
        """Name the parameters as they stand on the wire: `from` is a word of Python's own."""
        fields = super().get_fields()
        return {"from": serializers.DateField(required=False), "to": serializers.DateField(required=False), **fields}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Put a Period in the place of the two days."""
        try:
            period = Period.between(attrs.pop("from", None), attrs.pop("to", None))
        except WrongPeriod as wrong:
            raise serializers.ValidationError({wrong.field: [str(wrong)]}) from None
        return {**attrs, "period": period}
