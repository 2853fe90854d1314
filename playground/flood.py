"""Telegram's limits on sending, when they are switched on."""

import math
from dataclasses import dataclass

from playground.refusals import too_many_requests

OVERALL_RATE, OVERALL_BURST = 30.0, 30.0
CHAT_RATE, CHAT_BURST = 1.0, 5.0
GROUP_RATE, GROUP_BURST = 20 / 60, 20.0
FORGET_AT = 10_000


@dataclass
class Bucket:
    rate: float
    burst: float
    level: float
    at: float

    def fill(self, now: float) -> None:
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now

    def missing(self, weight: float) -> float:
        """Seconds until a request of this weight is welcome. More than a full bucket is let through when full."""
        return max(0.0, (min(weight, self.burst) - self.level) / self.rate)


class Flood:
    def __init__(self) -> None:
        self.on = False
        self._overall = Bucket(OVERALL_RATE, OVERALL_BURST, OVERALL_BURST, 0.0)
        self._chats: dict[int, Bucket] = {}

    def admit(self, chat_id: int, weight: float, now: float) -> None:
        """Refuse with 429 what is over a limit. `weight` is the number of messages: an album counts each."""
        if not self.on:
            return
        chat = self._bucket(chat_id, now)
        self._overall.fill(now)
        chat.fill(now)
        wait = max(self._overall.missing(weight), chat.missing(weight))
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        self._overall.level -= weight
        chat.level -= weight

    def _bucket(self, chat_id: int, now: float) -> Bucket:
        if chat_id not in self._chats:
            if len(self._chats) >= FORGET_AT:
                self._chats.clear()
            rate, burst = (CHAT_RATE, CHAT_BURST) if chat_id > 0 else (GROUP_RATE, GROUP_BURST)
            self._chats[chat_id] = Bucket(rate, burst, burst, now)
        return self._chats[chat_id]
