"""Everything that must reach a chat: leased from the backend, sent, and told of. Chats side by side, each in order."""

import asyncio
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.logs import JOURNEY
from bot.services.api import Api
from bot.services.api_errors import ApiError
from bot.services.api_types import Delivery
from bot.services.calls import Call
from bot.services.leases import RENEW_EVERY, Lease, LeaseLost, Leases
from bot.services.limiter import Limiter
from bot.services.rendering import Renderer
from bot.services.reporter import Reporter
from bot.services.request_id import following as under_id
from bot.services.request_id import of_delivery
from bot.services.sender import Sender, Sent, following_up
from bot.services.telling import told, without_quotes
from bot.services.waiting import Backoff, wait_for_any

logger = logging.getLogger(__name__)
journey = logging.getLogger(JOURNEY)

# Idle, the whole bot asks the backend at most twice a second; other loops need a little of that too.
LOOK_EVERY = 0.6
# Wakes that come closer together than this are answered by one look.
LOOK_APART = 0.03
CHATS_AT_ONCE = 64
# Who must wait longer than this gives the chat back: it holds one of the few places.
WAIT_AT_MOST = 10.0
# After an outage in which leases ran out, other bots first tell what they have sent: longer than their reporters pause.
AWAY_FOR_LONG, OTHERS_TELL_WITHIN = 10.0, 2.0
# What is being sent at a stop has so long to end, and what is cut off so long to be handed back.
FINISH_WITHIN, HAND_BACK_WITHIN = 8.0, 2.0


@dataclass(slots=True)
class _Turn:
    """A chat in hand: its row, and one that came meanwhile because the backend took the lease for lost."""

    delivery: Delivery
    lease: Lease
    next: Delivery | None = None
    is_sending: bool = False


