"""The smallest thing that shares connections out among several servers: one after the other, past those that refuse."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count


@asynccontextmanager
async def a_front(ports: Sequence[int]) -> AsyncIterator[int]:
    """Listen for as long as this lasts, and pass each new connection to the next of these ports; our own port."""
    turns, running = count(), set[asyncio.Task[None]]()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        task.add_done_callback(running.discard)
        try:
            there = await _connect(ports, next(turns))
            if there is not None:
                await _join(reader, writer, *there)
        finally:
            writer.close()

    server = await asyncio.start_server(pass_on, "127.0.0.1", 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for task in list(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _connect(ports: Sequence[int], turn: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    for number in range(len(ports)):
        with contextlib.suppress(OSError):
            return await asyncio.open_connection("127.0.0.1", ports[(turn + number) % len(ports)])
    return None


async def _join(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    their_reader: asyncio.StreamReader,
    their_writer: asyncio.StreamWriter,
) -> None:
    """Carry bytes both ways until either side ends the connection."""
    ways = [asyncio.create_task(_carry(reader, their_writer)), asyncio.create_task(_carry(their_reader, writer))]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        their_writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(64 * 1024):
            writer.write(data)
            await writer.drain()
