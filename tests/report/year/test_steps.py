"""How long people waited by day, week and month, as charts show it, equals the oracle's times of these very days."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.report.services.summary import report
from core.periods import Period
from tests.report.year.compare import differences
from tests.report.year.conftest import Oracles
from tests.report.year.story import Year

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

Span = tuple[date, date]


def _days(first: date, last: date) -> list[Span]:
    return [(day, day) for day in (first + timedelta(days=number) for number in range((last - first).days + 1))]


def _weeks(first: date, last: date) -> list[Span]:
    """Divide at every Monday."""
    begins = [first, *(day for day, _ in _days(first, last)[1:] if day.weekday() == 0)]
    return _until_the_next(begins, last)


def _months(first: date, last: date) -> list[Span]:
    begins = [first, *(day for day, _ in _days(first, last)[1:] if day.day == 1)]
    return _until_the_next(begins, last)


def _until_the_next(begins: list[date], last: date) -> list[Span]:
    ends = [begin - timedelta(days=1) for begin in begins[1:]] + [last]
    return list(zip(begins, ends, strict=True))


PERIODS = {
    "62 days": (date(2028, 2, 1), date(2028, 4, 2), _days),
    "63 days": (date(2028, 2, 1), date(2028, 4, 3), _weeks),
    "the year": (date(2027, 9, 1), date(2028, 8, 31), _weeks),
    "400 days": (date(2027, 8, 18), date(2028, 9, 20), _weeks),
    "401 days": (date(2027, 8, 18), date(2028, 9, 21), _months),
}


@pytest.mark.parametrize("zone", ["Asia/Tashkent", "Europe/Berlin", "America/Havana"])
@pytest.mark.parametrize("name", PERIODS)
def test_waiting_by_the_steps_of_a_chart(
    year: Year, oracles: Oracles, settings: Settings, name: str, zone: str
) -> None:
    settings.TIME_ZONE = zone
    first, last, divide = PERIODS[name]
    steps = report(actor=SYSTEM, period=Period(first=first, last=last)).by_step

    due = []
    for begin, end in divide(first, last):
        figures = oracles(zone).figures(begin, end, None)
        due.append([begin, end, figures["first_response"], figures["response"]])
    seen = [[step.period.first, step.period.last, asdict(step.first_response), asdict(step.response)] for step in steps]
    assert differences(seen, due) == []
