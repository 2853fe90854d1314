"""The bytes of an operator's upload, streamed from the backend to Telegram without being kept here."""

from collections.abc import AsyncGenerator, Iterator
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile

from bot.services.api import Api
from bot.services.api_errors import ApiError


class AttachmentFile(InputFile):
    """Asked for anew at every try. `failure` tells an unreadable file from a Telegram that cannot be reached."""

    def __init__(self, api: Api, attachment: int, filename: str) -> None:
        super().__init__(filename=filename)
        self._api = api
        self._attachment = attachment
        self.failure: ApiError | None = None

    async def read(self, bot: Bot) -> AsyncGenerator[bytes, None]:
        self.failure = None
        try:
            async for chunk in self._api.download_content(self._attachment):
                yield chunk
        except ApiError as error:
            self.failure = error
            raise


def attachment_files(method: TelegramMethod[Any]) -> Iterator[AttachmentFile]:
    """The uploads within a method, also those within an album or an edit."""
    values = [value for _, value in method]
    for value in values:
        members = value if isinstance(value, list) else [value]
        for member in members:
            file = getattr(member, "media", member)
            if isinstance(file, AttachmentFile):
                yield file
