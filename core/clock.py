"""What time it is: for every backend the same, although each machine has a clock of its own.

What happened when, and who has waited for how long, is written by one backend and read by another. A machine whose
clock is wrong, or is set while the desk runs, takes the database's time instead. It is learnt with each connection
and carried on by a clock that nobody sets, so that it costs no question.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import timezone

# Closer than this two clocks are the same: none is read at the very moment of the other.
TOLERATED = timedelta(seconds=2)


@dataclass(frozen=True)
class Reading:
    """The database's time, and what the steady clock showed when it was told."""

    moment: datetime
    steady: float

    def now(self) -> datetime:
        """The database's time by now."""
        return self.moment + timedelta(seconds=time.monotonic() - self.steady)


_readings: dict[str, Reading] = {}


def now() -> datetime:
    """Return this machine's time, or the database's where they differ."""
    own, reading = timezone.now(), _readings.get("default")
    if reading is None:
        return own
    told = reading.now()
    return told if abs(told - own) > TOLERATED else own


def learn(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Ask a database that has just been connected for its time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    _readings[connection.alias] = Reading(moment, time.monotonic())


def forget() -> None:
    """Believe this machine until the next connection is made."""
    _readings.clear()


def connect() -> None:
    """Learn the time from now on."""
    connection_created.connect(learn, dispatch_uid="clock.learn")
