"""Axes with round marks: whole numbers, and durations as people say them."""

from dataclasses import dataclass
from math import ceil

MINUTE, HOUR, DAY = 60, 3600, 86400
# Steps between two marks of a duration, in seconds; longer ones are whole multiples of thirty days.
ROUND_TIMES = (
    1, 2, 5, 10, 15, 30,
    MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
    DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An axis from zero to the last of its marks. It begins at zero because a cut axis exaggerates."""

    marks: tuple[int, ...]

    @property
    def top(self) -> int:
        return self.marks[-1]

    def share(self, value: float) -> float:
        """Return how far up the axis the value stands, from 0 to 1."""
        return value / self.top


def counting(highest: int, *, marks: int) -> Scale:
    """Return an axis of whole numbers up to at least that one, with about so many steps."""
    needed = max(1, ceil(highest / marks))
    step = 10 ** (len(str(needed)) - 1)
    step = next(step * factor for factor in (1, 2, 5, 10) if step * factor >= needed)
    return _up_to(highest, step)


def timing(longest: float, *, marks: int) -> Scale:
    """Return an axis of seconds up to at least that many, with about so many steps."""
    needed = longest / marks
    step = next((time for time in ROUND_TIMES if time >= needed), None) or 30 * DAY * ceil(needed / (30 * DAY))
    return _up_to(ceil(longest), step)


def _up_to(highest: int, step: int) -> Scale:
    return Scale(marks=tuple(step * number for number in range(max(1, ceil(highest / step)) + 1)))
