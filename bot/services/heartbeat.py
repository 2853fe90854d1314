"""Says every few seconds that this bot lives and how it fares, and learns how many there are."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.services.api import Api
from bot.services.api_errors import ApiError, Refused
from bot.services.api_process_types import Mode, ProcessFacts
from bot.services.readiness import Readiness
from bot.services.waiting import wait_for_any

EVERY = 15.0
# While the backend has never answered, this is what finds out that it is there.
FIRST_EVERY = 1.0
LEAVE_WITHIN = 2.0


@dataclass(slots=True)
class Heartbeat:
    """`run` until the stop, and then `leave` once everything else has come to its end."""

    api: Api
    bot_id: int
    mode: Mode
    readiness: Readiness
    facts: Callable[[], ProcessFacts]
    every: float = EVERY
    # How many bots serve this token, this one included, as far as the backend knows.
    alive: int = 1
    instance: uuid.UUID = field(default_factory=uuid.uuid4)
    _started_at: datetime = field(init=False, default_factory=lambda: datetime.now(UTC))

    async def run(self) -> None:
        stop = self.readiness.stop
        while not stop.is_set():
            await self._beat()
            await wait_for_any(stop, timeout=self.every if self.readiness.backend else min(self.every, FIRST_EVERY))

    async def leave(self) -> None:
        """Let the others have this bot's part of the limits at once. Nobody waits long for it."""
        with contextlib.suppress(ApiError, TimeoutError):
            async with asyncio.timeout(LEAVE_WITHIN):
                await self.api.leave(instance=str(self.instance))

    async def _beat(self) -> None:
        """A backend that is away is said by those who need it for their work, and not here."""
        try:
            alive = await self.api.report_process(
                instance=str(self.instance),
                bot_id=self.bot_id,
                mode=self.mode,
                started_at=self._started_at.isoformat(),
                facts=self.facts(),
            )
        except Refused:
            self.readiness.backend = True
        except ApiError:
            return
        else:
            self.readiness.backend = True
            self.alive = max(1, alive)
