"""What a look at one part of the desk finds."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How bad it is: `warn` wants somebody today, `fail` wants somebody now."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


SEVERITY = list(State)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One part of the desk. `problem` is a code for the words, empty where all is well; `facts` are numbers."""

    name: str
    state: State = State.OK
    problem: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Health:
    """All parts together: as bad as the worst of them."""

    checks: list[Check]

    @property
    def state(self) -> State:
        return max((check.state for check in self.checks), key=SEVERITY.index, default=State.OK)


def graded(value: float | None, *, warn: float, fail: float) -> State:
    """Return how bad a number is that is the worse the greater it is; nothing is well."""
    if value is None or value < warn:
        return State.OK
    return State.WARN if value < fail else State.FAIL
