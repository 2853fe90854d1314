"""The bot's start and end, both ways in which it is started."""

import asyncio
import os
import signal
import sys
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
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"])
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
