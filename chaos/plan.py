"""What is done to the deployment, and when: everything follows from a seed, so that a run can be run again."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "kill bot",
    "kill backend",
    "kill nginx worker",
    "kill pgbouncer",
    "kill postgres",
    "kill redis",
    "stop bot",
    "stop backend",
    "restart postgres",
    "restart redis",
    "flush redis",
    "hang redis",
    "reload nginx",
    "cut before",
    "cut after",
    "telegram 429",
    "telegram 500",
    "telegram 502",
    "telegram drops before",
    "telegram drops after",
]
# The heaviest stand twice: after the others, a run has seen each of them more often.
DECK: tuple[Kind, ...] = (
    *("kill bot", "kill bot", "kill backend", "kill backend", "cut after", "cut after", "telegram drops after"),
    *("kill nginx worker", "kill pgbouncer", "kill postgres", "kill redis", "stop bot", "stop backend"),
    *("restart postgres", "restart redis", "flush redis", "hang redis", "reload nginx", "cut before"),
    *("telegram 429", "telegram 500", "telegram 502", "telegram drops before"),
)
# People find their places first; and what is broken last is whole again before the end.
QUIET_AT_THE_BEGINNING, QUIET_AT_THE_END = 3.0, 4.0
# How long something that was ended stays away, in seconds.
AWAY_AT_MOST = 4.0
APART_AT_LEAST = 0.4
MOST_BLOWS = 2000


@dataclass(frozen=True)
class Blow:
    """`target` chooses among several of a kind, `away` is how long it is not there, `times` how often it fails."""

    at: float
    kind: Kind
    target: int
    away: float
    times: int

    def __str__(self) -> str:
        return f"{self.at:7.1f} s  {self.kind:<22} #{self.target % 10} away {self.away:.1f} s, {self.times} times"


def make_plan(*, seed: int, seconds: float, every: float) -> list[Blow]:
    """Blows about every so many seconds. A deck of all kinds is dealt out before any comes again."""
    chance = random.Random(seed)  # noqa: S311 - It has to be the same again.
    kinds = _dealt(chance)
    plan: list[Blow] = []
    at = QUIET_AT_THE_BEGINNING
    while at < seconds - QUIET_AT_THE_END and len(plan) < MOST_BLOWS:
        away, times = chance.uniform(0, AWAY_AT_MOST), chance.randint(1, 4)
        plan.append(Blow(round(at, 1), next(kinds), chance.randrange(1000), round(away, 1), times))
        at += max(APART_AT_LEAST, chance.expovariate(1 / every))
    return plan


def _dealt(chance: random.Random) -> Iterator[Kind]:
    while True:
        deck = list(DECK)
        chance.shuffle(deck)
        yield from deck
