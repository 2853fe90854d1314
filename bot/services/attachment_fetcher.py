"""The bytes of what people send: fetched from Telegram into the backend's keeping, after and beside the conversation.

Each file is a leased row, renewed while it is fetched: a bot that dies leaves a lease that runs out, and another goes
on.
"""

import asyncio
import contextlib
import logging
import tempfile
from dataclasses import dataclass, field
from typing import BinaryIO

import aiohttp
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest

from bot.services.api import Api
from bot.services.api_errors import ApiError, Refused
from bot.services.api_types import LeasedAttachment
from bot.services.updates import RawUpdate
from bot.services.waiting import Backoff, wait_for_any

logger = logging.getLogger(__name__)

LOOK_EVERY = 15.0
# A message's own way comes first, and the members of an album are looked for together.
LOOK_AFTER_MEDIA = 0.5
FILES_AT_ONCE = 2
CHUNK = 256 * 1024
FETCH_WITHIN = 300
# The backend gives half a minute: there is time for two renewals.
RENEW_EVERY = 10.0
# What is being fetched at a stop has so long to end, and what is cut off so long to be handed back.
FINISH_WITHIN, HAND_BACK_WITHIN = 6.0, 2.0
TOO_LARGE = "file is too big"
PASSES = "temporarily unavailable"
FIELDS_WITH_FILES = frozenset(
    {"photo", "video", "audio", "voice", "document", "video_note", "sticker", "animation", "live_photo"}
)


def brings_a_file(raw: RawUpdate) -> bool:
    message = raw.get("message") or raw.get("edited_message")
    return isinstance(message, dict) and not FIELDS_WITH_FILES.isdisjoint(message)


@dataclass(slots=True)
class AttachmentFetcher:
    """`run` until `stop` is set; `wake` after a message that brings a file."""

    api: Api
    bot: Bot
    stop: asyncio.Event
    _woken: asyncio.Event = field(init=False, default_factory=asyncio.Event)

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        backoff = Backoff("the fetcher of files")
        while not self.stop.is_set():
            self._woken.clear()
            try:
                attachments = await self.api.lease_attachments(bot_id=self.bot.id, limit=FILES_AT_ONCE)
            except ApiError as error:
                await wait_for_any(self.stop, timeout=backoff.failed(error))
                continue
            backoff.succeeded()
            if attachments:
                await self._fetch_all(attachments)
                continue
            await wait_for_any(self.stop, self._woken, timeout=LOOK_EVERY)
            await wait_for_any(self.stop, timeout=LOOK_AFTER_MEDIA)

    async def _fetch_all(self, attachments: list[LeasedAttachment]) -> None:
        """Fetch side by side. At a stop what takes too long is cut off, and handed back to whoever goes on."""
        tasks = {asyncio.create_task(self._fetch(attachment)): attachment for attachment in attachments}
        keeping, stopping = asyncio.create_task(self._keep_leases(tasks)), asyncio.create_task(self.stop.wait())
        try:
            left = set(tasks)
            while left and not self.stop.is_set():
                done, _ = await asyncio.wait({*left, stopping}, return_when=asyncio.FIRST_COMPLETED)
                left -= done
            if left:
                _, left = await asyncio.wait(left, timeout=FINISH_WITHIN)
            for task in left:
                task.cancel()
            if left:
                await asyncio.wait(left, timeout=HAND_BACK_WITHIN)
        finally:
            keeping.cancel()
            stopping.cancel()

    async def _keep_leases(self, tasks: "dict[asyncio.Task[None], LeasedAttachment]") -> None:
        """Renew what is being fetched; what is another's by now is not fetched to its end."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            fetching = {task: each for task, each in tasks.items() if not task.done()}
            try:
                lost = await self.api.renew_attachments({each["id"]: each["lease"] for each in fetching.values()})
            except ApiError as error:
                logger.warning("the leases of files could not be renewed: %s", error)
                continue
            for task, each in fetching.items():
                if each["id"] in lost:
                    task.cancel()

    async def _fetch(self, attachment: LeasedAttachment) -> None:
        """Bring one file, or say why not. What the backend does not hear is tried again when the lease runs out."""
        try:
            await self._bring(attachment)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not self.stop.is_set() or task is None:
                raise
            task.uncancel()
            with contextlib.suppress(ApiError):
                await self.api.return_attachment(attachment["id"], lease=attachment["lease"])

    async def _bring(self, attachment: LeasedAttachment) -> None:
        try:
            with tempfile.TemporaryFile() as file:
                await self._download(attachment["file_id"], file)
                await self.api.upload_content(attachment["id"], lease=attachment["lease"], content=file)
        except (AiogramError, aiohttp.ClientError, TimeoutError, OSError) as error:
            await self._report(attachment, error)
        except Refused as error:
            await self._report(attachment, error)
        except ApiError as error:
            logger.warning("attachment %s waits: %s", attachment["id"], error)

    async def _download(self, file_id: str, file: BinaryIO) -> None:
        found = await self.bot.get_file(file_id)
        assert found.file_path is not None, "Telegram names the path of every file that it gives."
        api = self.bot.session.api
        if api.is_local:
            await self.bot.download_file(found.file_path, file)
        else:
            url = api.file_url(self.bot.token, found.file_path)
            async for chunk in self.bot.session.stream_content(url, timeout=FETCH_WITHIN, chunk_size=CHUNK):
                await asyncio.to_thread(file.write, chunk)
        file.seek(0)

    async def _report(self, attachment: LeasedAttachment, error: Exception) -> None:
        words = error.message if isinstance(error, TelegramBadRequest) else type(error).__name__
        too_large = TOO_LARGE in words or (isinstance(error, Refused) and error.status == 413)
        final = isinstance(error, Refused | TelegramBadRequest) and PASSES not in words
        logger.warning("attachment %s: %s", attachment["id"], words)
        with contextlib.suppress(ApiError):
            await self.api.report_attachment_failure(
                attachment["id"], lease=attachment["lease"], error=words, final=final or too_large, too_large=too_large
            )
