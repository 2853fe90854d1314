"""Moments at which a day begins somewhere: where a count goes wrong by one, it is there."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

# In Beirut and Havana the clocks are changed at midnight: a day there has no midnight, or two.
ZONES = ["Asia/Tashkent", "Europe/Berlin", "America/New_York", "America/Havana", "Asia/Beirut"]

FIRST, LAST = date(2027, 9, 1), date(2028, 8, 31)
BEGIN = datetime(2027, 9, 1, tzinfo=UTC)
END = datetime(2028, 9, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
# In these days nobody does anything.
QUIET = [
    (datetime(2027, 12, 31, tzinfo=UTC), datetime(2028, 1, 4, tzinfo=UTC)),
    (datetime(2028, 5, 1, tzinfo=UTC), datetime(2028, 5, 9, tzinfo=UTC)),
]


def day_of(moment: datetime, zone: str) -> date:
    """Return the date that a calendar on the wall shows there."""
    return moment.astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """Return the first moment of a day there."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def _borders() -> list[datetime]:
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    borders = {midnight(day, zone) for day in days for zone in ZONES}
    return sorted(border + step for border in borders for step in (-TICK, timedelta(), TICK))


BORDERS = _borders()


def soon(rng: Random, now: datetime, hours: int = 6) -> datetime:
    """Return a moment within some hours, often the next one around a midnight; never one in the quiet days."""
    moment = now + timedelta(microseconds=rng.randint(1, hours * 3600 * 10**6))
    if rng.random() < 0.25:
        moment = BORDERS[min(bisect_right(BORDERS, now), len(BORDERS) - 1)]
    return awake(max(moment, now))


def awake(moment: datetime) -> datetime:
    """Return the moment, or the end of the quiet days that it lies in."""
    return next((end for begin, end in QUIET if begin <= moment < end), moment)
