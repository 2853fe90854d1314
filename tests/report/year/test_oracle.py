"""The oracle itself, on logs so small that each figure is computed by hand beside it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.report.year.arithmetic import durations, half_up, percentile
from tests.report.year.log import Answered, Closed, Entry, Moved, Opened, Rated, Reopened, Wrote
from tests.report.year.measures import measure
from tests.report.year.oracle import Oracle

TASHKENT = "Asia/Tashkent"
PAYMENTS, DELIVERY = 1, 2
ZUHRA, TOHIR = 11, 12
TODAY = date(2027, 9, 10)
# Midnight in Tashkent, where nobody changes the clocks.
MIDNIGHT = datetime(2027, 9, 9, 19, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TICK = timedelta(microseconds=1)


def opened(at: datetime, *words: datetime, ticket: int = 1, category: int = PAYMENTS) -> Opened:
    return Opened(at=at, ticket=ticket, category=category, words=words, number=1000 + ticket, person="Aziza")


def answered(at: datetime, admin: int = ZUHRA, category: int = PAYMENTS, ticket: int = 1) -> Answered:
    return Answered(at=at, ticket=ticket, category=category, admin=admin)


def closed(at: datetime, closing: int, admin: int | None = None, category: int = PAYMENTS, ticket: int = 1) -> Closed:
    return Closed(at=at, ticket=ticket, category=category, admin=admin, closing=closing)


def reopened(at: datetime, *words: datetime, by_asker: bool = True, ticket: int = 1) -> Reopened:
    return Reopened(at=at, ticket=ticket, category=PAYMENTS, words=words, by_asker=by_asker, holder=None)


def wrote(at: datetime, ticket: int = 1) -> Wrote:
    return Wrote(at=at, ticket=ticket, category=PAYMENTS, words=(at,))


def moved(at: datetime, category: int, to: int, ticket: int = 1) -> Moved:
    return Moved(at=at, ticket=ticket, category=category, admin=ZUHRA, to_category=to)


def rated(at: datetime, closing: int, value: int) -> Rated:
    return Rated(at=at, ticket=1, category=PAYMENTS, closing=closing, value=value)


@pytest.mark.parametrize(
    ("seconds", "median", "p90"),
    [
        ([10], "10", "10"),
        ([10, 20], "15", "19"),
        ([30, 10, 20], "20", "28"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "6", "10"),
        ([0, 1, 1, 100], "1", "70.3"),
    ],
)
def test_a_percentile_lies_on_the_line_between_its_neighbours(seconds: list[int], median: str, p90: str) -> None:
    described = durations([timedelta(seconds=number) for number in seconds])

    assert (described["median"], described["p90"]) == (Decimal(median), Decimal(p90))


def test_a_percentile_is_exact_before_it_is_rounded() -> None:
    assert percentile([Fraction(0), Fraction(1, 3)], Fraction(1, 2)) == Fraction(1, 6)


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (Fraction(1, 2000), "0.001"),
        (Fraction(1, 2001), "0.000"),
        (Fraction(5, 2000), "0.003"),
        (Fraction(2, 3), "0.667"),
    ],
)
def test_a_half_goes_up(number: Fraction, rounded: str) -> None:
    assert half_up(number, 3) == Decimal(rounded)


def test_times_of_nothing_are_nothing() -> None:
    assert durations([]) == {"n": 0, "mean": None, "median": None, "p90": None}


def test_a_mean_is_rounded_once_and_from_microseconds() -> None:
    times = [timedelta(microseconds=number) for number in (1_000_499, 1_000_500, 1_000_501)]

    assert durations(times)["mean"] == Decimal("1.001")
    assert durations(times[:2])["mean"] == Decimal("1.000")


def _measures(*entries: Entry) -> list[tuple[timedelta | None, timedelta | None]]:
    measured = measure(entries)
    return [
        (measured[id(entry)].first_response, measured[id(entry)].response)
        for entry in entries
        if isinstance(entry, Answered)
    ]


def test_the_first_response_counts_from_the_opening_and_every_response_from_the_first_unanswered_word() -> None:
    at = MIDNIGHT
    story = [opened(at, at - HOUR, at), answered(at + MINUTE), answered(at + 2 * MINUTE)]
    story += [wrote(at + 3 * MINUTE), wrote(at + 4 * MINUTE), answered(at + 5 * MINUTE)]

    assert _measures(*story) == [(MINUTE, HOUR + MINUTE), (None, None), (None, 2 * MINUTE)]


def test_a_reopening_begins_anew_and_one_by_the_person_asks() -> None:
    at = MIDNIGHT
    silent = [opened(at), closed(at + MINUTE, 1), reopened(at + 2 * MINUTE), answered(at + 5 * MINUTE)]
    wordy = [*silent, wrote(at + 6 * MINUTE), closed(at + 7 * MINUTE, 2)]
    wordy += [reopened(at + 9 * MINUTE, at + 8 * MINUTE), answered(at + 10 * MINUTE)]

    assert _measures(*wordy) == [(3 * MINUTE, 3 * MINUTE), (MINUTE, 2 * MINUTE)]


def test_nobody_waits_after_a_reopening_by_the_staff() -> None:
    at = MIDNIGHT
    story = [opened(at, at), closed(at + MINUTE, 1), reopened(at + 2 * MINUTE, by_asker=False)]

    assert _measures(*story, answered(at + 3 * MINUTE)) == [(MINUTE, None)]


def test_what_was_written_meanwhile_waits_also_where_the_staff_reopen() -> None:
    at = MIDNIGHT
    story = [opened(at, at), closed(at + MINUTE, 1), reopened(at + 3 * MINUTE, at + 2 * MINUTE, by_asker=False)]

    assert _measures(*story, answered(at + 4 * MINUTE)) == [(MINUTE, 2 * MINUTE)]


def test_only_the_last_closing_in_the_period_counts_in_all() -> None:
    at = MIDNIGHT
    story = [opened(at), closed(at + HOUR, 1), reopened(at + 2 * HOUR), closed(at + 4 * HOUR, 2, category=DELIVERY)]
    story += [reopened(at + DAY), closed(at + DAY + HOUR, 3)]
    figures = Oracle(story, TASHKENT).figures

    today = figures(TODAY, TODAY, None)
    assert (today["resolution"]["n"], today["resolution"]["mean"]) == (2, Decimal(5400))
    assert (today["full_resolution"]["n"], today["full_resolution"]["mean"]) == (1, Decimal(14400))
    payments = figures(TODAY, TODAY, frozenset({PAYMENTS}))
    assert payments["full_resolution"]["mean"] == Decimal(3600)
    both = figures(TODAY, TODAY + DAY, None)
    assert both["full_resolution"]["mean"] == Decimal(25 * 3600)
    assert (both["closed"], both["reopened"], both["reopen_rate"]) == (3, 2, Decimal("0.6667"))


def test_a_day_ends_one_microsecond_before_midnight_there() -> None:
    story = [opened(MIDNIGHT - TICK, ticket=1), opened(MIDNIGHT, ticket=2), opened(MIDNIGHT + DAY - TICK, ticket=3)]
    tashkent, berlin = Oracle(story, TASHKENT), Oracle(story, "Europe/Berlin")

    assert [tashkent.figures(TODAY + n * DAY, TODAY + n * DAY, None)["opened"] for n in (-1, 0, 1)] == [1, 2, 0]
    # There it is nine in the evening of the day before, and the last comes on the day itself.
    assert [berlin.figures(TODAY + n * DAY, TODAY + n * DAY, None)["opened"] for n in (-1, 0, 1)] == [2, 1, 0]


def test_a_day_on_which_the_clocks_go_back_has_twenty_five_hours() -> None:
    day = date(2027, 10, 31)
    begin = datetime(2027, 10, 30, 22, tzinfo=UTC)
    story = [opened(begin - TICK, ticket=1), opened(begin, ticket=2), opened(begin + 25 * HOUR - TICK, ticket=3)]
    story += [opened(begin + 25 * HOUR, ticket=4)]

    assert Oracle(story, "Europe/Berlin").figures(day, day, None)["opened"] == 2


def test_the_backlog_is_what_is_open_when_the_day_ends() -> None:
    at = MIDNIGHT
    story = [opened(at - 3 * DAY, ticket=1), opened(at, ticket=2), moved(at + HOUR, PAYMENTS, DELIVERY, ticket=2)]
    story += [closed(at + 2 * HOUR, 1, ticket=1), moved(at + DAY, DELIVERY, DELIVERY, ticket=2)]
    story += [closed(at + 2 * DAY, 2, category=DELIVERY, ticket=2)]
    backlog = Oracle(story, TASHKENT).backlog
    days = [TODAY + number * DAY for number in (-4, -3, -1, 0, 1, 2)]

    assert [backlog(day, None) for day in days] == [0, 1, 1, 1, 1, 0]
    assert [backlog(day, frozenset({PAYMENTS})) for day in days] == [0, 1, 1, 0, 0, 0]
    assert [backlog(day, frozenset({DELIVERY})) for day in days] == [0, 0, 0, 1, 1, 0]


def test_messages_count_where_they_came_in() -> None:
    at = MIDNIGHT
    story = [
        opened(at, at - DAY, at),
        wrote(at),
        answered(at),
        answered(at, TOHIR),
        closed(at, 1),
        reopened(at, at, at),
    ]
    figures = Oracle(story, TASHKENT).figures(TODAY, TODAY, None)

    assert (figures["messages_in"], figures["messages_out"]) == (5, 2)


def test_by_admin_only_their_own_acts_count_and_what_is_nobodys_is_null() -> None:
    at = MIDNIGHT
    story = [opened(at, at), answered(at + MINUTE), answered(at + HOUR, TOHIR), closed(at + HOUR, 1, ZUHRA)]
    story += [rated(at + HOUR, 1, 4)]
    zuhra, tohir = (Oracle(story, TASHKENT).figures(TODAY, TODAY, None, admin) for admin in (ZUHRA, TOHIR))

    assert (zuhra["closed"], zuhra["messages_out"], zuhra["ratings"]["n"]) == (1, 1, 0)
    assert (tohir["closed"], tohir["messages_out"], tohir["ratings"]["n"]) == (0, 1, 1)
    assert (zuhra["first_response"]["n"], tohir["first_response"]["n"]) == (1, 0)
    assert [zuhra[name] for name in ("opened", "backlog", "messages_in", "rating_response")] == [None] * 4


def test_a_rating_lies_on_its_first_day_with_its_last_value() -> None:
    at = MIDNIGHT
    story = [opened(at, at), answered(at), closed(at, 1), rated(at + DAY - TICK, 1, 1), rated(at + DAY, 1, 5)]
    figures = Oracle(story, TASHKENT).figures
    values = {"1": 0, "2": 0, "3": 0, "4": 0, "5": 1}

    assert figures(TODAY, TODAY, None)["ratings"] == {"n": 1, "mean": Decimal(5), "values": values}
    assert figures(TODAY + DAY, TODAY + DAY, None)["ratings"]["n"] == 0


def test_a_rating_is_the_work_of_whoever_answered_last_before_that_closing() -> None:
    at = MIDNIGHT
    story = [opened(at, at), answered(at, ZUHRA), closed(at, 1), reopened(at), answered(at, TOHIR), rated(at, 1, 2)]
    story += [closed(at, 2), rated(at, 2, 3)]
    nobody = [opened(at, ticket=2), closed(at, 3, ticket=2), rated(at, 3, 1)]

    assert [one.admin for one in Oracle([*story, *nobody], TASHKENT).ratings] == [ZUHRA, TOHIR, None]


def test_a_closing_is_rated_whenever_that_was() -> None:
    at = MIDNIGHT
    story = [opened(at), closed(at, 1), reopened(at), closed(at, 2), reopened(at), closed(at, 3), rated(at + DAY, 2, 3)]

    assert Oracle(story, TASHKENT).figures(TODAY, TODAY, None)["rating_response"] == {
        "closed": 3,
        "rated": 1,
        "rate": Decimal("0.3333"),
    }


def test_what_nothing_happened_to_has_no_rate() -> None:
    figures = Oracle([], TASHKENT).figures(TODAY, TODAY, None)

    assert (figures["reopen_rate"], figures["rating_response"]["rate"], figures["ratings"]["mean"]) == (
        None,
        None,
        None,
    )
    assert (figures["opened"], figures["backlog"]) == (0, 0)


def test_each_day_stands_for_itself() -> None:
    at = MIDNIGHT
    story = [opened(at, at), answered(at + HOUR), closed(at + 2 * DAY, 1)]
    days = Oracle(story, TASHKENT).by_day(TODAY, TODAY + 2 * DAY, None, None)

    assert [(day["opened"], day["closed"], day["backlog"], day["first_response"]["n"]) for day in days] == [
        (1, 0, 1, 1),
        (0, 0, 1, 0),
        (0, 1, 0, 0),
    ]
