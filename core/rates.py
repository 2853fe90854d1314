"""How many requests somebody made within the last minute: counted in Redis for all backends, or here alone."""

import math
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches

from core.cache import ForgivingRedis

WINDOW = 60


class LocalCounts:
    """The counts of this process, for where no Redis is used or none answers."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, int], int] = {}
        self._minute = 0

    def add(self, who: str, minute: int, amount: int = 1) -> tuple[int, int]:
        """Count in this minute; returns the counts of the one before and of this one."""
        with self._lock:
            if minute != self._minute:
                # What is older than the minute before counts no more: the memory stays that of two minutes.
                self._counts = {key: count for key, count in self._counts.items() if key[1] >= minute - 1}
                self._minute = minute
            present = self._counts[who, minute] = self._counts.get((who, minute), 0) + amount
            return self._counts.get((who, minute - 1), 0), present

    def forget(self) -> None:
        """Begin anew, as tests do."""
        with self._lock:
            self._counts.clear()


local = LocalCounts()


def wait_before(who: str, limit: int, clock: Callable[[], float] = time.time) -> int:
    """Count a request and return 0; or return after how many seconds there is room for it, and do not count it.

    The minute slides: of the calendar's minute before counts the part that still lies within the last sixty seconds.
    A `limit` of 0 is none.
    """
    if not limit:
        return 0
    minute, elapsed = divmod(clock(), WINDOW)
    before, present = _add(who, int(minute), 1)
    if before * (1 - elapsed / WINDOW) + present <= limit:
        return 0
    _add(who, int(minute), -1)
    return max(1, math.ceil(_until_room(before, present - 1, elapsed, limit)))


def _until_room(before: int, present: int, elapsed: float, limit: int) -> float:
    """Return the seconds until one more request is within the limit, if none comes meanwhile."""
    if present < limit:
        return WINDOW * (1 - (limit - present - 1) / before) - elapsed
    return WINDOW - elapsed + WINDOW * (1 - (limit - 1) / present)


def _add(who: str, minute: int, amount: int) -> tuple[int, int]:
    cache = caches["default"]
    shared = cache.ask(_question(who, minute, amount), None) if isinstance(cache, ForgivingRedis) else None
    return local.add(who, minute, amount) if shared is None else shared


def _question(who: str, minute: int, amount: int) -> Callable[[Any], tuple[int, int] | None]:
    def ask(redis: Any) -> tuple[int, int] | None:
        now, before = f"yordam:rate:{who}:{minute}", f"yordam:rate:{who}:{minute - 1}"
        pipeline = redis.pipeline(transaction=False)
        present, _, earlier = pipeline.incrby(now, amount).expire(now, 2 * WINDOW + 1).get(before).execute()
        return int(earlier or 0), int(present)

    return ask
