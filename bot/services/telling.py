"""What may be said of an error: what quotes a message, or may quote one, is left out."""

import re

from aiogram.exceptions import TelegramAPIError
from pydantic import ValidationError

from bot.services.api_errors import ApiError

LONGEST = 300
# Telegram quotes what it does not like, and that is a piece of somebody's message.
QUOTED = re.compile(r"\"[^\"]*\"")


def told(error: BaseException) -> str:
    """The backend's and Telegram's words are told, validation errors by their places, all others by their kind."""
    kind = type(error).__name__
    match error:
        case ValidationError():
            places = [f"{'.'.join(str(step) for step in fault['loc'])} {fault['type']}" for fault in error.errors()[:3]]
            words = "; ".join(places)
        case ApiError():
            words = str(error)
        case TelegramAPIError():
            words = without_quotes(error.message)
        case _:
            return kind
    return f"{kind}: {words}"[:LONGEST]


def without_quotes(words: str) -> str:
    return QUOTED.sub('"…"', words)
