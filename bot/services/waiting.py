"""Waiting that a stop can end, and pauses that grow while something stays broken."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 3.0
SAY_AGAIN_AFTER = 60.0

Answer = TypeVar("Answer")


async def wait_for_any(*events: asyncio.Event, timeout: float) -> None:  # noqa: ASYNC109  # A timeout is no failure here.
    """Return when one of the events is set, or after so many seconds."""
    if timeout <= 0 or any(event.is_set() for event in events):
        return
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def unless_stopped(stop: asyncio.Event, act: Coroutine[Any, Any, Answer]) -> Answer | None:
    """What an act brings, or None where the stop comes first: then the act is given up."""
    acting, stopping = asyncio.ensure_future(act), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((acting, stopping), return_when=asyncio.FIRST_COMPLETED)
        return acting.result() if acting.done() else None
    finally:
        acting.cancel()
        stopping.cancel()


@dataclass(slots=True)
class Backoff:
    """How long to wait after each failure in a row. Says so in the log when it begins, now and then, and at its end."""

    who: str
    quiet: bool = False
    failures: int = 0
    _said_at: float = field(init=False, default=0.0)

    def failed(self, error: Exception) -> float:
        self.failures += 1
        if not self.quiet and (self.failures == 1 or time.monotonic() - self._said_at > SAY_AGAIN_AFTER):
            self._said_at = time.monotonic()
            logger.warning("%s waits: %s", self.who, error)
        doubled: float = FIRST_PAUSE * 2 ** min(self.failures - 1, 10)
        return min(doubled, LONGEST_PAUSE)

    def succeeded(self) -> None:
        if self.failures and not self.quiet:
            logger.info("%s goes on", self.who)
        self.failures = 0
