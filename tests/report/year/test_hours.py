"""Every hour of the played year equals the oracle's log, in every time zone."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.report.services.hours import count_hours
from apps.report.services.scope import scope_of
from core.periods import Period
from tests.report.year import log
from tests.report.year.conftest import Oracles
from tests.report.year.moments import ZONES, day_of
from tests.report.year.story import Year

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

PERIODS = {
    "the year": (date(2027, 9, 1), date(2028, 8, 31)),
    "four weeks in which clocks go back": (date(2027, 10, 18), date(2027, 11, 14)),
    "four weeks in which they go on": (date(2028, 3, 6), date(2028, 4, 2)),
}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("category", [None, "payments"])
def test_the_hours_of_a_period(
    year: Year, oracles: Oracles, settings: Settings, zone: str, name: str, category: str | None
) -> None:
    settings.TIME_ZONE = zone
    first, last = PERIODS[name]
    category_id = getattr(year, category).pk if category else None
    wanted: Counter[tuple[int, int]] = Counter()
    for entry in oracles(zone).entries:
        is_asked = first <= day_of(entry.at, zone) <= last and category_id in {None, entry.category}
        if is_asked and isinstance(entry, log.Opened | log.Wrote | log.Reopened):
            clock = entry.at.astimezone(ZoneInfo(zone))
            wanted[clock.weekday(), clock.hour] += len(entry.words)
    scope = scope_of(actor=SYSTEM, category_id=category_id)

    hours = count_hours(Period(first=first, last=last), scope)

    assert sum(wanted.values()) > 10
    assert {(day, hour): hours.counts[day][hour] for day in range(7) for hour in range(24)} == {
        (day, hour): wanted[day, hour] for day in range(7) for hour in range(24)
    }
