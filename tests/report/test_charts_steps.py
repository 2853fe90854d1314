"""Long periods in charts: weeks and months of their own, whose medians are of all their answers."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from pytest_django import Settings

from apps.admin.actors import SYSTEM, Actor
from apps.report.charts import KINDS, draw
from apps.report.services.steps import parts_of, step_of
from apps.report.services.summary import Report, Step, report
from core.periods import Period
from tests.personas import DILNOZA, JASUR, NODIRA, Desk
from tests.report.acts import Life, at
from tests.report.charts import tips_of

# From a Tuesday to a Sunday.
SEPTEMBER_TO_NOVEMBER = Period(first=date(2026, 9, 1), last=date(2026, 11, 22))
MOMENT = timedelta(microseconds=1)


def in_steps(period: Period = SEPTEMBER_TO_NOVEMBER, *, actor: Actor = SYSTEM, **wanted: int) -> Report:
    return report(actor=actor, period=period, **wanted)


def answered(found: Report) -> dict[str, tuple[int, float | None, float | None]]:
    """Return the number, the median and the p90 of all answers, by the first day of the steps that have any."""
    steps: list[Step] = found.by_step
    return {
        f"{step.period.first:%d.%m}": (step.response.n, step.response.median, step.response.p90)
        for step in steps
        if step.response.n
    }


@pytest.mark.parametrize(
    ("days", "step"),
    [(1, "day"), (62, "day"), (63, "week"), (400, "week"), (401, "month"), (3 * 366, "month")],
)
def test_a_step_is_a_day_a_week_or_a_month(days: int, step: str) -> None:
    assert step_of(Period.of_days(days, until=date(2026, 11, 22))) == step


@pytest.mark.parametrize("days", [1, 30, 62, 63, 100, 400, 401, 3 * 366])
@pytest.mark.parametrize("until", [date(2026, 11, 22), date(2027, 1, 1), date(2028, 2, 29)])
def test_steps_follow_each_other_and_are_the_whole_period(days: int, until: date) -> None:
    period = Period.of_days(days, until=until)

    parts = parts_of(period)

    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(one.last + timedelta(days=1) == next_one.first for one, next_one in pairwise(parts))
    if step_of(period) == "week":
        assert {part.first.isoweekday() for part in parts[1:]} == {1}
    if step_of(period) == "month":
        assert {part.first.day for part in parts[1:]} == {1}


def test_a_weeks_median_is_of_its_answers_and_not_of_its_days(desk: Desk) -> None:
    life = Life(desk.payments)
    for day, waits in ((2, (10, 20)), (3, (30,)), (4, (100,)), (9, (500,))):
        for waited in waits:
            life.answered(at(day), DILNOZA.admin, waited=waited)

    assert answered(in_steps()) == {"02.11": (4, 25, 79), "09.11": (1, 500, 500)}


def test_a_week_ends_at_the_desks_midnight(desk: Desk, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tashkent"
    monday = at(9, 0)
    for moment in (monday - MOMENT, monday, at(16, 0) - MOMENT, at(16, 0)):
        Life(desk.payments).answered(moment, DILNOZA.admin, waited=1)

    assert {first: n for first, (n, *_times) in answered(in_steps()).items()} == {"02.11": 1, "09.11": 2, "16.11": 1}


def test_what_was_before_or_after_the_period_is_in_no_step(desk: Desk) -> None:
    for moment in (at(1, 0, month=9) - MOMENT, at(23, 0)):
        Life(desk.payments).answered(moment, DILNOZA.admin, waited=1)

    assert answered(in_steps()) == {}


def test_first_responses_have_steps_of_their_own(desk: Desk) -> None:
    Life(desk.payments).answered(at(2), DILNOZA.admin, waited=5, first=60)

    (step,) = [step for step in in_steps().by_step if step.first_response.n]

    assert (step.first_response.median, step.response.median) == (60, 5)


def test_the_steps_of_a_short_period_are_its_days(desk: Desk) -> None:
    for day, waited in ((10, 7), (10, 9), (12, 30)):
        Life(desk.payments).answered(at(day), DILNOZA.admin, waited=waited, first=waited)

    found = in_steps(Period(first=date(2026, 11, 9), last=date(2026, 11, 12)))

    assert [(step.period.first, step.period.last) for step in found.by_step] == [(d.date, d.date) for d in found.by_day]
    assert [step.response for step in found.by_step] == [day.response for day in found.by_day]
    assert [step.first_response for step in found.by_step] == [day.first_response for day in found.by_day]
    assert answered(found) == {"10.11": (2, 8, 8.8), "12.11": (1, 30, 30)}


def test_steps_count_only_what_the_reader_may_know(desk: Desk) -> None:
    Life(desk.payments).answered(at(2), DILNOZA.admin, waited=10)
    Life(desk.payments).answered(at(2), JASUR.admin, waited=30)
    Life(desk.delivery).answered(at(2), NODIRA.admin, waited=1000)

    assert answered(in_steps()) == {"02.11": (3, 30, 806)}
    assert answered(in_steps(actor=NODIRA.in_telegram)) == {"02.11": (1, 1000, 1000)}
    assert answered(in_steps(category_id=desk.payments.pk)) == {"02.11": (2, 20, 28)}
    assert answered(in_steps(admin_id=JASUR.admin.pk)) == {"02.11": (1, 30, 30)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", [1, 30, 90, 500])
def test_a_real_report_is_drawn(desk: Desk, kind: str, days: int) -> None:
    life = Life(desk.payments)
    life.opened(at(20))
    life.answered(at(20, 13), DILNOZA.admin, waited=3600, first=3600)
    life.rated(life.closed(at(22, 14), DILNOZA.admin), 5, at(22, 15), DILNOZA.admin)
    found = in_steps(Period.of_days(days, until=date(2026, 11, 22)))

    for wanted in (found, in_steps(found.period, admin_id=DILNOZA.admin.pk)):
        assert draw(kind, wanted, "uz").startswith("<svg")
    if kind == "volume":
        assert "Yopilgan: 1" in tips_of(draw(kind, found, "uz"))[-1]
