"""The bot's start, and the one visible order of its middlewares and routers.

It runs as `python -m bot`, and as `python bot.py` from within this folder. `assembly.py` says what its parts are.
"""

import asyncio
import contextlib
import logging
import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    # Run as a file, Python finds this folder first, where the name `bot` means this very file.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    runpy.run_module("bot", run_name="__main__")

from aiogram import Dispatcher, Router

from bot import sentry
from bot.assembly import FaceParts, assembled
from bot.config import ConfigurationError, Settings
from bot.logs import set_up_logs
from bot.loops import run_until_stopped, stop_on_signals
from bot.middlewares.answers import AnswerMiddleware
from bot.middlewares.auth import AuthMiddleware
from bot.routers import admin, content, old_buttons, reachability, super_admin, user
from bot.start import check_tokens, publish_commands

logger = logging.getLogger("bot")


def build_dispatcher(faces: FaceParts) -> Dispatcher:
    """Commands and buttons first, in the order of roles; what nobody takes is content."""
    dispatcher = Dispatcher(
        storage=faces.storage,
        events_isolation=faces.isolation,
        api=faces.api,
        actors=faces.actors,
        reactions=faces.reactions,
        files=faces.files,
        zone=faces.zone,
    )
    buttons = Router(name="faces")
    for observer in (buttons.message, buttons.callback_query):
        observer.middleware(AnswerMiddleware())
        observer.middleware(AuthMiddleware())
    buttons.include_routers(
        super_admin.build_router(), admin.build_router(), user.build_router(), old_buttons.build_router()
    )
    dispatcher.include_routers(buttons, content.build_router(), reachability.build_router())
    return dispatcher


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set, then finish what is in hand."""
    async with assembled(settings, stop, build_dispatcher) as parts:
        await check_tokens(parts.connections.bot, parts.connections.api, parts.readiness)
        publishing = asyncio.create_task(publish_commands(parts.connections.bot, stop), name="commands")
        try:
            await run_until_stopped(parts.loops(), stop)
        finally:
            publishing.cancel()


async def serve(settings: Settings) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await run(settings, stop)


def main() -> int:
    try:
        settings = Settings.load()
        teller = set_up_logs(settings.log_level, *settings.secrets, log_format=settings.log_format)
        sentry.start(settings, teller)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(settings))
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception:
        logger.exception("the bot broke down, and has to be started again")
        return 1
    return 0
