"""The bot's start and end, both ways in which it is started."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import ROOT, ConfigurationError, Settings
from bot.services.api import Api
from bot.services.limiter import Limiter
from bot.services.readiness import Readiness
from bot.start import check_tokens
from bot.telegram import build_bot
from playground.server import running_playground
from tests.bot.desk import AZIZA, Desk, standing_desk, until
from tests.bot.fake_backend import TOKEN, running_backend

# A busy machine takes its time to start a process.
STARTS_WITHIN = 120
WAYS = pytest.mark.parametrize(
    ("arguments", "folder"),
    [(["-m", "bot"], ROOT), (["bot.py"], ROOT / "bot")],
    ids=["python -m bot", "cd bot && python bot.py"],
)


async def check(telegram_url: str, api_url: str, *, bot_token: str, api_token: str) -> None:
    settings = Settings(bot_token=bot_token, api_token=api_token, telegram_api_url=telegram_url)
    async with build_bot(settings, Limiter(0, 0, 0)) as bot, Api(api_url, api_token) as api:
        await check_tokens(bot, api, Readiness(asyncio.Event()))


async def test_a_bot_token_that_telegram_does_not_know_is_named() -> None:
    async with running_playground(memory=True) as playground, running_backend() as backend:
        with pytest.raises(ConfigurationError, match="BOT_TOKEN is wrong"):
            await check(playground.api_url, backend.url, bot_token="4242:another", api_token=TOKEN)


async def test_an_api_token_that_the_backend_does_not_know_is_named() -> None:
    async with running_playground(memory=True) as playground, running_backend() as backend:
        with pytest.raises(ConfigurationError, match="API_TOKEN is wrong"):
            await check(playground.api_url, backend.url, bot_token=playground.token, api_token="another")


async def test_an_address_where_no_desk_answers_is_named() -> None:
    async with running_playground(memory=True) as playground, running_backend() as backend:
        with pytest.raises(ConfigurationError, match="DJANGO_API_URL is wrong"):
            await check(playground.api_url, f"{backend.url}/nowhere", bot_token=playground.token, api_token=TOKEN)


async def test_a_backend_that_is_not_there_yet_is_no_error() -> None:
    async with running_playground(memory=True) as playground:
        await check(playground.api_url, "http://127.0.0.1:9/api", bot_token=playground.token, api_token=TOKEN)


@asynccontextmanager
async def a_mute_server() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """Takes connections and says nothing; the event tells that somebody asks."""
    lines: list[asyncio.StreamWriter] = []
    asked = asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append(writer)
        await reader.readline()
        asked.set()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()
        for line in lines:
            line.close()


@pytest.mark.parametrize("mute", ["telegram", "backend"])
async def test_a_stop_ends_a_start_whoever_keeps_it_waiting(mute: str) -> None:
    async with running_playground(memory=True) as playground, a_mute_server() as (url, asked):
        telegram_url = url if mute == "telegram" else playground.api_url
        settings = Settings(bot_token=playground.token, api_token=TOKEN, telegram_api_url=telegram_url)
        readiness = Readiness(asyncio.Event())
        async with build_bot(settings, Limiter(0, 0, 0)) as bot, Api(url, TOKEN) as api:
            starting = asyncio.create_task(check_tokens(bot, api, readiness))
            await asked.wait()
            readiness.stop.set()
            async with asyncio.timeout(8):
                await starting
        assert readiness.telegram == (mute == "backend")
        assert not readiness.backend


async def start(desk: Desk, arguments: list[str], folder: Path) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "BOT_TOKEN": desk.playground.token,
        "API_TOKEN": TOKEN,
        "DJANGO_API_URL": desk.backend.url,
        "TELEGRAM_API_URL": desk.playground.api_url,
    }
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=folder, env=environment, stdout=pipe, stderr=pipe
    )


@WAYS
async def test_it_serves_and_ends_quietly_on_sigterm(arguments: list[str], folder: Path) -> None:
    async with standing_desk() as desk:
        process = await start(desk, arguments, folder)
        try:
            await desk.write(AZIZA, "Salom")
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"], within=STARTS_WITHIN)
            process.send_signal(signal.SIGTERM)
            said = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        assert process.returncode == 0
        assert said[0] == b""
        for line in said[1].decode().splitlines():
            assert " INFO " in line
            assert "Salom" not in line
        assert await desk.bot.get_updates() == []
