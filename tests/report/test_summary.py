"""Each figure of a report, by a small story that one can count on one's fingers."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.admin.models import Category
from apps.report.services.figures import Figures
from apps.report.services.summary import Report, report
from core.periods import Period
from tests.personas import DILNOZA, JASUR, RUSTAM, Desk
from tests.report.acts import Life, at

# The three days of the stories; the period before is the 7th to the 9th.
PERIOD = Period(first=date(2026, 11, 10), last=date(2026, 11, 12))
MOMENT = timedelta(microseconds=1)


def counted(period: Period = PERIOD, category: Category | None = None) -> Report:
    return report(actor=SYSTEM, period=period, category_id=category.pk if category else None)


def of_category(found: Report, category: Category) -> Figures:
    return next(row.totals for row in found.by_category if row.category == category)


def test_a_day_ends_where_the_next_begins(desk: Desk) -> None:
    first, end = at(10, 0), at(13, 0)
    for moment in (first - MOMENT, first, at(11, 0) - MOMENT, at(11, 0), end - MOMENT, end):
        Life(desk.payments).opened(moment)

    found = counted()

    assert (found.totals.opened, found.previous.opened) == (4, 1)
    assert [(day.date.day, day.opened) for day in found.by_day] == [(10, 2), (11, 1), (12, 1)]


def test_the_period_before_is_just_as_long(desk: Desk) -> None:
    for moment in (at(7, 0) - MOMENT, at(7, 0), at(10, 0) - MOMENT):
        Life(desk.payments).opened(moment)

    found = counted()

    assert (found.totals.opened, found.previous.opened) == (0, 2)
    assert (found.period.before.first, found.period.before.last) == (date(2026, 11, 7), date(2026, 11, 9))


def test_closings_and_reopenings_count_each_time(desk: Desk) -> None:
    life = Life(desk.payments)
    life.opened(at(10))
    life.closed(at(10, 13), DILNOZA.admin)
    life.reopened(at(10, 14))
    life.closed(at(11, 13), DILNOZA.admin)
    Life(desk.payments).closed(at(11))

    totals = counted().totals

    assert (totals.opened, totals.closed, totals.reopened, totals.reopen_rate) == (1, 3, 1, 0.3333)


def test_there_is_no_reopen_rate_without_closings(desk: Desk) -> None:
    Life(desk.payments).reopened(at(10))
    totals = counted().totals
    assert (totals.reopened, totals.reopen_rate) == (1, None)


def test_the_backlog_is_what_is_open_when_the_day_ends(desk: Desk) -> None:
    old, new = Life(desk.payments), Life(desk.payments)
    old.opened(at(1, month=3))
    new.opened(at(10, 23))
    old.closed(at(11, 0), DILNOZA.admin)
    old.reopened(at(12, 0) - MOMENT)
    new.closed(at(12, 1))

    found = counted()

    assert [day.backlog for day in found.by_day] == [2, 2, 1]
    assert (found.totals.backlog, found.previous.backlog) == (1, 1)


def test_a_transfer_takes_a_ticket_from_one_backlog_to_another(desk: Desk) -> None:
    life = Life(desk.payments)
    life.opened(at(8))
    life.moved(at(11), desk.delivery, DILNOZA.admin)
    life.moved(at(12), desk.payments, DILNOZA.admin)
    life.moved(at(12, 13), desk.delivery, DILNOZA.admin)

    everything, payments, delivery = counted(), counted(category=desk.payments), counted(category=desk.delivery)

    assert [day.backlog for day in everything.by_day] == [1, 1, 1]
    assert [day.backlog for day in payments.by_day] == [1, 0, 0]
    assert [day.backlog for day in delivery.by_day] == [0, 1, 1]
    assert (payments.previous.backlog, delivery.previous.backlog) == (1, 0)
    assert of_category(everything, desk.delivery).backlog == 1
    # Payments has nothing at its end, but had something before: its row stays.
    assert of_category(everything, desk.payments).backlog == 0


def test_transfers_of_before_the_journal_named_changes_count_too(desk: Desk) -> None:
    life = Life(desk.payments)
    life.opened(at(8))
    life.act("transferred", at(9), DILNOZA.admin, data={"category": [desk.payments.pk, desk.delivery.pk]})
    life.act("transferred", at(9), DILNOZA.admin, data={"admin": [None, 5]})
    life.act("transferred", at(9), DILNOZA.admin, changes={"admin": [None, 5]})

    assert counted(category=desk.delivery).totals.backlog == 1
    assert counted(category=desk.payments).totals.backlog == 0


def test_answers_are_measured_when_they_are_given(desk: Desk) -> None:
    life = Life(desk.payments)
    life.answered(at(10), DILNOZA.admin, waited=10, first=40)
    life.answered(at(10, 13), DILNOZA.admin)
    life.answered(at(12), JASUR.admin, waited=20.5)
    life.answered(at(9), DILNOZA.admin, waited=1000, first=1000)

    found = counted()

    assert (found.totals.first_response.n, found.totals.first_response.median) == (1, 40.0)
    response = found.totals.response
    assert (response.n, response.mean, response.median, response.p90) == (2, 15.25, 15.25, 19.45)
    assert found.previous.response.mean == 1000.0
    assert [day.response.n for day in found.by_day] == [1, 0, 1]
    assert found.by_day[1].response.mean is None
    assert (found.totals.messages_in, found.totals.messages_out) == (0, 3)


def test_a_cycle_is_resolved_each_time_and_a_ticket_once(desk: Desk) -> None:
    life, other = Life(desk.payments), Life(desk.payments)
    life.closed(at(10), DILNOZA.admin, took=10, full=10)
    life.closed(at(11), JASUR.admin, took=20, full=86_420)
    other.closed(at(11), DILNOZA.admin, took=30, full=30)
    # The ticket's last closing of all lies after the period, and is none of its business.
    life.closed(at(20), DILNOZA.admin, took=40, full=900_000)

    totals = counted().totals

    assert (totals.resolution.n, totals.resolution.mean) == (3, 20.0)
    assert (totals.full_resolution.n, totals.full_resolution.mean) == (2, 43_225.0)


def test_the_last_closing_is_the_last_of_those_that_are_counted(desk: Desk) -> None:
    life = Life(desk.payments)
    life.closed(at(10), DILNOZA.admin, full=10)
    life.moved(at(10, 13), desk.delivery)
    life.closed(at(11), JASUR.admin, full=20)
    life.closed(at(8), DILNOZA.admin, full=5)

    found = counted()
    by_admin = {row.admin: row for row in found.by_admin}

    assert found.totals.full_resolution.mean == 20.0
    assert of_category(found, desk.payments).full_resolution.mean == 10.0
    assert of_category(found, desk.delivery).full_resolution.mean == 20.0
    assert by_admin[DILNOZA.admin].totals.full_resolution.mean == 10.0
    assert by_admin[DILNOZA.admin].previous.full_resolution.mean == 5.0
    assert by_admin[JASUR.admin].totals.full_resolution.mean == 20.0


def test_messages_are_counted_by_who_wrote_them(desk: Desk) -> None:
    life = Life(desk.payments)
    life.opened(at(10), messages=3)
    life.act("received", at(10), message_count=2)
    life.act("reopened", at(11), message_count=4)
    life.act("noted", at(11), DILNOZA.admin, message_count=1)
    life.answered(at(12), DILNOZA.admin)

    totals = counted().totals

    assert (totals.messages_in, totals.messages_out) == (9, 1)


def test_ratings_count_when_given_and_closings_whenever_they_were_rated(desk: Desk) -> None:
    life = Life(desk.payments)
    before, within = life.closed(at(9), DILNOZA.admin), life.closed(at(12), DILNOZA.admin)
    life.closed(at(12, 13))
    life.rated(before, 2, at(10), DILNOZA.admin)
    life.rated(within, 5, at(14), DILNOZA.admin)

    found = counted()

    assert (found.totals.ratings.n, found.totals.ratings.mean) == (1, 2.0)
    assert found.totals.ratings.values["2"] == 1
    response = found.totals.rating_response
    assert response is not None
    assert (response.closed, response.rated, response.rate) == (2, 1, 0.5)
    assert found.previous.rating_response is not None
    assert found.previous.rating_response.rate == 1.0
    assert (found.by_admin[0].admin, found.by_admin[0].totals.ratings.mean) == (DILNOZA.admin, 2.0)


def test_by_admin_counts_who_acted_and_nothing_that_nobody_did(desk: Desk) -> None:
    life = Life(desk.payments)
    life.opened(at(10))
    life.answered(at(10), DILNOZA.admin, waited=5, first=5)
    life.closed(at(11), JASUR.admin)
    life.closed(at(11, 13))

    found = counted()
    rows = {row.admin.first_name: row.totals for row in found.by_admin}

    assert list(rows) == ["Dilnoza", "Jasur"]
    assert (rows["Dilnoza"].messages_out, rows["Dilnoza"].closed, rows["Jasur"].closed) == (1, 0, 1)
    for figures in rows.values():
        assert (figures.opened, figures.backlog, figures.messages_in) == (None, None, None)
        assert figures.rating_response is None
    of_jasur = report(actor=SYSTEM, period=PERIOD, admin_id=JASUR.admin.pk)
    assert (of_jasur.totals.closed, of_jasur.totals.opened, of_jasur.totals.backlog) == (1, None, None)
    assert [day.backlog for day in of_jasur.by_day] == [None, None, None]
    assert [row.totals.opened for row in of_jasur.by_category] == [None]
    assert [row.admin for row in of_jasur.by_admin] == [JASUR.admin]


def test_a_dismissed_admins_work_still_counts(desk: Desk) -> None:
    Life(desk.payments).closed(at(10), DILNOZA.admin)
    admin = DILNOZA.admin
    admin.is_active = False
    admin.save(update_fields=["is_active"])

    row = counted().by_admin[0]

    assert (row.admin.is_active, row.totals.closed) == (False, 1)


def test_rows_of_nothing_are_left_out_and_empty_days_stay(desk: Desk) -> None:
    found = counted()
    assert (found.by_category, found.by_admin) == ([], [])
    assert [day.backlog for day in found.by_day] == [0, 0, 0]
    assert found.totals.is_empty


def test_a_category_with_only_a_backlog_has_a_row(desk: Desk) -> None:
    Life(desk.payments).opened(at(1, month=3))
    assert [(row.category, row.totals.backlog) for row in counted().by_category] == [(desk.payments, 1)]


def test_categories_stand_in_the_desks_own_order(desk: Desk) -> None:
    for category in (desk.delivery, desk.payments):
        Life(category).opened(at(10))
    assert [row.category for row in counted().by_category] == [desk.payments, desk.delivery]


BERLIN_MIDNIGHTS = [
    # The clocks go forward in the night to 29 March 2026, and back in the night to 25 October.
    (3, 29, 23),
    (10, 25, 25),
    (6, 1, 24),
]


@pytest.mark.parametrize(("month", "day", "hours"), BERLIN_MIDNIGHTS)
def test_a_day_is_as_long_as_the_clocks_of_the_city_make_it(
    desk: Desk, settings: Settings, month: int, day: int, hours: int
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    begin = at(day, 0, month=month, zone="Europe/Berlin")
    end = datetime.fromtimestamp(begin.timestamp() + hours * 3600, tz=begin.tzinfo)
    for moment in (begin - MOMENT, begin, end - MOMENT, end):
        Life(desk.payments).opened(moment)

    found = counted(Period(first=date(2026, month, day), last=date(2026, month, day)))

    assert (found.totals.opened, found.previous.opened) == (2, 1)
    assert found.time_zone == "Europe/Berlin"


def test_the_same_moment_is_another_day_elsewhere(desk: Desk, settings: Settings) -> None:
    Life(desk.payments).opened(at(10, 0))
    assert counted().totals.opened == 1
    settings.TIME_ZONE = "Europe/Berlin"
    assert counted().previous.opened == 1


def test_a_longer_report_asks_the_database_no_more_often(desk: Desk) -> None:
    def asked(period: Period) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            counted(period)
        return len(queries)

    for category in (desk.payments, desk.delivery):
        Life(category).closed(at(10), DILNOZA.admin)
    one_day = asked(Period(first=date(2026, 11, 10), last=date(2026, 11, 10)))
    for category in (desk.payments, desk.delivery):
        for admin in (JASUR.admin, RUSTAM.admin):
            Life(category).closed(at(11), admin)
    assert asked(Period(first=date(2026, 10, 1), last=date(2026, 11, 30))) == one_day <= 12
