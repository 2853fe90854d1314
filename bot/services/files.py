"""Pictures and tables on their way to a person: loaded and sent beside everything else, because they may take long.

A restart loses what is under way, and whoever waits for it presses the button again.
"""

import asyncio
import logging
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import BufferedInputFile

from bot.services.api_errors import ApiError
from bot.services.refusals import refusal_words
from bot.services.screens import File
from bot.services.words import Words

logger = logging.getLogger(__name__)

# Each is held in memory while it goes out.
AT_ONCE = 2
UPLOAD_WITHIN = 120


@dataclass(slots=True)
class Files:
    """Sends what was asked for, or says in words why it cannot come."""

    bot: Bot
    _free: asyncio.Semaphore = field(init=False, default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _tasks: "set[asyncio.Task[None]]" = field(init=False, default_factory=set)

    def send(self, chat_id: int, file: File, words: Words) -> None:
        task = asyncio.create_task(self._send(chat_id, file, words), name=f"file {file.name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, *, within: float) -> None:
        """Let those under way arrive before the bot stops."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)

    async def _send(self, chat_id: int, file: File, words: Words) -> None:
        try:
            async with self._free:
                await self._load_and_send(chat_id, file, words)
        except AiogramError as error:
            logger.warning("%s did not reach chat %s: %s", file.name, chat_id, error)

    async def _load_and_send(self, chat_id: int, file: File, words: Words) -> None:
        await self.bot.send_chat_action(chat_id, "upload_photo" if file.kind == "photo" else "upload_document")
        try:
            content = BufferedInputFile(await file.load(), file.name)
        except ApiError as error:
            await self.bot.send_message(chat_id, refusal_words(error, words))
            return
        if file.kind == "photo":
            await self.bot.send_photo(chat_id, content, caption=file.caption, request_timeout=UPLOAD_WITHIN)
        else:
            await self.bot.send_document(chat_id, content, caption=file.caption, request_timeout=UPLOAD_WITHIN)
