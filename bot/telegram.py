"""The connection to Telegram."""

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessage,
    DeleteMessages,
    EditMessageText,
    GetFile,
    Response,
    SendMediaGroup,
    SendMessage,
)

from bot.config import Settings
from bot.services.leases import CheckLease
from bot.services.limiter import Limiter, LimitRequests
from bot.services.updates import GetRawUpdates

# The models of Telegram's answers. Pydantic forgets a generic model that nobody holds, and aiogram would build it anew
# for every single answer: a fifth of all that the bot computes.
ANSWERS = [
    Response[method.__returning__]  # type: ignore[name-defined]  # What a method returns is known at run time.
    for method in (
        AnswerCallbackQuery,
        CopyMessage,
        DeleteMessages,
        EditMessageText,
        GetFile,
        GetRawUpdates,
        SendMediaGroup,
        SendMessage,
    )
]


def build_bot(settings: Settings, limiter: Limiter) -> Bot:
    """A bot whose every request passes the limiter."""
    url = settings.telegram_api_url
    session = AiohttpSession(api=TelegramAPIServer.from_base(url) if url else PRODUCTION, limit=200)
    session.middleware(LimitRequests(limiter))
    # Last, so that nothing waits between the look at the lease and the request.
    session.middleware(CheckLease())
    return Bot(settings.bot_token, session=session)
