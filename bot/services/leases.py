"""What the courier has in hand: kept for it as long as a send takes, and checked at the last moment before each send.

A bot may be frozen for longer than its leases last, between any two of its steps. When it wakes up, others have gone
on with its chats: whatever it sends before it has asked would come twice, and out of order.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.services.api import Api
from bot.services.api_errors import ApiError

logger = logging.getLogger(__name__)

# The backend gives a lease for twenty seconds: there is time for three renewals, and one may fail.
RENEW_EVERY = 6.0
# Nothing is begun under a lease that was last confirmed longer ago than this.
TRUSTED_FOR = 14.0
# Linux' steady clock stands still while the machine sleeps; this one does not.
BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)


def elapsed() -> float:
    """Seconds of a clock that nobody sets."""
    return time.monotonic() if BOOT_CLOCK is None else time.clock_gettime(BOOT_CLOCK)


class LeaseLost(Exception):
    """The chat is another's, or nobody could say that it is not: nothing may be sent."""


@dataclass(slots=True, eq=False)
class Lease:
    """A chat in hand. `confirmed_at` is when the question was asked whose answer gave it to us, or left it to us."""

    chat_id: int
    id: str
    confirmed_at: float
    is_lost: bool = False
    # A request waits for its turn, and has not gone out.
    is_waiting: bool = False

    def take(self, lease_id: str, confirmed_at: float) -> None:
        """Go on under a lease that has just been given."""
        self.id, self.confirmed_at, self.is_lost = lease_id, confirmed_at, False


Check = Callable[[], Awaitable[None]]
_check: ContextVar[Check | None] = ContextVar("lease_check", default=None)


class CheckLease(BaseRequestMiddleware):
    """The last thing before a request goes out, after all waiting: is the chat still ours?"""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        check = _check.get()
        if check is not None:
            await check()
        return await make_request(bot, method)


@dataclass(slots=True)
class Leases:
    """The courier's leases: `keep` renews all of them with one call, now and then."""

    api: Api
    clock: Callable[[], float] = elapsed
    _held: dict[int, Lease] = field(init=False, default_factory=dict)

    def hold(self, chat_id: int, lease_id: str, confirmed_at: float) -> Lease:
        lease = self._held[chat_id] = Lease(chat_id, lease_id, confirmed_at)
        return lease

    def drop(self, lease: Lease) -> None:
        self._held.pop(lease.chat_id, None)

    @contextmanager
    def guarding(self, lease: Lease) -> Iterator[None]:
        """Let requests within go out only while the lease holds; LeaseLost tells that it does not."""

        async def check() -> None:
            await self._confirm(lease)
            lease.is_waiting = False

        lease.is_waiting = True
        token = _check.set(check)
        try:
            yield
        finally:
            _check.reset(token)
            lease.is_waiting = False

    async def renew_due(self) -> None:
        """Renew what was confirmed some time ago. What fails is tried again in time, or checked before it is used."""
        now = self.clock()
        due = [lease for lease in self._held.values() if not lease.is_lost and now - lease.confirmed_at > 1.0]
        if due:
            await self._renew(due)

    async def _confirm(self, lease: Lease) -> None:
        if not lease.is_lost and self.clock() - lease.confirmed_at > TRUSTED_FOR:
            try:
                await self._renew([lease])
            except ApiError as error:
                raise LeaseLost("the lease is old, and nobody says whether it holds") from error
        if lease.is_lost or self.clock() - lease.confirmed_at > TRUSTED_FOR:
            raise LeaseLost("the chat belongs to another")

    async def _renew(self, leases: Sequence[Lease]) -> None:
        asked_at, asked = self.clock(), {lease.chat_id: lease.id for lease in leases}
        lost = await self.api.renew_leases(asked)
        for lease in leases:
            if lease.id != asked[lease.chat_id]:
                # Given anew while we asked: the answer is about the old one.
                continue
            if lease.chat_id in lost:
                lease.is_lost = True
                logger.info("chat %s: its lease is lost", lease.chat_id)
            else:
                lease.confirmed_at = asked_at
