"""The time of the history: what is due next, and when a desk in Tashkent is at work."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

DESK = ZoneInfo("Asia/Tashkent")
SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
# How many of the day's questions come in each hour, and of the week's on each day from Monday.
BY_HOUR = (4, 2, 1, 1, 1, 2, 5, 12, 30, 60, 75, 80, 60, 58, 72, 75, 68, 60, 45, 38, 34, 30, 20, 10)
BY_WEEKDAY = (118, 112, 108, 106, 100, 62, 48)


def midnight(day: date) -> int:
    """Return the moment at which that day begins at the desk."""
    return int(datetime(day.year, day.month, day.day, tzinfo=DESK).timestamp()) * SECOND


def openings(random: Random, count: int, first: date, days: int) -> list[int]:
    """Return when so many tickets are opened, in order: more by day than by night, and more from month to month."""
    dates = [first + timedelta(days=number) for number in range(days)]
    weights = [BY_WEEKDAY[day.weekday()] * (1 + number / days) for number, day in enumerate(dates)]
    begins = [midnight(day) for day in dates]
    drawn = random.choices(begins, cum_weights=list(accumulate(weights)), k=count)
    hours = random.choices(range(24), cum_weights=list(accumulate(BY_HOUR)), k=count)
    return sorted(begin + hour * HOUR + random.randrange(HOUR) for begin, hour in zip(drawn, hours, strict=True))


class Clock:
    """What will happen, soonest first. What is due after the end does not happen any more."""

    def __init__(self, random: Random, end: int) -> None:
        self._random = random
        self._end = end
        self._due: list[tuple[int, int, Callable[..., None], tuple[Any, ...]]] = []
        self._count = 0

    def at(self, moment: int, act: Callable[..., None], *arguments: Any) -> None:
        """Let this happen then."""
        if moment < self._end:
            self._count += 1
            heapq.heappush(self._due, (moment, self._count, act, arguments))

    def if_before_the_end(self, moment: int) -> int | None:
        return moment if moment < self._end else None

    def run(self) -> None:
        while self._due:
            moment, _, act, arguments = heapq.heappop(self._due)
            act(moment, *arguments)

    def later(self, now: int, median: int, spread: float = 1.0) -> int:
        """Return a moment after now: mostly about that much later, now and then much."""
        return now + SECOND + int(median * self._random.lognormvariate(0, spread))

    def at_work(self, moment: int) -> int:
        """Return the moment, or one of the next morning where it falls into the night and nobody stays up for it."""
        hour = (moment // HOUR + 5) % 24
        if 8 <= hour < 21 or self._random.random() < 0.12:
            return moment
        start = (moment + 5 * HOUR) // DAY * DAY - 5 * HOUR + 8 * HOUR
        morning = start if hour < 8 else start + DAY
        return morning + int(self._random.expovariate(1 / (50 * MINUTE)))


def shares(random: Random, total: int, parts: int, least: int) -> list[int]:
    """Split a total into so many parts, few of them large, and none less than `least`."""
    spare = total - least * parts
    if spare < 0:
        return [least] * parts
    ends = list(accumulate(random.gammavariate(1.1, 1) for _ in range(parts)))
    scaled = [int(spare * end / ends[-1]) for end in ends]
    return [least + after - before for before, after in pairwise([0, *scaled])]
