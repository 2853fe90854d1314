"""A made-up report of a made-up desk, to draw charts of without a database: the same numbers on every machine."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from statistics import fmean, median, quantiles

from apps.admin.models import Admin, Category
from apps.report.services.figures import NO_TIMES, Durations, Figures, RatingResponse, Ratings, rate
from apps.report.services.steps import parts_of
from apps.report.services.summary import AdminRow, CategoryRow, Day, Report, Step
from core.periods import Period

MONDAY_TO_SUNDAY = (1.25, 1.15, 1.0, 1.05, 0.95, 0.45, 0.3)
CATEGORIES = (
    ("Toʻlovlar", "Оплата", "Payments"),
    ("Yetkazib berish", "Доставка", "Delivery"),
    ("Qaytarish va almashtirish", "Возврат и обмен", "Returns and exchanges"),
    ("Umumiy", "Общее", "General"),
)
ADMINS = ("Dilnoza", "Jasur", "Rustam", "Madina")


@dataclass(frozen=True, kw_only=True)
class _Worked:
    """A made-up day with all its waiting times, of which the figures are made."""

    date: date
    opened: int
    closed: int
    backlog: int
    first: list[int]
    every: list[int]


def sample_report(*, days: int = 30, until: date = date(2026, 11, 22), seed: int = 7, busy: float = 24) -> Report:
    """Return the report of so many days, of a desk to which about so many tickets come on a working day."""
    random = Random(seed)  # noqa: S311  # It has to repeat, not to surprise.
    period = Period.of_days(days, until=until)
    worked = _work(random, list(period.days()), busy)
    totals = _totals(random, worked)
    return Report(
        period=period,
        time_zone="Asia/Tashkent",
        category=None,
        admin=None,
        totals=totals,
        previous=replace(totals, ratings=_given(random, totals.closed)),
        by_day=[_day(day) for day in worked],
        by_step=[_step(part, worked) for part in parts_of(period)],
        by_category=[
            CategoryRow(category=Category(name_uz=uz, name_ru=ru, name_en=en), totals=part, previous=part)
            for (uz, ru, en), part in zip(CATEGORIES, _parts(totals), strict=True)
        ],
        by_admin=[
            AdminRow(admin=Admin(first_name=name), totals=replace(part, opened=None, backlog=None), previous=part)
            for name, part in zip(ADMINS, _parts(totals), strict=True)
        ],
    )


def durations(times: Sequence[int]) -> Durations:
    """Return the figures of waiting times in whole seconds."""
    if not times:
        return NO_TIMES
    ninth = quantiles(times, n=10, method="inclusive")[8] if len(times) > 1 else times[0]
    return Durations(n=len(times), mean=round(fmean(times), 3), median=round(median(times), 3), p90=round(ninth, 3))


def _work(random: Random, dates: Sequence[date], busy: float) -> list[_Worked]:
    """Play the days one after another: what was not closed is left for the next one."""
    worked, backlog = [], round(busy / 2)
    for number, day in enumerate(dates):
        pace = busy * MONDAY_TO_SUNDAY[day.weekday()] * (1 + 0.3 * number / len(dates))
        opened = round(pace * (0.7 + 0.6 * random.random()))
        closed = min(backlog + opened, round(pace * (0.75 + 0.5 * random.random())))
        backlog += opened - closed
        first = [_wait(random, 420, day) for _ticket in range(opened)]
        every = [*first, *(_wait(random, 260, day) for _answer in range(round(opened * 1.7)))]
        worked.append(_Worked(date=day, opened=opened, closed=closed, backlog=backlog, first=first, every=every))
    return worked


def _wait(random: Random, usual: float, day: date) -> int:
    """Return a waiting time in seconds: mostly short, now and then long, longer on a weekend."""
    slow = 2.2 if day.weekday() > 4 else 1.0
    return round(usual * slow * (0.25 + random.random()) / (1.04 - random.random()))


def _given(random: Random, closed: int) -> Ratings:
    values = random.choices(range(1, 6), weights=(3, 3, 8, 22, 64), k=round(closed * 0.62))
    return Ratings.of(Counter(values))


def _totals(random: Random, worked: Sequence[_Worked]) -> Figures:
    closed = sum(day.closed for day in worked)
    every, given = [time for day in worked for time in day.every], _given(random, closed)
    return Figures(
        opened=sum(day.opened for day in worked),
        closed=closed,
        reopened=0,
        reopen_rate=rate(0, closed),
        backlog=worked[-1].backlog,
        first_response=durations([time for day in worked for time in day.first]),
        response=durations(every),
        resolution=NO_TIMES,
        full_resolution=NO_TIMES,
        messages_in=0,
        messages_out=len(every),
        ratings=given,
        rating_response=RatingResponse(closed=closed, rated=given.n, rate=rate(given.n, closed)),
    )


def _day(day: _Worked) -> Day:
    return Day(
        date=day.date,
        opened=day.opened,
        closed=day.closed,
        reopened=0,
        backlog=day.backlog,
        messages_in=0,
        messages_out=len(day.every),
        first_response=durations(day.first),
        response=durations(day.every),
    )


def _step(part: Period, worked: Sequence[_Worked]) -> Step:
    some = [day for day in worked if part.first <= day.date <= part.last]
    first, every = [time for day in some for time in day.first], [time for day in some for time in day.every]
    return Step(period=part, first_response=durations(first), response=durations(every))


def _parts(totals: Figures) -> list[Figures]:
    """Divide the counts among four."""
    return [
        replace(
            totals,
            opened=round((totals.opened or 0) * share),
            closed=round(totals.closed * share),
            messages_out=round(totals.messages_out * share),
        )
        for share in (0.4, 0.3, 0.2, 0.1)
    ]
