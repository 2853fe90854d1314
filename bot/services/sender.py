"""One Telegram call of a delivery: what came of it, told in the courier's few words."""

from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Message, MessageId, ReplyParameters

from bot.services.api_errors import Refused
from bot.services.api_types import Result, SentFile, SentMessage
from bot.services.attachment_file import attachment_files
from bot.services.calls import Call

# The chat already looks as it should.
ALREADY = ("message is not modified", "message to delete not found")
# What Telegram says of a person who never wrote to the bot, until they start it.
NOBODY_THERE = "chat not found"
REPLY_VANISHED = ("message to be replied not found", "replied message not found")
# In the order in which a message is asked for its file: an animation has a document beside it.
FILE_FIELDS = ("animation", "document", "video", "audio", "voice", "video_note", "sticker")
# Fifty megabytes over a slow line.
UPLOAD_WITHIN = 300


@dataclass(slots=True)
class Sent:
    """What a call brought about. Anything but `sent` ends the delivery's turn."""

    result: Result
    messages: list[SentMessage] = field(default_factory=list)
    files: list[SentFile] = field(default_factory=list)
    retry_after: float | None = None
    error: str = ""


class Sender:
    """Makes single calls through the bot's session, and with it through the limiter."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, call: Call) -> Sent:
        try:
            answer = await self._send_with_or_without_quote(call)
        except ClientDecodeError as error:
            return _unreadable(error, call)
        except AiogramError as error:
            return failure(error, call.method)
        messages = _messages(answer)
        return Sent("sent", _noted([message.message_id for message in messages], call), _files(messages, call))

    async def _send_with_or_without_quote(self, call: Call) -> Any:
        within = UPLOAD_WITHIN if any(call.uploads) else None
        try:
            return await self._bot(call.method, request_timeout=within)
        except TelegramBadRequest as error:
            if not any(phrase in error.message for phrase in REPLY_VANISHED):
                raise
            method = call.method.model_copy(update={"reply_parameters": None})
            return await self._bot(method, request_timeout=within)


def following_up(method: TelegramMethod[Any], message_id: int) -> TelegramMethod[Any]:
    """The same method as a reply to what was sent just before."""
    quoted = ReplyParameters(message_id=message_id, allow_sending_without_reply=True)
    return method.model_copy(update={"reply_parameters": quoted})


def failure(error: AiogramError, method: TelegramMethod[Any]) -> Sent:
    """What the backend has to know of a call that failed."""
    match error:
        case TelegramRetryAfter():
            return Sent("flood", retry_after=float(error.retry_after), error=error.message)
        case TelegramAPIError() if _nobody_is_reached(error):
            return Sent("blocked", error=error.message)
        case TelegramBadRequest() if any(phrase in error.message for phrase in ALREADY):
            return Sent("sent")
        case TelegramNetworkError() if not isinstance(error, TelegramEntityTooLarge):
            return _lost_connection(method)
        case TelegramAPIError() if not isinstance(error, TelegramServerError | TelegramUnauthorizedError):
            return Sent("refused", error=error.message)
        case _:
            return Sent("retry", error=str(error))


def _nobody_is_reached(error: TelegramAPIError) -> bool:
    """The person blocked the bot, or never started it: what waits for them goes out when they do."""
    return isinstance(error, TelegramForbiddenError) or NOBODY_THERE in error.message


def _lost_connection(method: TelegramMethod[Any]) -> Sent:
    """A connection also breaks when the file to be sent through it cannot be read; that will not mend by itself."""
    for file in attachment_files(method):
        if isinstance(file.failure, Refused):
            return Sent("refused", error=f"The file cannot be read: {file.failure.code}")
    return Sent("retry", error="The connection to Telegram was lost")


def _unreadable(error: ClientDecodeError, call: Call) -> Sent:
    """Telegram did what it was asked to, and tells of it in a form that we do not know: it must not be sent again."""
    if not isinstance(error.data, dict) or not error.data.get("ok"):
        return Sent("retry", error="Telegram's answer could not be read")
    result = error.data.get("result")
    found = result if isinstance(result, list) else [result]
    return Sent("sent", _noted([message["message_id"] for message in found if isinstance(message, dict)], call))


def _messages(answer: Any) -> list[Message | MessageId]:
    found = answer if isinstance(answer, list) else [answer]
    return [message for message in found if isinstance(message, Message | MessageId)]


def _noted(message_ids: list[int], call: Call) -> list[SentMessage]:
    """Which message stands for what. A call without refs changed messages that are known already."""
    return [{"message_id": message_id, "ref": ref} for message_id, ref in zip(message_ids, call.refs, strict=False)]


def _files(messages: list[Message | MessageId], call: Call) -> list[SentFile]:
    """Telegram's ids of what it saw for the first time, by which it is sent the next time."""
    files: list[SentFile] = []
    for message, attachment in zip(messages, call.uploads, strict=False):
        if attachment is None or not isinstance(message, Message):
            continue
        file = next((found for name in FILE_FIELDS if (found := getattr(message, name))), None)
        if file is None and message.photo:
            file = message.photo[-1]
        if file is not None:
            files.append({"attachment": attachment, "file_id": file.file_id, "file_unique_id": file.file_unique_id})
    return files
