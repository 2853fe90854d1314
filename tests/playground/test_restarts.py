"""What is kept over a stop and over kill -9."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from playground.server import running_playground
from playground.store import StoreBusyError
from tests.playground.clients import AZIZA, BORIS, PNG, BotSide, PeopleSide, button, inline

PATIENCE = 90  # Seconds for a process to start or stop on a busy machine.


async def test_everything_is_there_again(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with running_playground(data=tmp_path) as playground:
        bot, people = BotSide(playground, session), PeopleSide(playground, session)
        await people.start(AZIZA)
        [photo] = await people.send_files(AZIZA, "photo", PNG, caption="Mana")
        await people.start(BORIS)
        await people.request("POST", f"people/{BORIS}/block")
        await bot.call("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
        keyboard = {"keyboard": [[{"text": "Done"}]]}
        await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup=keyboard)
        pressed = await bot.call("sendMessage", chat_id=AZIZA, text="y", reply_markup=inline(button()))
        query_id = await people.press(AZIZA, pressed["message_id"], "take")
        waiting = await bot.updates()
        before = await people.request("GET", "state")
    async with running_playground(data=tmp_path) as playground:
        bot, people = BotSide(playground, session), PeopleSide(playground, session)
        after = await people.request("GET", "state")
        assert before | {"cursor": 0} == after | {"cursor": 0}
        assert await bot.updates() == waiting
        assert await bot.refusal("sendMessage", chat_id=BORIS, text="x") == "Forbidden: bot was blocked by the user"
        assert await bot.call("answerCallbackQuery", callback_query_id=query_id)
        file = await bot.call("getFile", file_id=photo["photo"][-1]["file_id"])
        async with session.get(f"{playground.api_url}/file/bot{playground.token}/{file['file_path']}") as response:
            assert await response.read() == PNG
        again = await bot.call("sendMessage", chat_id=AZIZA, text="z")
        assert again["message_id"] > pressed["message_id"]


async def test_a_page_with_an_old_cursor_loads_again(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with running_playground(data=tmp_path) as playground:
        cursor = (await PeopleSide(playground, session).request("GET", "state"))["cursor"]
    async with running_playground(data=tmp_path) as playground:
        await PeopleSide(playground, session).start(AZIZA)
        async with session.get(f"{playground.page_url}/api/events?after={cursor}") as stream:
            told = b""
            while not told.startswith(b"data: "):
                told = await stream.content.readline()
                assert told, "The stream has ended."
    assert json.loads(told[6:]) == {"type": "reload"}


async def test_after_kill_9_no_id_comes_twice(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    message_ids = []
    for _ in range(2):
        process, page, api = await started(tmp_path)
        async with session.post(f"{page}/api/people/{AZIZA}/start", json={}) as response:
            message_ids.append((await response.json())["message_id"])
        for number in range(20):
            body = {"chat_id": AZIZA, "text": str(number)}
            async with session.post(f"{api}/bot4242:playground/sendMessage", json=body) as response:
                message_ids.append((await response.json())["result"]["message_id"])
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    assert message_ids == list(range(1, 43))
    async with running_playground(data=tmp_path) as playground:
        bot = BotSide(playground, session)
        assert [one["update_id"] for one in await bot.updates()] == [1, 2]
        assert len((await PeopleSide(playground, session).chat(AZIZA))["messages"]) == 42


async def test_it_stops_when_told_to(tmp_path: Path) -> None:
    process, _, _ = await started(tmp_path)
    process.terminate()
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


async def test_a_taken_port_is_named_in_one_line(tmp_path: Path) -> None:
    async with running_playground(memory=True) as playground:
        port = playground.page_url.rsplit(":", 1)[1]
        second = await run(tmp_path, "--port", port, "--api-port", "0")
        _, error = await asyncio.wait_for(second.communicate(), PATIENCE)
    assert second.returncode == 1
    assert error.decode() == f"Port {port} on 127.0.0.1 is taken\n"


async def test_two_playgrounds_do_not_share_a_folder(tmp_path: Path) -> None:
    async with running_playground(data=tmp_path):
        with pytest.raises(StoreBusyError):
            async with running_playground(data=tmp_path):
                raise AssertionError("the second one must not start")


async def run(data: Path, *arguments: str) -> asyncio.subprocess.Process:
    environment = {key: value for key, value in os.environ.items() if key not in {"BOT_TOKEN", "PLAYGROUND_LINKS"}}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "playground",
        "--data",
        str(data),
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )


async def started(data: Path) -> tuple[asyncio.subprocess.Process, str, str]:
    """A playground in a process of its own, and its two addresses."""
    process = await run(data, "--port", "0", "--api-port", "0")
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    page, api = line.split("page ")[1].split(", Bot API ")
    return process, page, api.strip()
