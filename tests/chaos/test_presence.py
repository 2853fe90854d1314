"""Whether somebody was there all along: only a long outage may have cost a lease, and costs it once."""

from dataclasses import dataclass

import pytest

from chaos.presence import LONG, Presence


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presence(clock: Clock) -> Presence:
    return Presence([], clock)


def looks(presence: Presence, clock: Clock, seconds: float, *, is_there: bool) -> None:
    for _ in range(int(seconds * 2)):
        clock.now += 0.5
        presence.note(is_there=is_there)


def test_a_short_outage_costs_nothing(presence: Presence, clock: Clock) -> None:
    looks(presence, clock, LONG, is_there=False)
    looks(presence, clock, 5, is_there=True)
    looks(presence, clock, LONG, is_there=False)

    assert presence.outages == 0
    assert presence.longest == pytest.approx(LONG, abs=1)


def test_a_long_one_is_counted_once_and_the_next_again(presence: Presence, clock: Clock) -> None:
    looks(presence, clock, 3 * LONG, is_there=False)
    assert presence.outages == 1
    looks(presence, clock, 1, is_there=True)
    looks(presence, clock, 2 * LONG, is_there=False)

    assert presence.outages == 2
    assert presence.longest == pytest.approx(3 * LONG, abs=1)
