"""Axes: they begin at zero, reach the highest value, and their marks are round."""

import pytest

from apps.report.charts.scales import DAY, HOUR, MINUTE, counting, timing


@pytest.mark.parametrize(
    ("highest", "marks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (6, (0, 2, 4, 6)),
        (7, (0, 2, 4, 6, 8)),
        (42, (0, 10, 20, 30, 40, 50)),
        (100, (0, 20, 40, 60, 80, 100)),
        (101, (0, 50, 100, 150)),
        (12_345, (0, 5_000, 10_000, 15_000)),
    ],
)
def test_counts_have_whole_round_marks(highest: int, marks: tuple[int, ...]) -> None:
    assert counting(highest, marks=5).marks == marks


@pytest.mark.parametrize("highest", [*range(1, 130), 999, 1_000, 1_001, 10**9])
@pytest.mark.parametrize("marks", [2, 5])
def test_an_axis_reaches_the_highest_value_and_not_twice_as_far(highest: int, marks: int) -> None:
    scale = counting(highest, marks=marks)

    assert scale.marks[0] == 0
    assert highest <= scale.top
    assert scale.marks[-2] < highest
    assert len(scale.marks) <= marks + 1


@pytest.mark.parametrize(
    ("longest", "marks"),
    [
        (0, (0, 1)),
        (0.4, (0, 1)),
        (2.5, (0, 1, 2, 3)),
        (50, (0, 30, 60)),
        (100, (0, MINUTE, 2 * MINUTE)),
        (40 * MINUTE, (0, 15 * MINUTE, 30 * MINUTE, 45 * MINUTE)),
        (5 * HOUR, (0, 2 * HOUR, 4 * HOUR, 6 * HOUR)),
        (30 * HOUR, (0, 12 * HOUR, DAY, 36 * HOUR)),
        (40 * DAY, (0, 30 * DAY, 60 * DAY)),
        (400 * DAY, (0, 150 * DAY, 300 * DAY, 450 * DAY)),
    ],
)
def test_durations_have_marks_as_people_say_them(longest: float, marks: tuple[int, ...]) -> None:
    assert timing(longest, marks=3).marks == marks


def test_a_value_stands_as_far_up_as_its_share_of_the_axis() -> None:
    scale = counting(100, marks=5)

    assert [scale.share(value) for value in (0, 25, 100)] == [0, 0.25, 1]
