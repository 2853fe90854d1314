"""Everything that must reach a chat: leased from the backend, sent, and told of. Chats side by side, each in order."""

import asyncio
import logging
from dataclasses import dataclass, field

from bot.logs import JOURNEY
from bot.services.api import Api
from bot.services.api_errors import ApiError
from bot.services.api_types import Delivery
from bot.services.limiter import Limiter
from bot.services.rendering import Renderer
from bot.services.reporter import Reporter
from bot.services.request_id import following as under_id
from bot.services.request_id import of_delivery
from bot.services.sender import Sender, Sent, following_up
from bot.services.telling import without_quotes
from bot.services.waiting import Backoff, wait_for_any

logger = logging.getLogger(__name__)
journey = logging.getLogger(JOURNEY)

# Idle, the whole bot asks the backend at most twice a second; other loops need a little of that too.
LOOK_EVERY = 0.6
# Wakes that come closer together than this are answered by one look.
LOOK_APART = 0.03
CHATS_AT_ONCE = 64
# A lease lasts a minute: who must wait longer than half of it gives the chat back.
WAIT_AT_MOST = 30.0


@dataclass(slots=True)
class _Turn:
    """A chat in hand: its row, and one that came meanwhile because the backend took the lease for lost."""

    delivery: Delivery
    next: Delivery | None = None


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
    _woken: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _turns: dict[int, _Turn] = field(init=False, default_factory=dict)
    _tasks: "set[asyncio.Task[None]]" = field(init=False, default_factory=set)

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Look for rows at once when woken, else now and then. Rows in hand are finished before it returns."""
        backoff = Backoff("the courier")
        while not self.stop.is_set():
            self._woken.clear()
            try:
                await self._look()
            except ApiError as error:
                await wait_for_any(self.stop, timeout=backoff.failed(error))
                continue
            backoff.succeeded()
            await wait_for_any(self.stop, timeout=LOOK_APART)
            await wait_for_any(self.stop, self._woken, timeout=LOOK_EVERY - LOOK_APART)
        await asyncio.gather(*self._tasks)

    async def _look(self) -> None:
        room = CHATS_AT_ONCE - len(self._turns)
        if not room:
            return
        deliveries = await self.api.lease(bot_id=self.bot_id, limit=room)
        for delivery in deliveries:
            self._take(delivery)
        if len(deliveries) >= room:
            # There may be more: look again as soon as there is room.
            self.wake()

    def _take(self, delivery: Delivery) -> None:
        turn = self._turns.get(delivery["chat_id"])
        if turn is None:
            turn = self._turns[delivery["chat_id"]] = _Turn(delivery)
            task = asyncio.create_task(self._serve(turn), name=f"courier: {delivery['chat_id']}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif turn.delivery["id"] == delivery["id"]:
            # We took longer than the lease. The row is sent or being sent: only its report needs the new lease.
            turn.delivery["lease"] = delivery["lease"]
        else:
            turn.next = delivery

    async def _serve(self, turn: _Turn) -> None:
        """One row after the other, for as long as the chat has any."""
        chat_id = turn.delivery["chat_id"]
        try:
            while True:
                if self.stop.is_set():
                    await self.reporter.report(turn.delivery, Sent("flood", retry_after=0.0, error="The bot stops"))
                    return
                with under_id(of_delivery(turn.delivery["id"], turn.delivery.get("request_id"))):
                    following = await self._deliver(turn.delivery) or turn.next
                if following is None:
                    return
                turn.delivery, turn.next = following, None
        except Exception:
            logger.exception("delivery %s: the courier stumbled; its lease will run out", turn.delivery["id"])
        finally:
            if len(self._turns) >= CHATS_AT_ONCE:
                # Rows may have waited for this chat's place.
                self.wake()
            del self._turns[chat_id]

    async def _deliver(self, delivery: Delivery) -> Delivery | None:
        """Send what is left of the row, telling of each part before the next. The answer is the chat's next row."""
        try:
            calls = self.renderer.render(delivery)
        except Exception as error:
            logger.exception("delivery %s cannot be rendered", delivery["id"])
            return await self.reporter.report(delivery, Sent("refused", error=f"{type(error).__name__}: {error}"))
        part = delivery["parts_done"]
        above = delivery["sent"][-1]["message_id"] if delivery["sent"] else None
        sent = Sent("sent")
        while part < len(calls):
            call = calls[part]
            if (delay := self.limiter.delay(delivery["chat_id"])) > WAIT_AT_MOST:
                return await self.reporter.report(delivery, Sent("flood", retry_after=delay))
            if call.follows and above is not None:
                call.method = following_up(call.method, above)
            sent = await self.sender.send(call)
            if sent.result == "refused" and call.otherwise and any(phrase in sent.error for phrase in call.when):
                calls[part : part + 1] = call.otherwise()
                sent = Sent("sent")
                continue
            if sent.result != "sent":
                break
            above = sent.messages[-1]["message_id"] if sent.messages else above
            part += 1
            if part < len(calls):
                await self.reporter.report(delivery, Sent("part", sent.messages, sent.files))
        if sent.result not in {"sent", "flood"}:
            logger.warning("delivery %s: %s: %s", delivery["id"], sent.result, without_quotes(sent.error))
        journey.info("delivery %s: %s", delivery["id"], sent.result)
        return await self.reporter.report(delivery, sent)
