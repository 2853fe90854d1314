"""Telling the backend what became of deliveries: as few calls as possible, and no report ever lost.

While one call is under way the next outcomes gather, and go together in the call after it: no report waits for a
timer, and a burst costs few calls.
"""

import asyncio
import contextvars
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.services.api import Api
from bot.services.api_errors import ApiError, BackendAway, Refused
from bot.services.api_types import Delivery, Outcome
from bot.services.sender import Sent

logger = logging.getLogger(__name__)

# Shorter than couriers wait after an outage: what was sent is told before anybody takes it for unsent.
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 1.0
AT_ONCE = 50
TOLD_WITHIN = 1.0


@dataclass(slots=True)
class _Report:
    delivery: Delivery
    sent: Sent
    stored: "asyncio.Future[Delivery | None]"
    pause: float = FIRST_PAUSE

    def outcome(self) -> Outcome:
        # The lease is read at the last moment: it may have been renewed while the backend was away.
        return {
            "delivery": self.delivery["id"],
            "lease": self.delivery["lease"],
            "result": self.sent.result,
            "messages": self.sent.messages,
            "files": self.sent.files,
            "retry_after": None if self.sent.retry_after is None else math.ceil(self.sent.retry_after),
            "error": self.sent.error,
        }

    def finish(self, following: Delivery | None) -> None:
        if not self.stored.done():
            self.stored.set_result(following)


@dataclass
class Reporter:
    """`report` returns once the backend has stored the outcome, with the chat's next row where there is one."""

    api: Api
    bot_id: int
    sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep
    _waiting: list[_Report] = field(init=False, default_factory=list)
    _talking: "asyncio.Task[None] | None" = field(init=False, default=None)
    _later: "set[asyncio.Task[None]]" = field(init=False, default_factory=set)
    # What stands in a chat, by chat and message id, while the backend does not know of it yet.
    _untold: "dict[tuple[int, int], asyncio.Future[Delivery | None]]" = field(init=False, default_factory=dict)

    @property
    def untold(self) -> int:
        """How many messages stand in chats without the backend's knowing of them."""
        return len(self._untold)

    async def report(self, delivery: Delivery, sent: Sent) -> Delivery | None:
        report = _Report(delivery, sent, asyncio.get_running_loop().create_future())
        places = [(delivery["chat_id"], message["message_id"]) for message in sent.messages]
        self._untold.update(dict.fromkeys(places, report.stored))
        self._enqueue([report])
        try:
            return await report.stored
        finally:
            for place in places:
                self._untold.pop(place, None)

    async def is_told(self, chat_id: int, message_id: int) -> bool:
        """Whether the backend knows of that message of ours, or learns of it within a moment. A reply that overtook
        the report would be nobody's: it would go to the ticket that its writer has open instead."""
        stored = self._untold.get((chat_id, message_id))
        if stored is not None:
            await asyncio.wait([stored], timeout=TOLD_WITHIN)
        return stored is None or stored.done()

    def _enqueue(self, reports: list[_Report]) -> None:
        self._waiting += reports
        if self._talking is None:
            # A batch tells of many deliveries: it does not go under the id of the one that came first.
            nobody = contextvars.Context()
            self._talking = asyncio.create_task(self._talk(), name="reporter", context=nobody)

    async def _talk(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                await self._store(batch)
        finally:
            self._talking = None

    async def _store(self, batch: list[_Report]) -> None:
        """Tell of all at once, or of each by itself where the backend cannot take them together."""
        try:
            following = await self.api.report_outcomes(
                bot_id=self.bot_id, outcomes=[report.outcome() for report in batch]
            )
        except ApiError as error:
            if len(batch) > 1 and not isinstance(error, BackendAway):
                for report in batch:
                    await self._store([report])
            elif isinstance(error, Refused) and error.status not in {401, 403}:
                # What is refused for what it says will never be stored: the lease runs out, and the row goes on.
                logger.error("delivery %s: its outcome was refused: %s", batch[0].delivery["id"], error)
                batch[0].finish(None)
            else:
                logger.warning("%d outcomes wait to be told: %s", len(batch), error)
                self._try_later(batch)
        else:
            by_chat = {delivery["chat_id"]: delivery for delivery in following}
            for report in batch:
                report.finish(by_chat.get(report.delivery["chat_id"]))

    def _try_later(self, batch: list[_Report]) -> None:
        """Keep at it for as long as it takes, beside the others: one stubborn report holds up no neighbour."""
        task = asyncio.create_task(self._requeue(batch), name="reporter: later")
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _requeue(self, batch: list[_Report]) -> None:
        await self.sleep(max(report.pause for report in batch))
        for report in batch:
            report.pause = min(report.pause * 2, LONGEST_PAUSE)
        self._enqueue(batch)
