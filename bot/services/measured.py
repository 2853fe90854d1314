"""The bot's parts as they are in a running bot: each does its work as ever, and is counted."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    AiogramError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.services.api import Api
from bot.services.api_errors import BackendAway, BackendFailed, Refused
from bot.services.api_types import Delivery
from bot.services.intake import Committed, Intake
from bot.services.metrics import KEPT_RAW, OTHER_KIND, Metrics
from bot.services.reporter import Reporter
from bot.services.sender import Sent
from bot.services.updates import ALLOWED_UPDATES, RawUpdate

LONG_POLL = "getUpdates"


class MeasuredApi(Api):
    """Counts calls by what came of them. Files are left out: how long they take is their size."""

    def __init__(self, url: str, token: str, metrics: Metrics) -> None:
        super().__init__(url, token)
        self._metrics = metrics

    async def _request(self, method: str, path: str, *, idempotent: bool, as_: int | None = None, **how: Any) -> Any:
        began, result = time.monotonic(), "ok"
        try:
            return await super()._request(method, path, idempotent=idempotent, as_=as_, **how)
        except Refused:
            result = "refused"
            raise
        except BackendAway:
            result = "away"
            raise
        except BackendFailed:
            result = "failed"
            raise
        except asyncio.CancelledError:
            result = "cancelled"
            raise
        finally:
            self._metrics.backend_calls.labels(result).inc()
            self._metrics.backend_seconds.observe(time.monotonic() - began)
            if result != "cancelled":
                self._metrics.backend_away.set(result == "away")


@dataclass
class MeasuredIntake(Intake):
    """Counts updates by kind and by what became of them, and how long each took to be committed."""

    metrics: Metrics = field(kw_only=True)
    _kept: set[int] = field(init=False, default_factory=set)

    async def handle(self, raw: RawUpdate, committed: Committed, leave: asyncio.Event | None = None) -> None:
        began, commits = time.monotonic(), 0

        def noted() -> None:
            nonlocal commits
            commits += 1
            if commits == 1:
                self.metrics.commit_seconds.observe(time.monotonic() - began)
            committed()

        try:
            await super().handle(raw, noted, leave)
        finally:
            self.metrics.updates.labels(kind_of(raw), self._outcome(raw, is_committed=commits > 0)).inc()

    def _outcome(self, raw: RawUpdate, *, is_committed: bool) -> str:
        if raw["update_id"] in self._kept:
            self._kept.discard(raw["update_id"])
            return KEPT_RAW
        return "committed" if is_committed else "unfinished"

    async def _keep_raw(self, raw: RawUpdate, failure: Exception) -> bool:
        kept = await super()._keep_raw(raw, failure)
        if kept:
            self._kept.add(raw["update_id"])
        return kept


@dataclass
class MeasuredReporter(Reporter):
    """Counts what became of deliveries, by kind."""

    metrics: Metrics = field(kw_only=True)

    async def report(self, delivery: Delivery, sent: Sent) -> Delivery | None:
        self.metrics.deliveries.labels(delivery["kind"], sent.result).inc()
        return await super().report(delivery, sent)


class MeasureCalls(BaseRequestMiddleware):
    """Stands next to Telegram: what limits and leases take is not counted in."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        began, result, name = time.monotonic(), "ok", method.__api_method__
        try:
            return await make_request(bot, method)
        except AiogramError as error:
            result = result_of(error)
            raise
        except asyncio.CancelledError:
            result = "cancelled"
            raise
        finally:
            self._metrics.telegram_calls.labels(name, result).inc()
            if name != LONG_POLL:
                self._metrics.telegram_seconds.labels(name).observe(time.monotonic() - began)


def result_of(error: AiogramError) -> str:
    """A failed call in one word."""
    match error:
        case TelegramRetryAfter():
            return "flood"
        case TelegramForbiddenError():
            return "blocked"
        case TelegramServerError():
            return "server_error"
        case TelegramNetworkError():
            return "network"
    return "refused"


def kind_of(raw: RawUpdate) -> str:
    """What happened, in one of the words that were asked for."""
    return next((kind for kind in ALLOWED_UPDATES if kind in raw), OTHER_KIND)


def measured_sleep(metrics: Metrics, sleep: Callable[[float], Awaitable[Any]]) -> Callable[[float], Awaitable[None]]:
    """The limiter's way to wait, which tells how long that was."""

    async def wait(seconds: float) -> None:
        metrics.limiter_wait_seconds.observe(seconds)
        await sleep(seconds)

    return wait
