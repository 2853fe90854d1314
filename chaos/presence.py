"""Whether any backend is ready: an outage as long as a lease may cost a second courier's attempt."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import aiohttp

LOOK_EVERY = 0.5
# Half of a lease: whoever could not renew it in time may have lost it.
LONG = 10.0
TIMEOUT = aiohttp.ClientTimeout(total=3)


@dataclass
class Presence:
    """Looks at their own doors until it is cancelled; counts how often nobody was there for long."""

    urls: Sequence[str]
    clock: Callable[[], float] = time.monotonic
    outages: int = 0
    longest: float = 0.0
    _since: float | None = field(default=None)
    _is_counted: bool = False

    async def watch(self, session: aiohttp.ClientSession) -> None:
        while True:
            self.note(is_there=await self._is_there(session))
            await asyncio.sleep(LOOK_EVERY)

    def note(self, *, is_there: bool) -> None:
        """One look. An outage is counted as soon as it is long, and once."""
        now = self.clock()
        if is_there:
            self._since, self._is_counted = None, False
            return
        self._since = now if self._since is None else self._since
        lasted = now - self._since
        self.longest = max(self.longest, lasted)
        if lasted > LONG and not self._is_counted:
            self.outages, self._is_counted = self.outages + 1, True

    async def _is_there(self, session: aiohttp.ClientSession) -> bool:
        for url in self.urls:
            try:
                async with session.get(url, timeout=TIMEOUT) as answer:
                    if answer.status == 200:
                        return True
            except (aiohttp.ClientError, TimeoutError):
                continue
        return False
