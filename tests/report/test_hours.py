"""When people write: each message in the hour and the weekday that the desk's clock showed, and whose they are."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from apps.admin.actors import SYSTEM, Actor
from apps.report.charts import NARROW, WIDE
from apps.report.charts.hours import draw_hours
from apps.report.services.hours import Hours, count_hours
from apps.report.services.scope import scope_of
from core.periods import Period
from tests.personas import DILNOZA, RUSTAM, Desk
from tests.report.acts import Life, at
from tests.report.charts import labels_of, tips_of, tree_of, words_of

# Monday to Sunday.
WEEK = Period(first=date(2026, 11, 9), last=date(2026, 11, 15))
MOMENT = timedelta(microseconds=1)


def counted(actor: Actor = SYSTEM, period: Period = WEEK) -> Hours:
    return count_hours(period, scope_of(actor=actor))


def places(hours: Hours) -> dict[tuple[int, int], int]:
    """Return what was counted, without the empty hours."""
    return {(day, hour): count for day, row in enumerate(hours.counts) for hour, count in enumerate(row) if count}


def test_an_hour_ends_where_the_next_begins(desk: Desk) -> None:
    for moment in (at(10, 9), at(10, 10) - MOMENT, at(10, 10), at(11, 0) - MOMENT, at(11, 0)):
        Life(desk.payments).opened(moment)
    assert places(counted()) == {(1, 9): 2, (1, 10): 1, (1, 23): 1, (2, 0): 1}


def test_only_what_people_write_counts_and_every_message_of_it(desk: Desk) -> None:
    life = Life(desk.payments)
    life.opened(at(9, 8), messages=3)
    life.act("received", at(9, 8, 59), message_count=2)
    life.answered(at(9, 8), DILNOZA.admin)
    life.act("noted", at(9, 8), DILNOZA.admin, message_count=1)
    life.closed(at(9, 9), DILNOZA.admin)
    life.act("reopened", at(9, 9), message_count=4)
    hours = counted()
    assert places(hours) == {(0, 8): 5, (0, 9): 4}
    assert (hours.total, hours.most, hours.busiest) == (9, 5, (0, 8))


def test_the_period_begins_and_ends_at_the_desks_midnight(desk: Desk) -> None:
    for moment in (at(9, 0) - MOMENT, at(9, 0), at(16, 0) - MOMENT, at(16, 0)):
        Life(desk.payments).opened(moment)
    assert places(counted()) == {(0, 0): 1, (6, 23): 1}


def test_the_same_weekdays_of_several_weeks_come_together(desk: Desk) -> None:
    for day in (3, 10, 17):
        Life(desk.payments).opened(at(day, 15))
    four_weeks = Period.of_days(28, until=date(2026, 11, 22))
    assert places(counted(period=four_weeks)) == {(1, 15): 3}


@pytest.mark.parametrize(
    ("zone", "place"), [("Asia/Kathmandu", (2, 5)), ("Pacific/Chatham", (2, 13)), ("America/St_Johns", (1, 20))]
)
def test_clocks_that_are_off_by_quarters_of_an_hour_are_reckoned_too(
    zone: str, place: tuple[int, int], desk: Desk, settings: Settings
) -> None:
    settings.TIME_ZONE = zone
    Life(desk.payments).opened(datetime(2026, 11, 11, 0, 14, 59, 999_999, tzinfo=UTC))
    assert places(counted()) == {place: 1}


def test_an_hour_that_the_clocks_repeat_holds_both(desk: Desk, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    for hour in (0, 1):
        Life(desk.payments).opened(datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    day = Period(first=date(2026, 10, 25), last=date(2026, 10, 25))
    assert places(counted(period=day)) == {(6, 2): 2}


def test_an_admin_counts_only_what_was_written_in_their_categories(desk: Desk) -> None:
    Life(desk.payments).opened(at(9, 8))
    Life(desk.delivery).opened(at(9, 9), messages=7)
    assert places(counted(DILNOZA.in_telegram)) == {(0, 8): 1}
    assert places(counted(RUSTAM.in_telegram)) == {(0, 8): 1, (0, 9): 7}


# ---------------------------------------------------------------- the picture


def hours_of(**counts: int) -> Hours:
    """Return hours in which `d2h15=40` was written on the Wednesday at three."""
    rows = tuple(tuple(counts.get(f"d{day}h{hour}", 0) for hour in range(24)) for day in range(7))
    return Hours(period=WEEK, counts=rows)


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_the_squares_are_drawn_for_every_hour_and_their_words_keep_apart(language: str, size: tuple[int, int]) -> None:
    svg = draw_hours(hours_of(d0h9=12_345, d6h23=1), language, size=type(WIDE)(*size))
    assert len(tips_of(svg)) == 7 * 24
    labels = labels_of(svg)
    assert all(label.left >= 0 and label.right <= size[0] for label in labels)
    assert not [
        (one.words, other.words) for one in labels for other in labels if one is not other and one.touches(other)
    ]


def test_more_messages_are_a_darker_square_and_none_is_grey() -> None:
    svg = draw_hours(hours_of(d0h0=10, d0h1=5), "en", size=WIDE)
    squares = [square for square in tree_of(svg).iter("{http://www.w3.org/2000/svg}rect") if len(square)][:3]
    shades = [float(square.get("fill-opacity", "1")) for square in squares]
    assert shades[0] == 1
    assert shades[0] > shades[1] > shades[2]
    assert (squares[0].get("fill"), squares[2].get("fill")) == ("#008579", "currentColor")


def test_it_says_its_figures_to_whoever_does_not_see_them() -> None:
    svg = draw_hours(hours_of(d2h15=40, d3h1=2), "en", size=WIDE)
    described = [element.text for element in tree_of(svg) if element.tag.endswith("desc")]
    assert described == ["42 messages. The busiest hour: Wed, 15:00–16:00 · 40."]
    assert "Wed, 15:00–16:00 · 40" in tips_of(svg)


def test_without_messages_it_says_so() -> None:
    assert "No messages in these days." in words_of(draw_hours(hours_of(), "en", size=WIDE))
