"""Every number of an admin's own activity equals the oracle's, whenever and wherever they look."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from apps.report.services.activity import count_activity
from tests.personas import Persona
from tests.report.year.compare import differences
from tests.report.year.conftest import Oracles
from tests.report.year.moments import day_of
from tests.report.year.oracle import Facts, Oracle
from tests.report.year.story import ANVAR, KARIM, SUPER, TOHIR, ZUHRA, Year
from tests.report.year.tickets import recent_ratings

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

READERS = [SUPER, ZUHRA, TOHIR, ANVAR, KARIM]
MOMENTS = [
    datetime(2027, 10, 31, 12, tzinfo=UTC),
    datetime(2027, 11, 7, 4, tzinfo=UTC) - timedelta(microseconds=1),
    datetime(2028, 2, 29, 19, tzinfo=UTC),
    datetime(2028, 3, 26, 21, 59, tzinfo=UTC),
    datetime(2028, 5, 4, tzinfo=UTC),
    datetime(2028, 8, 31, 23, tzinfo=UTC),
]


def _work(oracle: Oracle, admin: int, now: datetime, zone: str, days: int) -> Facts:
    today = day_of(now, zone)
    figures = oracle.figures(today - timedelta(days=days - 1), today, None, admin)
    return {
        "answered": figures["messages_out"],
        "closed": figures["closed"],
        "first_response": figures["first_response"],
        "ratings": figures["ratings"],
    }


def _expected(year: Year, oracle: Oracle, reader: Persona, now: datetime, zone: str) -> Facts:
    admin = year.admin_id(reader)
    visible = None if reader == SUPER else year.desk.bound[reader]
    return {
        "today": _work(oracle, admin, now, zone, 1),
        "week": _work(oracle, admin, now, zone, 7),
        "recent_ratings": recent_ratings(oracle, admin, visible),
    }


@pytest.mark.parametrize("zone", ["Asia/Tashkent", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("moment", MOMENTS, ids=str)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.first_name)
def test_today_and_this_week(
    year: Year, oracles: Oracles, settings: Settings, reader: Persona, moment: datetime, zone: str
) -> None:
    settings.TIME_ZONE = zone
    with year.clock.at(moment):
        counted = count_activity(actor=year.desk.actor(reader))

    assert differences(counted, _expected(year, oracles(zone), reader, moment, zone)) == []


def test_some_of_these_weeks_have_something_in_them(year: Year, oracles: Oracles) -> None:
    weeks = [
        _expected(year, oracles("Asia/Tashkent"), reader, moment, "Asia/Tashkent")["week"]
        for reader in READERS
        for moment in MOMENTS
    ]

    assert sum(week["answered"] > 0 for week in weeks) >= 8
    assert sum(week["ratings"]["n"] > 0 for week in weeks) >= 5
