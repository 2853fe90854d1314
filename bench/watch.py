"""Notes when each message arrives in an admin's chat, from the playground's stream of events."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

NUMBERED = re.compile(r"message (\d+) of the benchmark")


def text_of(number: int) -> str:
    return f"This is message {number} of the benchmark, about as long as what people write."


@dataclass
class Watch:
    """`arrived` is by the message's number, in seconds of the monotonic clock; `repeats` counts what came twice."""

    readers: set[int]
    arrived: dict[int, float] = field(default_factory=dict)
    repeats: int = 0
    _news: dict[int, asyncio.Event] = field(default_factory=dict)

    async def until(self, number: int) -> None:
        """Wait until that message is there."""
        if number not in self.arrived:
            await self._news.setdefault(number, asyncio.Event()).wait()

    def note(self, line: bytes, now: float) -> None:
        event = json.loads(line)
        if event["type"] != "message" or event["chat"] not in self.readers:
            return
        found = NUMBERED.search(event["message"].get("text", ""))
        if found is None:
            return
        number = int(found[1])
        if number in self.arrived:
            self.repeats += 1
            return
        self.arrived[number] = now
        if number in self._news:
            self._news.pop(number).set()


@asynccontextmanager
async def watching(session: aiohttp.ClientSession, people_url: str, readers: set[int]) -> AsyncIterator[Watch]:
    watch, ready = Watch(readers), asyncio.Event()

    async def follow() -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        async with session.get(f"{people_url}/events", timeout=timeout) as stream:
            ready.set()
            async for line in stream.content:
                if line.startswith(b"data: "):
                    watch.note(line[6:], time.perf_counter())

    following = asyncio.create_task(follow())
    await ready.wait()
    try:
        yield watch
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
