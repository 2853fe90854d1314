"""The figures of reports, as docs/reports.md defines them. They are computed from whole numbers and rounded once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

SECOND_PLACES, MEAN_PLACES, RATE_PLACES = 3, 3, 4
MICROSECOND = timedelta(microseconds=1)
VALUES = range(1, 6)


def rounded(value: Fraction, places: int) -> float:
    """Return the value rounded half up to so many decimal places."""
    scale = 10**places
    return float(Fraction(math.floor(value * scale + Fraction(1, 2)), scale))


def rate(part: int, whole: int) -> float | None:
    """Return the share of the whole; null of nothing."""
    return rounded(Fraction(part, whole), RATE_PLACES) if whole else None


def seconds(time: timedelta) -> float:
    """Return a time in seconds."""
    return rounded(Fraction(time // MICROSECOND, 10**6), SECOND_PLACES)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What the database tells of a set of times: their number, and in microseconds their sum and some of them."""

    n: int
    total: int
    around_median: tuple[int, int]
    around_p90: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Durations:
    """Times in seconds. Median and 90th percentile lie between neighbours where no time is exactly there."""

    n: int = 0
    mean: float | None = None
    median: float | None = None
    p90: float | None = None

    @classmethod
    def of(cls, sample: Sample) -> "Durations":
        """Summarize times. The k-th percentile is at position k/100·(n−1), counted from 0."""
        mean = Fraction(sample.total, sample.n * 10**6)
        return cls(
            n=sample.n,
            mean=rounded(mean, SECOND_PLACES),
            median=_between(sample.around_median, Fraction((sample.n - 1) % 2, 2)),
            p90=_between(sample.around_p90, Fraction(9 * (sample.n - 1) % 10, 10)),
        )


def _between(neighbours: tuple[int, int], part: Fraction) -> float:
    low, high = neighbours
    return rounded((low + (high - low) * part) / 10**6, SECOND_PLACES)


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """How content people were; `values` says how often each of 1 to 5 was given."""

    n: int
    mean: float | None
    values: Mapping[str, int]

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> "Ratings":
        """Summarize how often each value was given."""
        n = sum(counts.values())
        mean = rounded(Fraction(sum(value * counts[value] for value in counts), n), MEAN_PLACES) if n else None
        return cls(n=n, mean=mean, values={str(value): counts.get(value, 0) for value in VALUES})


@dataclass(frozen=True, kw_only=True)
class RatingResponse:
    """How many of the closings people rated."""

    closed: int
    rated: int
    rate: float | None


NO_TIMES = Durations()
NO_RATINGS = Ratings.of({})


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All figures of a period. What is nobody's act is null where only one admin's acts are counted."""

    opened: int | None
    closed: int
    reopened: int
    reopen_rate: float | None
    backlog: int | None
    first_response: Durations
    response: Durations
    resolution: Durations
    full_resolution: Durations
    messages_in: int | None
    messages_out: int
    ratings: Ratings
    rating_response: RatingResponse | None

    @property
    def is_empty(self) -> bool:
        """Nothing happened, and nothing lies there."""
        counts = (self.opened, self.closed, self.reopened, self.backlog, self.messages_in, self.messages_out)
        return not any(counts) and not self.ratings.n
