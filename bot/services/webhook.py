"""Takes the updates that Telegram brings, and answers 200 for those alone that the backend has committed.

Telegram brings a chat's next update when the one before was answered with 2xx, and brings again what was not. After
its own timeout, or from another bot's hands, an update may come while the first is still in hand: it joins it.
"""

import asyncio
import hashlib
import json
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.services.door import is_secret, refusal
from bot.services.intake import Intake
from bot.services.updates import RawUpdate, order_key
from bot.services.waiting import SAY_AGAIN_AFTER, wait_for_any

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # The name, not the secret.
# Far more than an update can hold: a text has 4096 letters at most, and files do not come this way.
BODY_LIMIT = 1024 * 1024
BODY_WITHIN = 10.0
# Telegram would wait longer, but what one bot cannot do now another may: it shall bring the update again.
COMMIT_WITHIN = 25.0
FINISH_WITHIN = 10.0
# An answer may be lost on its way. What was committed lately is confirmed again without being run again.
REMEMBERED = 2_000


@dataclass(slots=True)
class _InHand:
    """An update that is being handled. `settled` is set once it is committed, or once it is clear that it will not be
    now; `leave` asks to give it up between two tries."""

    settled: asyncio.Event = field(default_factory=asyncio.Event)
    leave: asyncio.Event = field(default_factory=asyncio.Event)
    is_committed: bool = False
    waiting: int = 0

    def commit(self) -> None:
        self.is_committed = True
        self.settled.set()


@dataclass(slots=True)
class _Line:
    """A chat's updates in this process, for as long as one is there."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


@dataclass(slots=True)
class Strangers:
    """Calls without the secret: anybody may make as many as they like, so the log holds a line a minute at most."""

    count: int = 0
    said_at: float = field(default=float("-inf"))

    def note(self) -> None:
        self.count += 1
        if time.monotonic() - self.said_at > SAY_AGAIN_AFTER:
            logger.warning("webhook calls without the right WEBHOOK_SECRET: %s refused", self.count)
            self.count, self.said_at = 0, time.monotonic()


@dataclass(slots=True)
class Webhook:
    """`serve` is the handler for aiohttp; `run` it until it has finished what was in hand when `stop` was set."""

    intake: Intake
    stop: asyncio.Event
    secret: str
    body_within: float = BODY_WITHIN
    commit_within: float = COMMIT_WITHIN
    finish_within: float = FINISH_WITHIN
    _in_hand: dict[int, _InHand] = field(init=False, default_factory=dict)
    _lines: dict[int, _Line] = field(init=False, default_factory=dict)
    _committed: "OrderedDict[bytes, None]" = field(init=False, default_factory=OrderedDict)
    _tasks: "set[asyncio.Task[None]]" = field(init=False, default_factory=set)
    _strangers: Strangers = field(init=False, default_factory=Strangers)

    async def admit(self, request: web.Request) -> web.Response | None:
        """Refuse before a byte of the body is read, or asked for by `100 Continue`; None lets the request in."""
        if not is_secret(request.headers.get(SECRET_HEADER, ""), self.secret):
            self._strangers.note()
            return refusal(401)
        if self.stop.is_set():
            return refusal(503)
        if request.content_length is not None and request.content_length > BODY_LIMIT:
            return refusal(413)
        return None

    async def expect(self, request: web.Request) -> web.Response | None:
        """The same for whoever asks before sending the body."""
        refused = await self.admit(request)
        if refused is None:
            assert request.transport is not None
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return refused

    async def serve(self, request: web.Request) -> web.Response:
        refused = await self.admit(request)
        if refused is not None:
            return refused
        try:
            async with asyncio.timeout(self.body_within):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return refusal(413)
        except TimeoutError:
            return refusal(408)
        raw = parse_update(body)
        if raw is None:
            logger.warning("a webhook call of %s bytes is no update", len(body))
            return refusal(400)
        if self.stop.is_set():
            # While the body came, it began to finish what is in hand: nothing is added to that.
            return refusal(503)
        return web.Response() if await self.receive(raw, body) else refusal(503)

    async def receive(self, raw: RawUpdate, body: bytes) -> bool:
        """Whether the update is committed, as soon as that is known."""
        digest = hashlib.blake2b(body, digest_size=16).digest()
        if digest in self._committed:
            return True
        in_hand = self._in_hand.get(raw["update_id"]) or self._take(raw, digest)
        in_hand.leave.clear()
        in_hand.waiting += 1
        try:
            await wait_for_any(in_hand.settled, timeout=self.commit_within)
        finally:
            in_hand.waiting -= 1
            if not in_hand.waiting:
                in_hand.leave.set()
        return in_hand.is_committed

    async def run(self) -> None:
        """Wait for the stop, and then let what is in hand come to its end, within a limit. What is not committed by
        then comes again."""
        await self.stop.wait()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self.finish_within)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _take(self, raw: RawUpdate, digest: bytes) -> _InHand:
        in_hand = self._in_hand[raw["update_id"]] = _InHand()
        task = asyncio.create_task(self._handle(raw, digest, in_hand), name=f"update {raw['update_id']}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return in_hand

    async def _handle(self, raw: RawUpdate, digest: bytes, in_hand: _InHand) -> None:
        """A chat's updates one after the other, whichever connections brought them."""

        def committed() -> None:
            in_hand.commit()
            self._remember(digest)

        key = order_key(raw)
        line = self._lines.setdefault(key, _Line())
        line.length += 1
        try:
            async with line.turn:
                if not in_hand.leave.is_set():
                    await self.intake.handle(raw, committed, in_hand.leave)
        except Exception as error:
            logger.exception("update %s broke down: %s", raw["update_id"], type(error).__name__)
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[key]
            del self._in_hand[raw["update_id"]]
            in_hand.settled.set()

    def _remember(self, digest: bytes) -> None:
        self._committed[digest] = None
        while len(self._committed) > REMEMBERED:
            self._committed.popitem(last=False)


def parse_update(body: bytes) -> RawUpdate | None:
    """The update as Telegram gave it, or None for what is none: no JSON, no object, no whole number as its id."""
    try:
        raw: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        return None
    return raw
