"""The bot's start, and the one visible order of its middlewares and routers.

It runs as `python -m bot`, and as `python bot.py` from within this folder.
"""

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

if __name__ == "__main__":
    # Run as a file, Python finds this folder first, where the name `bot` means this very file.
    root = str(Path(__file__).resolve().parent.parent)
    sys.path[0] = root

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.fsm.storage.memory import MemoryStorage
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

from bot import commands
from bot.config import ConfigurationError, Settings
from bot.logs import set_up_logs
from bot.middlewares.answers import AnswerMiddleware
from bot.middlewares.auth import AuthMiddleware
from bot.routers import admin, content, old_buttons, reachability, super_admin, user
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.api_errors import ApiError, Refused
from bot.services.attachment_fetcher import AttachmentFetcher, brings_a_file
from bot.services.attachment_file import AttachmentFile
from bot.services.courier import Courier
from bot.services.files import Files
from bot.services.intake import Intake
from bot.services.limiter import Limiter, LimitRequests
from bot.services.poller import Poller
from bot.services.reactions import Reactions
from bot.services.reminders import keep_reminding
from bot.services.rendering import Renderer
from bot.services.reporter import Reporter
from bot.services.sender import Sender
from bot.services.updates import GetRawUpdates, RawUpdate
from bot.services.waiting import Backoff, wait_for_any

logger = logging.getLogger("bot")

FINISH_WITHIN = 10.0
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


def build_dispatcher(api: Api, actors: Actors, reactions: Reactions, files: Files, zone: ZoneInfo) -> Dispatcher:
    """Commands and buttons first, in the order of roles; what nobody takes is content."""
    storage = MemoryStorage()
    dispatcher = Dispatcher(storage=storage, api=api, actors=actors, reactions=reactions, files=files, zone=zone)
    faces = Router(name="faces")
    for observer in (faces.message, faces.callback_query):
        observer.middleware(AnswerMiddleware())
        observer.middleware(AuthMiddleware())
    faces.include_routers(
        super_admin.build_router(), admin.build_router(), user.build_router(), old_buttons.build_router()
    )
    dispatcher.include_routers(faces, content.build_router(), reachability.build_router())
    return dispatcher


def build_bot(settings: Settings, limiter: Limiter) -> Bot:
    """A bot whose every request passes the limiter."""
    url = settings.telegram_api_url
    session = AiohttpSession(api=TelegramAPIServer.from_base(url) if url else PRODUCTION, limit=200)
    session.middleware(LimitRequests(limiter))
    return Bot(settings.bot_token, session=session)


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set, then finish what is in hand."""
    limiter = Limiter(settings.send_per_second, settings.send_per_chat_second, settings.send_chat_burst)
    async with (
        build_bot(settings, limiter) as bot,
        Api(settings.api_url, settings.api_token) as api,
        # Connections of its own: what goes out does not wait behind a rush of what comes in.
        Api(settings.api_url, settings.api_token) as outgoing,
    ):
        await check_tokens(bot, api, stop)
        reactions, files, actors = Reactions(bot, limiter), Files(bot), Actors(api)
        zone = ZoneInfo(settings.time_zone)
        dispatcher = build_dispatcher(api, actors, reactions, files, zone)
        renderer = Renderer(zone, partial(AttachmentFile, outgoing))
        reporter = Reporter(outgoing, bot.id)
        courier = Courier(outgoing, bot.id, renderer, Sender(bot), reporter, limiter, stop)
        fetcher = AttachmentFetcher(outgoing, bot, stop)

        def committed(raw: RawUpdate) -> None:
            courier.wake()
            if brings_a_file(raw):
                fetcher.wake()

        intake = Intake(bot, dispatcher, api, actors, stop, committed, reporter.is_told)
        publishing = asyncio.create_task(publish_commands(bot, stop), name="commands")
        loops = [Poller(bot, intake, stop).run(), courier.run(), fetcher.run(), keep_reminding(api, courier, stop)]
        try:
            await run_until_stopped(loops, stop)
        finally:
            publishing.cancel()
            await reactions.finish(within=1.0)
            await files.finish(within=1.0)
            await dispatcher.storage.close()


async def run_until_stopped(loops: list[Coroutine[None, None, None]], stop: asyncio.Event) -> None:
    """Run all loops; where one breaks, the others stop too, and whoever started the bot starts it anew."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    _, late = await asyncio.wait(tasks, timeout=FINISH_WITHIN + 2)
    for task in late:
        task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


async def check_tokens(bot: Bot, api: Api, stop: asyncio.Event) -> None:
    """A token that is refused stops the start by its name; one that cannot be checked yet is taken at its word."""
    backoff = Backoff("the start")
    while not stop.is_set():
        try:
            me = await bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise ConfigurationError("BOT_TOKEN is wrong: Telegram does not know it") from None
        except AiogramError as error:
            await wait_for_any(stop, timeout=backoff.failed(error))
        else:
            logger.info("@%s is here", me.username)
            break
    try:
        await api.announce_overdue()
    except Refused as error:
        if error.status == 401:
            raise ConfigurationError("API_TOKEN is wrong: the backend does not know it") from None
        raise ConfigurationError(f"DJANGO_API_URL is wrong: no desk answers there ({error})") from None
    except ApiError:
        logger.info("the backend is not there yet")


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


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and Ctrl-C ask for an end; where a loop takes no signal handlers (Windows), Python's own must do."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


async def serve(settings: Settings) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await run(settings, stop)


def main() -> int:
    try:
        settings = Settings.load()
        set_up_logs(settings.log_level, settings.bot_token, settings.api_token)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(settings))
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception:
        logger.exception("the bot broke down, and has to be started again")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
