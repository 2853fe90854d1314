"""Waiting for what no chat shows."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from tests.system.harness import Desk

DEADLINE = 90.0
IS_TOLD = "SELECT 1 FROM delivery_sentmessage WHERE chat_id = %s AND message_id = %s"


async def until(condition: Callable[[], Any], what: str) -> None:
    """Ask again and again, beside everything else that goes on."""
    deadline = time.monotonic() + DEADLINE
    while not await asyncio.to_thread(condition):
        assert time.monotonic() < deadline, f"there is still not: {what}"
        # Each look connects to the database anew, which costs the desk what it waits for.
        await asyncio.sleep(0.1)


async def until_told(desk: Desk, chat_id: int, message_id: int) -> None:
    """The backend knows the message. What a bot has sent and not told of when it is killed goes out once more, and a
    reply to the first of the two is nobody's."""
    await until(lambda: desk.rows(IS_TOLD, chat_id, message_id), "the report of what was sent")
