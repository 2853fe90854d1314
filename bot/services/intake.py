"""One update, from Telegram to the backend's commit and on to the answer. Nothing that somebody wrote ends here.

An update counts as committed when the backend has stored what it says, or has kept it raw where it could not. Until
then it is tried for as long as it takes; from then on it is never run again, and its answering has a time limit.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramForbiddenError
from aiogram.types import Update, User

from bot.logs import JOURNEY
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.api_errors import ApiError, BackendAway, BackendFailed, Refused
from bot.services.progress import Progress, following
from bot.services.request_id import following as under_id
from bot.services.request_id import of_update
from bot.services.telling import told
from bot.services.updates import RawUpdate, has_message, is_private, order_key, person_of, replied_place
from bot.services.waiting import Backoff, wait_for_any

logger = logging.getLogger(__name__)
journey = logging.getLogger(JOURNEY)

ANSWER_WITHIN = 10.0
TELL_AFTER = 10.0
# With a webhook another bot may bring an update to its end, and this one never hears that somebody waits no more.
TELL_AGAIN_AFTER = 3600.0
# A fault that passes at once (a database that restarts) is no reason to keep an update raw.
FAULT_PAUSE = 0.3
FAULTS_BORNE = 2
# Another bot sent what somebody replies to, and has not told of it. A bot that died then is known to be dead after a
# lease of 20 seconds; what nobody has told of after this long is told of by nobody, and the reply goes without its
# quote. A webhook gives an update back after 25 seconds, and counts anew when it comes again.
NOT_TOLD_YET, UNTOLD_FOR = "not_told_yet", 21.0

Committed = Callable[[], None]


async def _all_told(chat_id: int, message_id: int) -> bool:
    return True


@dataclass(slots=True)
class Intake:
    """Feeds the dispatcher, for the poller and whatever else receives updates. `on_commit` hears of every commit;
    `is_told` says whether the backend knows already of a message that the bot has sent."""

    bot: Bot
    dispatcher: Dispatcher
    api: Api
    actors: Actors
    stop: asyncio.Event
    on_commit: Callable[[RawUpdate], None] = lambda raw: None
    is_told: Callable[[int, int], Awaitable[bool]] = _all_told
    clock: Callable[[], float] = time.monotonic
    answer_within: float = ANSWER_WITHIN
    _outage: Backoff = field(init=False, default_factory=lambda: Backoff("the inbox"))
    # Who was told that nothing is lost, and when.
    _told: dict[int, float] = field(init=False, default_factory=dict)
    _telling: "set[asyncio.Task[None]]" = field(init=False, default_factory=set)

    async def handle(self, raw: RawUpdate, committed: Committed, leave: asyncio.Event | None = None) -> None:
        """Return when the update is done with. `committed` is called as soon as it may be confirmed, at times twice;
        it is not called when the bot stops, or `leave` is set, before the backend could be reached."""
        if not is_private(raw):
            committed()
            return
        with under_id(of_update(self.bot.id, raw["update_id"])):
            journey.info("update %s came in", raw["update_id"])
            await self._handle(raw, committed, (self.stop,) if leave is None else (self.stop, leave))

    async def _handle(self, raw: RawUpdate, committed: Committed, ends: tuple[asyncio.Event, ...]) -> None:
        began, backoff, faults = self.clock(), Backoff("an update", quiet=True), 0
        while (failure := await self._try(raw, committed)) is not None:
            waited = self.clock() - began
            if _is_untold(failure) and waited > UNTOLD_FOR and raw["message"].pop("reply_to_message", None):
                continue
            if _may_pass(failure) and faults < FAULTS_BORNE:
                faults, pause = faults + 1, FAULT_PAUSE
            elif _is_its_own(failure) and await self._keep_raw(raw, failure):
                committed()
                break
            else:
                # Nobody is served now, not even with a raw update: the fault is not this update's.
                faults, pause = 0, backoff.failed(failure)
                self._outage.failed(failure)
                self._tell_once(raw, waited=waited)
            await wait_for_any(*ends, timeout=pause)
            if any(end.is_set() for end in ends):
                return
        self._told.pop(order_key(raw), None)
        self._outage.succeeded()
        self.on_commit(raw)

    async def _try(self, raw: RawUpdate, committed: Committed) -> Exception | None:
        """Run the handlers once. The answer is what kept the backend from committing, or None where it committed."""
        loop = asyncio.get_running_loop()
        progress: Progress | None = None
        try:
            replied = replied_place(raw)
            if replied is not None and not await self.is_told(*replied):
                raise BackendAway("what this replies to is not told yet")
            update = Update.model_validate(raw, context={"bot": self.bot})
            async with asyncio.timeout(None) as limit:

                def answering() -> None:
                    limit.reschedule(loop.time() + self.answer_within)
                    committed()
                    self.on_commit(raw)

                progress = Progress(answering)
                with following(progress):
                    await self.dispatcher.feed_update(self.bot, update)
                    progress.answering = True
        except Exception as error:
            if progress is None or not progress.answering:
                return error
            if isinstance(error, TelegramForbiddenError):
                # Whoever has blocked the bot meanwhile wants no answer.
                logger.info("update %s is committed, and its sender has blocked the bot", raw["update_id"])
            else:
                reason = "its answer took too long" if isinstance(error, TimeoutError) else told(error)
                logger.error("update %s is committed, but: %s", raw["update_id"], reason, exc_info=error)
        committed()
        return None

    async def _keep_raw(self, raw: RawUpdate, failure: Exception) -> bool:
        """Store the update as it came. Whether that works tells an update's fault from the backend's."""
        payload, error = json.dumps(raw), told(failure)
        try:
            kept = await self.api.store_raw_update(
                bot_id=self.bot.id, update_id=raw["update_id"], payload=payload, error=error
            )
        except ApiError:
            return False
        logger.error("update %s is %s raw: %s", raw["update_id"], kept["outcome"], error, exc_info=failure)
        return True

    def _tell_once(self, raw: RawUpdate, *, waited: float) -> None:
        """Say that nothing is lost to a person who has been waiting; once an hour at most."""
        person, now = person_of(raw), self.clock()
        if waited < TELL_AFTER or person is None or not has_message(raw):
            return
        self._told = {each: at for each, at in self._told.items() if now - at < TELL_AGAIN_AFTER}
        if person["id"] in self._told:
            return
        self._told[person["id"]] = now
        task = asyncio.create_task(self._tell(person), name="intake: tell")
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, person: RawUpdate) -> None:
        language = person.get("language_code")
        user = User(
            id=person["id"], is_bot=False, first_name="", language_code=language if isinstance(language, str) else None
        )
        with contextlib.suppress(AiogramError):
            await self.bot.send_message(person["id"], self.actors.words(user)("backend-waiting"))


def _may_pass(failure: Exception) -> bool:
    """Whether the same call may well succeed a moment later: a fault, or two writers at the same moment."""
    return isinstance(failure, BackendFailed) or (isinstance(failure, Refused) and failure.code == "conflict")


def _is_its_own(failure: Exception) -> bool:
    """Whether it may be the update that cannot be worked with, and not the backend that is away, or has to wait."""
    return not isinstance(failure, BackendAway) and not _is_untold(failure)


def _is_untold(failure: Exception) -> bool:
    """Whether the backend waits for another bot's report of what the update replies to."""
    return isinstance(failure, Refused) and failure.code == NOT_TOLD_YET
