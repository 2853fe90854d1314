"""Whether the bot can do its work: it has heard from Telegram and from the backend, and is not about to stop."""

import asyncio
from dataclasses import dataclass


@dataclass(slots=True)
class Readiness:
    """What has answered once counts for good: an outage later on is for the health view, not for taking a bot away."""

    stop: asyncio.Event
    telegram: bool = False
    backend: bool = False

    def missing(self) -> list[str]:
        """What keeps the bot from being ready; empty when it is."""
        waited_for = [
            name for name, answered in (("telegram", self.telegram), ("backend", self.backend)) if not answered
        ]
        return ["stopping"] if self.stop.is_set() else waited_for
