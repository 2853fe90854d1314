"""Fetches updates and confirms them to Telegram, but only what is committed.

Chats run side by side and each in its order. Telegram's offset is cumulative: it stands at the first update that is
not committed yet, and what comes after that one is fetched, recognised and handled meanwhile, so that one chat that
must wait delays nobody else.
"""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field
from functools import partial

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter
from aiogram.methods import DeleteWebhook

from bot.services.intake import Intake
from bot.services.updates import ALLOWED_UPDATES, GetRawUpdates, RawUpdate, order_key
from bot.services.waiting import Backoff, unless_stopped, wait_for_any

logger = logging.getLogger(__name__)

BATCH = 100
LONG_POLL = 30
# How long a batch is waited for before the next look at what came meanwhile.
PATIENCE, LONGEST_PATIENCE = 0.3, 5.0
FINISH_WITHIN = 10.0
CONFLICT_PAUSE = 3.0


@dataclass(slots=True)
class Poller:
    """`run` until `stop` is set; then what is in hand is finished and confirmed before it returns."""

    bot: Bot
    intake: Intake
    stop: asyncio.Event
    finish_within: float = FINISH_WITHIN
    conflict_pause: float = CONFLICT_PAUSE
    _offset: int | None = field(init=False, default=None)
    # The ids fetched and not confirmed yet; those that are also uncommitted, in order.
    _known: set[int] = field(init=False, default_factory=set)
    _uncommitted: dict[int, None] = field(init=False, default_factory=dict)
    _settled: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _queues: dict[int, deque[RawUpdate]] = field(init=False, default_factory=dict)
    _tasks: "set[asyncio.Task[None]]" = field(init=False, default_factory=set)
    _backoff: Backoff = field(init=False, default_factory=lambda: Backoff("the poller"))

    async def run(self) -> None:
        await self._delete_webhook()
        patience = PATIENCE
        while not self.stop.is_set():
            updates = await self._fetch(timeout=0 if self._uncommitted else LONG_POLL)
            fresh = [update for update in updates if update["update_id"] not in self._known]
            for update in fresh:
                self._enqueue(update)
            if self._uncommitted:
                patience = PATIENCE if fresh else min(patience * 1.5, LONGEST_PATIENCE)
                await wait_for_any(self.stop, self._settled, timeout=patience)
            self._move_offset()
        await self._finish()

    async def _delete_webhook(self) -> None:
        """A webhook excludes polling. What waits at Telegram is never dropped."""
        while not self.stop.is_set():
            try:
                await self.bot(DeleteWebhook(drop_pending_updates=False))
            except AiogramError as error:
                await self._pause(error)
            else:
                return

    async def _fetch(self, *, timeout: int) -> list[RawUpdate]:  # noqa: ASYNC109  # Telegram's own parameter.
        """The updates from the offset on, or none when the bot stops or Telegram cannot be reached."""
        method = GetRawUpdates(offset=self._offset, limit=BATCH, timeout=timeout, allowed_updates=ALLOWED_UPDATES)
        try:
            updates = await unless_stopped(self.stop, self.bot(method, request_timeout=timeout + 15))
        except AiogramError as error:
            await self._pause(error)
            return []
        if updates is None:
            return []
        self._backoff.succeeded()
        return updates

    async def _pause(self, error: AiogramError) -> None:
        if isinstance(error, TelegramConflictError) and "webhook" in error.message:
            logger.warning("a webhook was set beside this bot, and is deleted: another bot may be in webhook mode")
            await self._delete_webhook()
            return
        pause = self._backoff.failed(error)
        if isinstance(error, TelegramConflictError):
            pause = self.conflict_pause
        elif isinstance(error, TelegramRetryAfter):
            pause = float(error.retry_after)
        await wait_for_any(self.stop, timeout=pause)

    def _enqueue(self, update: RawUpdate) -> None:
        self._known.add(update["update_id"])
        self._uncommitted[update["update_id"]] = None
        self._settled.clear()
        key = order_key(update)
        queue = self._queues.get(key)
        if queue is not None:
            queue.append(update)
            return
        self._queues[key] = deque([update])
        task = asyncio.create_task(self._serve(key), name=f"chat {key}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, key: int) -> None:
        """A chat's updates, one after the other. One that could not be committed keeps the later ones waiting."""
        queue = self._queues[key]
        try:
            while queue:
                update_id = queue[0]["update_id"]
                await self.intake.handle(queue[0], partial(self._commit, update_id))
                if update_id in self._uncommitted:
                    return
                queue.popleft()
        finally:
            # What could not be handled is forgotten, so that it is fetched again.
            self._known.difference_update(update["update_id"] for update in queue)
            del self._queues[key]

    def _commit(self, update_id: int) -> None:
        self._uncommitted.pop(update_id, None)
        if not self._uncommitted:
            self._settled.set()

    def _move_offset(self) -> None:
        """Stand at the first uncommitted update; the next request confirms everything before it."""
        if not self._known and not self._uncommitted:
            return
        self._offset = min(self._uncommitted) if self._uncommitted else max(self._known) + 1
        self._known = {update_id for update_id in self._known if update_id >= self._offset}

    async def _finish(self) -> None:
        """Let what is in hand come to its end, within a limit, and confirm what is committed."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self.finish_within)
        for task in self._tasks:
            task.cancel()
        self._move_offset()
        if self._offset is None:
            return
        try:
            await self.bot(GetRawUpdates(offset=self._offset, limit=1, timeout=0, allowed_updates=ALLOWED_UPDATES))
        except AiogramError as error:
            logger.warning("the last updates could not be confirmed, and will come again: %s", error)
