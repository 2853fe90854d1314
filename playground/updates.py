"""Updates that wait for the bot, and the rules of getUpdates."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from aiogram.enums import UpdateType

from playground.refusals import bad_request, conflict
from playground.store import Counters, Store

KNOWN = tuple(kind.value for kind in UpdateType)
# Telegram leaves these out unless they are asked for by name.
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
KEPT_SECONDS = 24 * 3600
POLLED_ELSEWHERE = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Update:
    update_id: int
    kind: str
    payload: dict[str, Any]
    lane: int  # The chat: updates of one chat are handed out in order.
    at: float

    def as_json(self) -> dict[str, Any]:
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateQueue:
    def __init__(self, store: Store, counters: Counters, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._counters = counters
        self._clock = clock
        loaded = [Update(**value) for _, value in store.load("update")]
        self._waiting = {update.update_id: update for update in sorted(loaded, key=lambda one: one.update_id)}
        self.allowed: list[str] | None = store.read("setting", "allowed_updates")
        self._poller: asyncio.Future[None] | None = None
        self.listeners: list[Callable[[], None]] = []

    def __len__(self) -> int:
        self._forget_old()
        return len(self._waiting)

    def __iter__(self) -> Iterator[Update]:
        self._forget_old()
        return iter(list(self._waiting.values()))

    def add(self, kind: str, payload: dict[str, Any], lane: int) -> None:
        """Queue an update, unless the bot has said that it does not want its kind."""
        if kind in NOT_BY_DEFAULT if not self.allowed else kind not in self.allowed:
            return
        update = Update(self._counters.next("update"), kind, payload, lane, self._clock())
        self._waiting[update.update_id] = update
        self._store.save("update", str(update.update_id), vars(update))
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
        for listener in self.listeners:
            listener()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember what the bot wants. Nothing said leaves it as it is; an empty list is the default again."""
        if kinds is None:
            return
        unknown = [kind for kind in kinds if kind not in KNOWN]
        if unknown:
            raise bad_request(f"unknown update type {unknown[0]!r} in allowed_updates")
        self.allowed = kinds or None
        self._store.save("setting", "allowed_updates", self.allowed)

    def confirm(self, update_id: int) -> None:
        if self._waiting.pop(update_id, None):
            self._store.drop("update", str(update_id))

    def drop_all(self) -> None:
        for update_id in list(self._waiting):
            self.confirm(update_id)

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:  # noqa: ASYNC109
        """The next updates, waiting up to `timeout` seconds. An offset confirms everything below it; a negative
        one keeps only the newest. Whoever was waiting before is told that another has come."""
        self.interrupt(POLLED_ELSEWHERE)
        if offset < 0:
            waiting = list(self._waiting)
            offset = waiting[max(len(waiting) + offset, 0)] if waiting else 0
        for update_id in [one for one in self._waiting if one < offset]:
            self.confirm(update_id)
        self._store.flush()
        if not self and timeout > 0:
            self._poller = poller = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(poller, timeout)
            except TimeoutError:
                return []
        return [update.as_json() for update in list(self)[: limit if 1 <= limit <= 100 else 100]]

    def interrupt(self, reason: str) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_exception(conflict(reason))

    def _forget_old(self) -> None:
        while self._waiting:
            oldest = next(iter(self._waiting.values()))
            if oldest.at > self._clock() - KEPT_SECONDS:
                return
            self.confirm(oldest.update_id)
