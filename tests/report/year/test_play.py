"""The played year has in it what the comparison needs, and the log of it is in the order of time."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from apps.ticket.models import Event, Ticket
from tests.personas import Persona
from tests.report.year import log
from tests.report.year.conftest import Oracles
from tests.report.year.moments import BORDERS, FIRST, LAST, QUIET, day_of
from tests.report.year.scenes import at
from tests.report.year.story import LOLA, ZUHRA, Year

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

TASHKENT = "Asia/Tashkent"
ACTS = {
    log.Opened: Event.Act.OPENED,
    log.Wrote: Event.Act.RECEIVED,
    log.Moved: Event.Act.TRANSFERRED,
    log.Answered: Event.Act.ANSWERED,
    log.Noted: Event.Act.NOTED,
    log.Closed: Event.Act.CLOSED,
    log.Reopened: Event.Act.REOPENED,
    log.Rated: Event.Act.RATED,
    log.Commented: Event.Act.COMMENTED,
}


def test_the_log_goes_forward(year: Year) -> None:
    moments = [entry.at for entry in year.desk.log]

    assert moments == sorted(moments)


def test_there_is_enough_of_everything(year: Year) -> None:
    kinds = Counter(type(entry) for entry in year.desk.log)

    assert kinds[log.Opened] >= 300
    assert {kind.__name__ for kind in ACTS if kinds[kind] < 20} == set()


@pytest.mark.parametrize("kind", [log.Opened, log.Answered, log.Closed, log.Reopened, log.Rated, log.Moved])
def test_much_happens_within_a_microsecond_of_midnight(year: Year, kind: type[log.Entry]) -> None:
    borders = set(BORDERS)

    assert sum(isinstance(entry, kind) and entry.at in borders for entry in year.desk.log) >= 10


def test_days_are_busy_and_empty(year: Year) -> None:
    days = Counter(day_of(entry.at, TASHKENT) for entry in year.desk.log)
    year_days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]

    assert sum(day not in days for day in year_days) >= 8
    assert not any(begin <= entry.at < end for entry in year.desk.log for begin, end in QUIET)


def test_a_ticket_is_closed_many_times_a_day(year: Year) -> None:
    closings = Counter(
        (entry.ticket, day_of(entry.at, TASHKENT)) for entry in year.desk.log if isinstance(entry, log.Closed)
    )

    assert max(closings.values()) >= 3
    assert sum(count > 1 for count in closings.values()) >= 10


def test_some_answers_measure_nothing(year: Year, oracles: Oracles) -> None:
    oracle = oracles(TASHKENT)
    answers = [oracle.measured[id(entry)] for entry in year.desk.log if isinstance(entry, log.Answered)]

    assert sum(one.response is None for one in answers) >= 20
    assert sum(one.first_response is None for one in answers) >= 20
    assert any(one.response is None and one.first_response is not None for one in answers)
    assert any(one.response and one.first_response and one.response > one.first_response for one in answers)


def test_ratings_come_late_change_and_belong_to_nobody(year: Year, oracles: Oracles) -> None:
    given = Counter(entry.closing for entry in year.desk.log if isinstance(entry, log.Rated))
    ratings = oracles(TASHKENT).ratings
    last_admin = {one.ticket: one.admin for one in ratings}

    assert sum(count > 1 for count in given.values()) >= 10
    assert any(one.admin is None for one in ratings)
    assert any(one.admin != last_admin[one.ticket] for one in ratings)


@pytest.mark.parametrize(("gone", "dismissed_at"), [(ZUHRA, at(2027, 11, 15)), (LOLA, at(2028, 4, 20))])
def test_who_was_dismissed_has_worked_before(year: Year, gone: Persona, dismissed_at: datetime) -> None:
    acts = [entry for entry in year.desk.log if entry.admin == year.admin_id(gone)]

    assert sum(entry.at < dismissed_at for entry in acts) >= 10


def test_the_desk_has_stored_just_what_was_played(year: Year) -> None:
    stored = Counter(Event.objects.order_by().values_list("act", flat=True))
    played = Counter(ACTS[type(entry)] for entry in year.desk.log if type(entry) in ACTS)
    moved_to_admins = sum(isinstance(entry, log.Held) for entry in year.desk.log)

    assert Ticket.objects.count() == played[Event.Act.OPENED]
    assert {act: stored[act] for act in played if act != Event.Act.TRANSFERRED} == {
        act: count for act, count in played.items() if act != Event.Act.TRANSFERRED
    }
    hands = (Event.Act.TAKEN, Event.Act.TAKEN_OVER, Event.Act.RELEASED, Event.Act.TRANSFERRED)
    assert sum(stored[act] for act in hands) == moved_to_admins + played[Event.Act.TRANSFERRED]


def test_some_figures_of_a_day_are_rounded_from_the_very_middle(year: Year, oracles: Oracles) -> None:
    oracle = oracles(TASHKENT)
    first_responses: dict[date, list[timedelta]] = {}
    for entry, day in zip(year.desk.log, oracle.days, strict=True):
        time = oracle.measured[id(entry)].first_response
        if time is not None:
            first_responses.setdefault(day, []).append(time)

    assert [timedelta(seconds=10, microseconds=500)] in first_responses.values()
