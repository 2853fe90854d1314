"""What time it is: for every backend the same, although each machine has a clock of its own.

What happened when, and who has waited for how long, is written by one backend and read by another. A machine whose
clock is wrong, or is set while the desk runs, takes the database's time instead, and says so. It is learnt with each
connection and carried on by a clock that nobody sets, so that it costs no question.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import timezone

logger = logging.getLogger(__name__)

# Closer than this two clocks are the same: none is read at the very moment of the other.
TOLERATED = timedelta(seconds=2)
# An answer that was longer on its way, in seconds, says what time it was and not what time it is.
FRESH_WITHIN = 1.0
# Linux' steady clock stands still while the machine sleeps; this one does not.
BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)


def steady() -> float:
    """Return seconds by a clock that nobody sets, and that goes on while the machine sleeps."""
    return time.monotonic() if BOOT_CLOCK is None else time.clock_gettime(BOOT_CLOCK)


@dataclass(frozen=True)
class Reading:
    """The database's time, and what the steady clock showed when it was told."""

    moment: datetime
    steady: float

    def now(self) -> datetime:
        """The database's time by now."""
        return self.moment + timedelta(seconds=steady() - self.steady)


@dataclass
class Agreement:
    """Whether the two clocks were the same when they were last compared; a change is said, once."""

    holds: bool = True

    def note(self, *, holds: bool, off: timedelta) -> None:
        """Remember it, with by how much this machine is ahead."""
        if holds == self.holds:
            return
        self.holds = holds
        if holds:
            logger.warning("this machine's clock is right again")
        else:
            logger.warning("this machine's clock is off by %+.0f s: the database's is used", off.total_seconds())


_readings: dict[str, Reading] = {}
_agreement = Agreement()


def now() -> datetime:
    """Return this machine's time, or the database's where they differ."""
    own, reading = timezone.now(), _readings.get("default")
    if reading is None:
        return own
    told = reading.now()
    agrees = abs(told - own) <= TOLERATED
    _agreement.note(holds=agrees, off=own - told)
    return own if agrees else told


def learn(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Ask a database that has just been connected for its time."""
    asked = steady()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    answered = steady()
    if answered - asked < FRESH_WITHIN:
        _readings[connection.alias] = Reading(moment, answered)


def forget() -> None:
    """Believe this machine until the next connection is made."""
    _readings.clear()
    _agreement.holds = True


def connect() -> None:
    """Learn the time from now on."""
    connection_created.connect(learn, dispatch_uid="clock.learn")
