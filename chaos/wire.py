"""A wire between two parts of the deployment that can be cut: before the other end heard, or before it is heard."""

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import Callable
from typing import Literal

Moment = Literal["before", "after"]
CHUNK = 65536
# Closing says so by a reset.
RESET = struct.pack("ii", 1, 0)


class Wire:
    """Hands bytes on, and knows of them only whose turn it is: whoever asks waits until it was answered.

    `handshakes` is how many turns of a connection are no sure request: two where TLS is spoken, because its tickets
    come together with the first answer.
    """

    def __init__(self, name: str, port: int, target: Callable[[], int], *, handshakes: int = 0) -> None:
        self.name = name
        self.port = port
        self.cuts: Counter[Moment] = Counter()
        self._target = target
        self._handshakes = handshakes
        self._armed: list[Moment] = []
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()
        self._is_over = False

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)

    async def stop(self) -> None:
        """Nobody comes in any more, and whoever is inside is cut off."""
        self._is_over = True
        if self._server is not None:
            self._server.close()
        for connection in self._connections:
            connection.cut()
        await asyncio.gather(*(connection.over.wait() for connection in list(self._connections)))

    def arm(self, moment: Moment, times: int = 1) -> None:
        """The next requests are cut off: before anything of them went out, or before anything of the answer came."""
        self._armed += [moment] * times

    def disarm(self) -> None:
        self._armed.clear()

    def is_due(self, moment: Moment, turn: int) -> bool:
        """Whether this request is to be cut now; that uses up one cut."""
        if moment not in self._armed or turn <= self._handshakes:
            return False
        self._armed.remove(moment)
        self.cuts[moment] += 1
        return True

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", self._target())
        except OSError:
            _reset(writer)
            return
        connection = _Connection(self, (reader, writer), there)
        if self._is_over:
            connection.cut()
            return
        self._connections.add(connection)
        await connection.carry()
        self._connections.discard(connection)


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Connection:
    """Two ends and whose turn it is. A turn begins when the asking end speaks after it was answered."""

    def __init__(self, wire: Wire, asking: Stream, answering: Stream) -> None:
        self._wire = wire
        self._asking, self._answering = asking, answering
        self._turn, self._is_asked = 0, False
        self.over = asyncio.Event()

    async def carry(self) -> None:
        """Until one end closes, or the wire is cut; then both are closed."""
        ways = [asyncio.create_task(self._requests()), asyncio.create_task(self._answers())]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for _, writer in (self._asking, self._answering):
            writer.close()
        self.over.set()

    async def _requests(self) -> None:
        while data := await self._asking[0].read(CHUNK):
            if not self._is_asked:
                self._turn, self._is_asked = self._turn + 1, True
                if self._wire.is_due("before", self._turn):
                    return self.cut()
            self._answering[1].write(data)
            await self._answering[1].drain()
        return None

    async def _answers(self) -> None:
        while data := await self._answering[0].read(CHUNK):
            if self._is_asked and self._wire.is_due("after", self._turn):
                return self.cut()
            self._is_asked = False
            self._asking[1].write(data)
            await self._asking[1].drain()
        return None

    def cut(self) -> None:
        """Both ends learn at once that nobody is there any more."""
        for _, writer in (self._asking, self._answering):
            _reset(writer)


def _reset(writer: asyncio.StreamWriter) -> None:
    sock: socket.socket | None = writer.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()
