"""What the API says of the played year is what the oracle says, for the service and for an admin in Telegram."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest
from pytest_django import Settings

from tests.doors import Api
from tests.personas import Persona
from tests.report.year import log
from tests.report.year.compare import Question, differences, expected, reported
from tests.report.year.conftest import Oracles
from tests.report.year.moments import day_of, midnight
from tests.report.year.oracle import Facts
from tests.report.year.story import LOLA, TOHIR, ZUHRA, Year
from tests.report.year.tickets import recent_ratings

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

ApiOf = Callable[[Persona | None], Api]
PERIODS = [(date(2028, 3, 20), date(2028, 3, 26)), (date(2027, 11, 1), date(2027, 11, 30))]


@pytest.mark.parametrize("zone", ["Asia/Tashkent", "Asia/Beirut"])
@pytest.mark.parametrize(("first", "last"), PERIODS, ids=["week", "month"])
def test_the_service_reads_everything(
    year: Year, oracles: Oracles, settings: Settings, api: ApiOf, zone: str, first: date, last: date
) -> None:
    settings.TIME_ZONE = zone
    answer = api(None).get("report/summary/", **{"from": first.isoformat(), "to": last.isoformat()})

    before = Question(first=first, last=last).before
    assert answer.json()["before"] == {"from": before.first.isoformat(), "to": before.last.isoformat()}
    due = expected(oracles(zone), year, Question(first=first, last=last))
    assert differences(reported(answer.json()), due) == []


@pytest.mark.parametrize(("first", "last"), PERIODS, ids=["week", "month"])
def test_an_admin_reads_their_categories_and_no_colleagues_work(
    year: Year, oracles: Oracles, api: ApiOf, first: date, last: date
) -> None:
    answer = api(ZUHRA).get("report/summary/", **{"from": first.isoformat(), "to": last.isoformat()})

    bound = year.desk.bound[ZUHRA]
    due = expected(
        oracles("Asia/Tashkent"),
        year,
        Question(first=first, last=last, categories=bound, reader=year.admin_id(ZUHRA)),
    )
    assert differences(reported(answer.json()), due) == []


def test_a_question_names_a_category_and_an_admin(year: Year, oracles: Oracles, api: ApiOf) -> None:
    first, last = PERIODS[1]
    category, admin = year.delivery.pk, year.admin_id(TOHIR)
    query = {"from": first.isoformat(), "to": last.isoformat(), "category": category, "admin": admin}
    answer = api(None).get("report/summary/", **query)

    question = Question(first=first, last=last, categories=frozenset({category}), admin=admin)
    assert differences(reported(answer.json()), expected(oracles("Asia/Tashkent"), year, question)) == []


def test_an_admin_reads_their_own_activity(year: Year, oracles: Oracles, settings: Settings, api: ApiOf) -> None:
    settings.TIME_ZONE = "America/New_York"
    oracle, admin = oracles(settings.TIME_ZONE), year.admin_id(ZUHRA)
    answered_on = Counter(
        day_of(entry.at, settings.TIME_ZONE)
        for entry in year.desk.log
        if isinstance(entry, log.Answered) and entry.admin == admin
    )
    today = answered_on.most_common(1)[0][0]
    busy = midnight(today, settings.TIME_ZONE)
    with year.clock.at(busy):
        answer = api(ZUHRA).get("report/activity/").json()

    figures = oracle.figures(today, today, None, admin)
    assert figures["messages_out"] > 0
    assert answer["today"]["answered"] == figures["messages_out"]
    assert differences(answer["today"]["first_response"], figures["first_response"]) == []
    assert differences(answer["today"]["ratings"], figures["ratings"]) == []
    due = recent_ratings(oracle, admin, year.desk.bound[ZUHRA])
    assert [_moments(row) for row in answer["recent_ratings"]] == [_moments(row) for row in due]


def _moments(row: Facts) -> Facts:
    """Read the moment: it is the same, however its time zone is written."""
    return {**row, "created_at": datetime.fromisoformat(row["created_at"])}


def test_the_year_is_not_read_by_whoever_was_dismissed(year: Year, api: ApiOf) -> None:
    answer = api(LOLA).get("report/summary/")

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
