"""Every number of a report over the played year equals the oracle's, to the last digit."""

from datetime import date

import pytest
from pytest_django import Settings

from apps.admin.actors import SYSTEM, Actor
from apps.report.services.summary import report
from core.periods import Period
from tests.personas import Persona
from tests.report.year.compare import Question, differences, expected, reported
from tests.report.year.conftest import Oracles
from tests.report.year.moments import ZONES
from tests.report.year.story import ANVAR, KARIM, LOLA, SUPER, TOHIR, ZUHRA, Year

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

YEAR = (date(2027, 9, 1), date(2028, 8, 31))
MARCH = (date(2028, 3, 1), date(2028, 3, 31))
PERIODS = {
    "a day": (date(2028, 7, 1), date(2028, 7, 1)),
    "a leap day": (date(2028, 2, 29), date(2028, 2, 29)),
    "a day of 25 hours in Berlin": (date(2027, 10, 31), date(2027, 10, 31)),
    "a day of 23 hours in Berlin, and without midnight in Beirut": (date(2028, 3, 26), date(2028, 3, 26)),
    "a day of 25 hours in New York, and with two midnights in Havana": (date(2027, 11, 7), date(2027, 11, 7)),
    "a day of 23 hours in New York, and without midnight in Havana": (date(2028, 3, 12), date(2028, 3, 12)),
    "a quiet day": (date(2028, 5, 4), date(2028, 5, 4)),
    "a quiet new year": (date(2028, 1, 1), date(2028, 1, 2)),
    "a week": (date(2028, 6, 5), date(2028, 6, 11)),
    "a week in which the clocks go back": (date(2027, 10, 25), date(2027, 10, 31)),
    "a week in which they go on": (date(2028, 3, 20), date(2028, 3, 26)),
    "a week with a leap day": (date(2028, 2, 28), date(2028, 3, 5)),
    "the first month": (date(2027, 9, 1), date(2027, 9, 30)),
    "a month": (date(2027, 11, 1), date(2027, 11, 30)),
    "a month with a leap day": (date(2028, 2, 1), date(2028, 2, 29)),
    "a month in which the clocks go on": MARCH,
    "a quarter": (date(2028, 1, 1), date(2028, 3, 31)),
    "the time before": (date(2027, 7, 15), date(2027, 8, 15)),
    "around the beginning": (date(2027, 8, 20), date(2027, 9, 20)),
    "around the end": (date(2028, 8, 20), date(2028, 9, 20)),
    "the future": (date(2030, 1, 1), date(2030, 1, 31)),
    "the year": YEAR,
}


def _check(year: Year, oracles: Oracles, zone: str, actor: Actor, question: Question, **wanted: int | None) -> None:
    period = Period(first=question.first, last=question.last)
    facts = report(actor=actor, period=period, **wanted).as_facts()

    assert facts["time_zone"] == zone
    assert differences(reported(facts), expected(oracles(zone), year, question)) == []


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", PERIODS)
def test_a_period_in_a_time_zone(year: Year, oracles: Oracles, settings: Settings, zone: str, name: str) -> None:
    settings.TIME_ZONE = zone
    first, last = PERIODS[name]

    _check(year, oracles, zone, SYSTEM, Question(first=first, last=last))


CATEGORIES = ["payments", "delivery", "returns", "silent"]
STAFF: list[Persona | None] = [None, SUPER, ZUHRA, TOHIR, ANVAR, LOLA, KARIM]


@pytest.mark.parametrize("period", [MARCH, YEAR], ids=["month", "year"])
@pytest.mark.parametrize("admin", STAFF, ids=lambda admin: admin.first_name if admin else "everybody")
@pytest.mark.parametrize("category", [None, *CATEGORIES])
def test_a_category_and_an_admin(
    year: Year,
    oracles: Oracles,
    settings: Settings,
    category: str | None,
    admin: Persona | None,
    period: tuple[date, date],
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    category_id = getattr(year, category).pk if category else None
    admin_id = year.admin_id(admin) if admin else None
    categories = frozenset({category_id}) if category_id else None
    question = Question(first=period[0], last=period[1], categories=categories, admin=admin_id)

    _check(
        year, oracles, settings.TIME_ZONE, year.desk.actor(SUPER), question, category_id=category_id, admin_id=admin_id
    )


@pytest.mark.parametrize("name", ["a week", "a month in which the clocks go on", "the year"])
@pytest.mark.parametrize("own", [False, True], ids=["everybody", "own work"])
@pytest.mark.parametrize("reader", [ZUHRA, TOHIR, ANVAR, KARIM], ids=lambda admin: admin.first_name)
def test_an_admin_reads_their_categories_only(
    year: Year, oracles: Oracles, settings: Settings, reader: Persona, own: bool, name: str
) -> None:
    settings.TIME_ZONE = "America/New_York"
    reader_id = year.admin_id(reader)
    admin_id = reader_id if own else None
    first, last = PERIODS[name]
    question = Question(first=first, last=last, categories=year.desk.bound[reader], admin=admin_id, reader=reader_id)

    _check(year, oracles, settings.TIME_ZONE, year.desk.actor(reader), question, admin_id=admin_id)
