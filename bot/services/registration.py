"""Tells Telegram where to bring updates, and sees to it that this stays so.

The webhook is never deleted here: at a stop another bot may already serve it, and what waits at Telegram waits.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import GetWebhookInfo, SetWebhook
from aiogram.types import WebhookInfo

from bot.services.api_process_types import WebhookFacts
from bot.services.updates import ALLOWED_UPDATES
from bot.services.waiting import Backoff, wait_for_any

logger = logging.getLogger(__name__)

# Each chat that must wait holds a connection of Telegram's for some seconds: as many as Telegram allows.
MAX_CONNECTIONS = 100
# A poller that is about to stop may still take the webhook away: at first it is looked after closely.
FIRST_LOOKS = (1.0, 2.0, 4.0, 8.0, 16.0)
LOOK_EVERY = 30.0
# What Telegram refuses now (a name that does not resolve yet, a certificate) it may take later.
REFUSED_PAUSE = 15.0


@dataclass(slots=True)
class Registration:
    """`run` until `stop` is set."""

    bot: Bot
    url: str
    secret: str
    stop: asyncio.Event
    first_looks: tuple[float, ...] = FIRST_LOOKS
    look_every: float = LOOK_EVERY
    refused_pause: float = REFUSED_PAUSE
    # What Telegram said last; None until it has said anything.
    facts: WebhookFacts | None = field(init=False, default=None)
    # The time of the newest error that is known; None before the first look: what was before us is no news.
    _error_at: int | None = field(init=False, default=None)
    _backoff: Backoff = field(init=False, default_factory=lambda: Backoff("the registration of WEBHOOK_URL"))

    async def run(self) -> None:
        is_set = False
        pauses = list(self.first_looks)
        while not self.stop.is_set():
            try:
                if not is_set:
                    await self._set()
                was_set, is_set = is_set, await self._look()
            except AiogramError as error:
                if isinstance(error, TelegramBadRequest):
                    # It was asked, and does not take our address.
                    self.facts = WebhookFacts(is_ours=False, pending=0, last_error=error.message, last_error_at=None)
                await wait_for_any(self.stop, timeout=self._pause_after(error))
                continue
            self._backoff.succeeded()
            # What was well is set right at once; what was only just set would be set again without an end.
            if is_set or not was_set:
                await wait_for_any(self.stop, timeout=pauses.pop(0) if pauses else self.look_every)

    async def _set(self) -> None:
        await self.bot(
            SetWebhook(
                url=self.url,
                secret_token=self.secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=MAX_CONNECTIONS,
                drop_pending_updates=False,
            )
        )

    async def _look(self) -> bool:
        """Whether all is as it was set. What is wrong is said."""
        info = await self.bot(GetWebhookInfo())
        wrong = self._what_is_wrong(info)
        self.facts = WebhookFacts(
            is_ours=info.url == self.url,
            pending=info.pending_update_count,
            last_error=info.last_error_message or "",
            last_error_at=info.last_error_date.astimezone(UTC).isoformat() if info.last_error_date else None,
        )
        if wrong:
            logger.warning("the webhook %s, and is set anew (WEBHOOK_URL)", wrong)
        return not wrong

    def _what_is_wrong(self, info: WebhookInfo) -> str:
        error = self._news(info)
        if error:
            logger.warning("Telegram could not bring updates to WEBHOOK_URL: %s", error)
        if not info.url:
            return "was taken away"
        if info.url != self.url:
            return "leads to another address"
        if set(ALLOWED_UPDATES) - set(info.allowed_updates or []):
            return "leaves out kinds of updates"
        return "has another secret" if error.endswith("401 Unauthorized") else ""

    def _news(self, info: WebhookInfo) -> str:
        """What went wrong since the last look; empty where nothing did."""
        at = int(info.last_error_date.timestamp()) if info.last_error_date else 0
        is_news = self._error_at is not None and at > self._error_at
        self._error_at = max(at, self._error_at or 0)
        return (info.last_error_message or "") if is_news else ""

    def _pause_after(self, error: AiogramError) -> float:
        pause = self._backoff.failed(error)
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        return self.refused_pause if isinstance(error, TelegramBadRequest) else pause
