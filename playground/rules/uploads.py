"""Files that come with a request."""

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any

from aiogram.types import InputFile

if TYPE_CHECKING:
    from aiogram import Bot

LARGEST_UPLOAD = 50 * 1024 * 1024


class Upload(InputFile):
    """One uploaded file. It is an InputFile, so that aiogram's models take it where they expect one."""

    def __init__(self, data: bytes, filename: str, content_type: str | None) -> None:
        super().__init__(filename=filename)
        self.data = data
        self.name = filename.encode("utf-8", "replace").decode()
        self.content_type = content_type

    async def read(self, bot: "Bot") -> AsyncGenerator[bytes, None]:
        yield self.data


def attach(value: Any, uploads: dict[str, Upload]) -> Any:
    """Put the uploads where "attach://name" stands, however deep."""
    if isinstance(value, str) and value.startswith("attach://"):
        return uploads.get(value.removeprefix("attach://"), value)
    if isinstance(value, dict):
        return {key: attach(inner, uploads) for key, inner in value.items()}
    if isinstance(value, list):
        return [attach(inner, uploads) for inner in value]
    return value