@dataclass(slots=True)
class Courier:
    """`run` until `stop` is set; `wake` after whatever may have left something to send."""

    api: Api
    bot_id: int
    renderer: Renderer
    sender: Sender
    reporter: Reporter
    limiter: Limiter
    stop: asyncio.Event
    leases: Leases = field(init=False)
    _woken: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _turns: dict[int, _Turn] = field(init=False, default_factory=dict)
    _tasks: "dict[asyncio.Task[None], _Turn]" = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.leases = Leases(self.api)

    @property
    def in_hand(self) -> int:
        """How many chats it serves at this moment."""
        return len(self._turns)

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Look for rows at once when woken, else now and then. What is being sent is finished before it returns, and
        the rest is handed back."""
        keeping = asyncio.create_task(self._keep_leases(), name="courier: leases")
        try:
            await self._keep_looking()
            await self._finish()
        finally:
            keeping.cancel()

    async def _keep_looking(self) -> None:
        backoff, answered_at = Backoff("the courier"), time.monotonic()
        while not self.stop.is_set():
            self._woken.clear()
            try:
                if time.monotonic() - answered_at > AWAY_FOR_LONG:
                    await self.api.renew_leases({})
                    await wait_for_any(self.stop, timeout=OTHERS_TELL_WITHIN)
                await self._look()
            except ApiError as error:
                await wait_for_any(self.stop, timeout=backoff.failed(error))
                continue
            backoff.succeeded()
            answered_at = time.monotonic()
            await wait_for_any(self.stop, timeout=LOOK_APART)
            await wait_for_any(self.stop, self._woken, timeout=LOOK_EVERY - LOOK_APART)

    async def _keep_leases(self) -> None:
        """Renew what is in hand for as long as anything is."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            try:
                await self.leases.renew_due()
            except ApiError as error:
                logger.warning("leases could not be renewed: %s", error)

    async def _finish(self) -> None:
        """Hand back at once what has not gone out, let the rest end, and cut off what takes too long."""
        self._cut_off(task for task, turn in self._tasks.items() if turn.lease.is_waiting)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_WITHIN)
        self._cut_off(task for task, turn in self._tasks.items() if turn.is_sending)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=HAND_BACK_WITHIN)

    def _cut_off(self, tasks: "Iterable[asyncio.Task[None]]") -> None:
        for task in tasks:
            task.cancel()

    async def _look(self) -> None:
        room = CHATS_AT_ONCE - len(self._turns)
        if not room:
            return
        asked_at = self.leases.clock()
        deliveries = await self.api.lease(bot_id=self.bot_id, limit=room)
        for delivery in deliveries:
            self._take(delivery, asked_at)
        if len(deliveries) >= room:
            # There may be more: look again as soon as there is room.
            self.wake()

    def _take(self, delivery: Delivery, asked_at: float) -> None:
        chat_id = delivery["chat_id"]
        turn = self._turns.get(chat_id)
        if turn is None:
            lease = self.leases.hold(chat_id, delivery["lease"], asked_at)
            turn = self._turns[chat_id] = _Turn(delivery, lease)
            task = asyncio.create_task(self._serve(turn), name=f"courier: {chat_id}")
            self._tasks[task] = turn
            task.add_done_callback(self._tasks.pop)
            return
        turn.lease.take(delivery["lease"], asked_at)
        if turn.delivery["id"] == delivery["id"]:
            # We took longer than the lease. The row is sent or being sent: only its report needs the new lease.
            turn.delivery["lease"] = delivery["lease"]
        else:
            turn.next = delivery

    async def _serve(self, turn: _Turn) -> None:
        """One row after the other, for as long as the chat has any."""
        try:
            while True:
                with under_id(of_delivery(turn.delivery["id"], turn.delivery.get("request_id"))):
                    following = await self._deliver(turn) or turn.next
                if following is None:
                    return
                turn.delivery, turn.next = following, None
        except Exception:
            logger.exception("delivery %s: the courier stumbled; its lease will run out", turn.delivery["id"])
        finally:
            if len(self._turns) >= CHATS_AT_ONCE:
                # Rows may have waited for this chat's place.
                self.wake()
            self.leases.drop(turn.lease)
            del self._turns[turn.lease.chat_id]

    async def _report(self, turn: _Turn, sent: Sent) -> Delivery | None:
        """Tell what became of the row. A next row comes under the lease as it was while we asked."""
        asked_at = self.leases.clock()
        following = await self.reporter.report(turn.delivery, sent)
        if following is not None:
            turn.lease.take(following["lease"], asked_at)
        return following

    async def _deliver(self, turn: _Turn) -> Delivery | None:
        """Send what is left of the row, telling of each part before the next. The answer is the chat's next row."""
        delivery = turn.delivery
        try:
            calls = self.renderer.render(delivery)
        except Exception as error:
            logger.exception("delivery %s cannot be rendered", delivery["id"])
            return await self._report(turn, Sent("refused", error=told(error)))
        part = delivery["parts_done"]
        above = delivery["sent"][-1]["message_id"] if delivery["sent"] else None
        sent = Sent("sent")
        while part < len(calls):
            call = calls[part]
            if (delay := self.limiter.delay(delivery["chat_id"])) > WAIT_AT_MOST:
                return await self._report(turn, Sent("flood", retry_after=delay))
            if call.follows and above is not None:
                call.method = following_up(call.method, above)
            sent = await self._send(turn, call)
            if sent.result == "refused" and call.otherwise and any(phrase in sent.error for phrase in call.when):
                calls[part : part + 1] = call.otherwise()
                sent = Sent("sent")
                continue
            if sent.result != "sent":
                break
            above = sent.messages[-1]["message_id"] if sent.messages else above
            part += 1
            if part < len(calls):
                await self._report(turn, Sent("part", sent.messages, sent.files))
        if sent.result not in {"sent", "flood", "returned"}:
            logger.warning("delivery %s: %s: %s", delivery["id"], sent.result, without_quotes(sent.error))
        journey.info("delivery %s: %s", delivery["id"], sent.result)
        return await self._report(turn, sent)

    async def _send(self, turn: _Turn, call: Call) -> Sent:
        """Make one call while the chat is ours. At a stop nothing is begun; what has begun may end within its time."""
        if self.stop.is_set():
            return Sent("returned", error="The bot stops")
        turn.is_sending = True
        try:
            with self.leases.guarding(turn.lease):
                return await self.sender.send(call)
        except LeaseLost as error:
            return Sent("returned", error=str(error))
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not self.stop.is_set() or task is None:
                raise
            task.uncancel()
            return Sent("returned", error="The bot stops")
        finally:
            turn.is_sending = False
