"""What the page is told, live."""

import asyncio
import time
from collections import deque
from typing import Any

KEPT = 20_000


class EventLog:
    """Cursors begin at the clock, so that those of a new run are above those of the run before it: a page that
    comes back with an old cursor is told to load again, and never mistakes one run for another."""

    def __init__(self) -> None:
        self._events: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT)
        self._first = self.cursor = int(time.time() * 1000)
        self._news = asyncio.Event()

    def add(self, kind: str, **fields: Any) -> None:
        self.cursor += 1
        self._events.append((self.cursor, {"type": kind, **fields}))
        self._news.set()

    def after(self, cursor: int) -> list[tuple[int, dict[str, Any]]]:
        oldest = self._events[0][0] - 1 if self._events else self.cursor
        if cursor < oldest or cursor > self.cursor:
            return [(self.cursor, {"type": "reload"})]
        missed = min(self.cursor - cursor, len(self._events))
        return [self._events[index] for index in range(len(self._events) - missed, len(self._events))]

    async def wait(self, cursor: int, seconds: float) -> None:
        """Return when something newer than the cursor is there, or when the time is over."""
        if self.cursor != cursor:
            return
        self._news.clear()
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return
