"""The arithmetic of figures: exact, rounded once and half up."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.report.services.figures import NO_RATINGS, Durations, Ratings, Sample, rate, rounded


def picked(times: list[int]) -> Sample:
    """Pick out of sorted times what the database picks."""
    ordered, n = sorted(times), len(times)
    return Sample(
        n=n,
        total=sum(ordered),
        around_median=(ordered[(n - 1) // 2], ordered[n // 2]),
        around_p90=(ordered[9 * (n - 1) // 10], ordered[(9 * (n - 1) + 9) // 10]),
    )


def obvious(times: list[int], part: Fraction) -> float:
    """Walk to the place between two neighbours, as a book would tell it."""
    ordered = sorted(times)
    place = part * (len(ordered) - 1)
    low = math.floor(place)
    value = Fraction(ordered[low])
    if place != low:
        value += (place - low) * (ordered[low + 1] - ordered[low])
    thousandths = math.floor(value / 1000 + Fraction(1, 2))
    return thousandths / 1000


@given(st.lists(st.integers(0, 10**14), min_size=1, max_size=40))
def test_median_and_p90_are_those_of_the_book(times: list[int]) -> None:
    durations = Durations.of(picked(times))
    assert durations.n == len(times)
    assert durations.median == obvious(times, Fraction(1, 2))
    assert durations.p90 == obvious(times, Fraction(9, 10))
    assert durations.mean == math.floor(Fraction(sum(times), 1000 * len(times)) + Fraction(1, 2)) / 1000


@pytest.mark.parametrize(
    ("times", "mean", "median", "p90"),
    [
        ([1_000_000], 1.0, 1.0, 1.0),
        ([0, 1_000_000], 0.5, 0.5, 0.9),
        # Half a thousandth goes up; a shade less goes down.
        ([500], 0.001, 0.001, 0.001),
        ([499], 0.0, 0.0, 0.0),
        ([499, 500], 0.0, 0.0, 0.0),
        # The median's place is half way, the 90th percentile's seven tenths of the way.
        ([0, 10_000_000, 20_000_000, 30_000_000], 15.0, 15.0, 27.0),
        (list(range(0, 11_000_000, 1_000_000)), 5.0, 5.0, 9.0),
    ],
)
def test_times_are_summarized_by_hand_computed_numbers(
    times: list[int], mean: float, median: float, p90: float
) -> None:
    assert Durations.of(picked(times)) == Durations(n=len(times), mean=mean, median=median, p90=p90)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(5, 10_000), 3, 0.001),
        (Fraction(4_999, 10_000_000), 3, 0.0),
        (Fraction(1, 3), 4, 0.3333),
        (Fraction(2, 3), 4, 0.6667),
        (Fraction(1_000_000_000_001, 2000), 3, 500_000_000.001),
    ],
)
def test_half_is_rounded_up(value: Fraction, places: int, expected: float) -> None:
    assert rounded(value, places) == expected


def test_a_share_of_nothing_is_null() -> None:
    assert rate(0, 0) is None
    assert (rate(0, 3), rate(1, 3), rate(4, 3)) == (0.0, 0.3333, 1.3333)


def test_ratings_name_every_value() -> None:
    ratings = Ratings.of({5: 2, 2: 1})
    assert (ratings.n, ratings.mean) == (3, 4.0)
    assert ratings.values == {"1": 0, "2": 1, "3": 0, "4": 0, "5": 2}
    assert (NO_RATINGS.n, NO_RATINGS.mean) == (0, None)
    assert Ratings.of({1: 1, 2: 1, 5: 1}).mean == 2.667
