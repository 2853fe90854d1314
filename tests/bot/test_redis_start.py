"""The bot's process with a REDIS_URL that does not answer, and with one that never could."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.config import ROOT, ConfigurationError, Settings
from tests.bot.desk import AZIZA, Desk, standing_desk, until
from tests.bot.fake_backend import TOKEN
from tests.services.redis import Redis
from tests.system.processes import free_port

# A busy machine takes its time to start a process.
STARTS_WITHIN = 120


async def start(redis_url: str, folder: Path, desk: Desk | None = None) -> asyncio.subprocess.Process:
    environment = {**os.environ, "BOT_TOKEN": "4242:playground", "API_TOKEN": TOKEN, "REDIS_URL": redis_url}
    if desk is not None:
        environment |= {
            "BOT_TOKEN": desk.playground.token,
            "DJANGO_API_URL": desk.backend.url,
            "TELEGRAM_API_URL": desk.playground.api_url,
        }
    with (folder / "bot.log").open("wb") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=ROOT, env=environment, stdout=log, stderr=log
        )


async def end(process: asyncio.subprocess.Process) -> int:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(30):
        return await process.wait()


def lines_of_redis(folder: Path) -> list[str]:
    return [line for line in (folder / "bot.log").read_text().splitlines() if "Redis" in line]


async def test_a_redis_that_refuses_is_said_in_one_line_and_the_bot_serves(tmp_path: Path) -> None:
    async with standing_desk() as desk:
        process = await start(f"redis://127.0.0.1:{free_port()}/0", tmp_path, desk)
        try:
            await desk.write(AZIZA, "Salom")
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"], within=STARTS_WITHIN)
        finally:
            assert await end(process) == 0
    (line,) = lines_of_redis(tmp_path)
    assert "REDIS_URL" in line
    assert " WARNING " in line


async def test_with_redis_it_serves_and_ends_as_quietly_as_without(redis: Redis, tmp_path: Path) -> None:
    async with standing_desk() as desk:
        process = await start(redis.url, tmp_path, desk)
        try:
            await desk.write(AZIZA, "Salom")
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"], within=STARTS_WITHIN)
            desk.backend.text(AZIZA, "Javob")
            await until(lambda: _heard(desk, "Javob"))
        finally:
            assert await end(process) == 0
    assert all(" INFO " in line for line in (tmp_path / "bot.log").read_text().splitlines())
    assert lines_of_redis(tmp_path) == []


async def _heard(desk: Desk, text: str) -> bool:
    return text in [message.get("text") for message in await desk.heard(AZIZA)]


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost:6379", "redis://localhost:99999", "redis:///0"])
async def test_an_address_that_is_none_is_named(url: str, tmp_path: Path) -> None:
    given = {"BOT_TOKEN": "4242:playground", "API_TOKEN": "secret", "REDIS_URL": url}
    with pytest.raises(ConfigurationError, match=r"^REDIS_URL is wrong"):
        Settings.load(given, tmp_path / "none.env")


async def test_an_address_that_only_the_client_finds_wrong_ends_the_start_with_one_line_too(tmp_path: Path) -> None:
    process = await start("redis://localhost/0?colour=red", tmp_path)
    async with asyncio.timeout(STARTS_WITHIN):
        assert await process.wait() == 1
    said = (tmp_path / "bot.log").read_text()
    assert said.startswith("REDIS_URL is wrong")
    assert said.count("\n") == 1
