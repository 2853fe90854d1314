"""What the bot does once when it starts: are the tokens right, and does Telegram know the commands?"""

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError

from bot import commands
from bot.config import ConfigurationError
from bot.services.api import Api
from bot.services.api_errors import ApiError, Refused
from bot.services.readiness import Readiness
from bot.services.waiting import Backoff, unless_stopped, wait_for_any

logger = logging.getLogger(__name__)


async def check_tokens(bot: Bot, api: Api, readiness: Readiness) -> None:
    """A token that is refused stops the start by its name; one that cannot be checked yet is taken at its word."""
    stop = readiness.stop
    backoff = Backoff("the start")
    while not stop.is_set():
        try:
            me = await unless_stopped(stop, bot.me())
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise ConfigurationError("BOT_TOKEN is wrong: Telegram does not know it") from None
        except AiogramError as error:
            await wait_for_any(stop, timeout=backoff.failed(error))
            continue
        if me is not None:
            readiness.telegram = True
            logger.info("@%s is here", me.username)
            break
    try:
        announced = await unless_stopped(stop, api.announce_overdue())
    except Refused as error:
        if error.status == 401:
            raise ConfigurationError("API_TOKEN is wrong: the backend does not know it") from None
        raise ConfigurationError(f"DJANGO_API_URL is wrong: no desk answers there ({error})") from None
    except ApiError:
        logger.info("the backend is not there yet")
    else:
        readiness.backend = announced is not None


async def publish_commands(bot: Bot, stop: asyncio.Event) -> None:
    """Tell Telegram the commands, beside everything else: nobody waits for them."""
    backoff = Backoff("publishing the commands")
    while not stop.is_set():
        try:
            await commands.publish(bot)
        except AiogramError as error:
            await wait_for_any(stop, timeout=backoff.failed(error) * 10)
        else:
            return
