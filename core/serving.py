"""Gunicorn's worker, and how a server stops: whoever has connected is answered, whoever comes later is refused.

Gunicorn closes its listening socket as soon as it is told to stop. Clients that the kernel has connected by then, and
whom nobody has accepted yet, would be cut off after they had sent their request: nobody could say whether it was done.
"""

import ctypes
import logging
import select
import socket
import struct
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from gunicorn.workers.gthread import _DEFER, STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

if TYPE_CHECKING:
    from concurrent.futures import Future

    from gunicorn.arbiter import Arbiter

logger = logging.getLogger("gunicorn.error")

# How long a thread waits for the first byte of a new connection, in seconds; afterwards the worker's poller does.
FIRST_BYTE_WITHIN = 0.05
# And how long for the next bytes of one that has begun. Behind nginx requests come whole, and nobody waits.
MOVES_WITHIN = 20
# The workers and their master may be told to stop at the same moment: so long a worker waits for the master's word.
REFUSED_WITHIN = 1.0
# A connection that is being made when the server stops is made by then.
CONNECTED_WITHIN = 0.2

# Linux' own number; Python does not name it. It sets a filter, and reads the one that is set.
SO_ATTACH_FILTER = 26
# A program for the kernel's packet filter: what carries SYN, and so begins a connection, is dropped.
FLAGS_OF_TCP, SYN = 13, 0x02
LOAD_BYTE, JUMP_IF_SET, RETURN = 0x30, 0x45, 0x06
DROP_SYN = b"".join(
    struct.pack("HBBI", *instruction)
    for instruction in (
        (LOAD_BYTE, 0, 0, FLAGS_OF_TCP),
        (JUMP_IF_SET, 0, 1, SYN),
        (RETURN, 0, 0, 0),
        (RETURN, 0, 0, 0xFFFFFFFF),
    )
)


def take_no_more(listener: socket.socket) -> None:
    """Let nobody connect any more: whoever tries is refused once the socket is closed, a second later at most.

    Nothing but a filter does this without cutting off those who wait to be accepted. Other systems than Linux have
    none; there the few who connect at that very moment are cut off.
    """
    if sys.platform != "linux" or listener.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    program = ctypes.create_string_buffer(DROP_SYN)
    described = struct.pack("HL", len(DROP_SYN) // 8, ctypes.addressof(program))
    try:
        listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, described)
    except OSError as error:
        logger.warning("new connections cannot be refused in order: %s", error)


def takes_no_more(listener: socket.socket) -> bool:
    """Tell whether the listener, which all workers share, has been told to take no more."""
    try:
        return bool(listener.getsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, len(DROP_SYN) * 2))
    except OSError:
        return False


def stop_in_order(server: "Arbiter") -> None:
    """Let the master refuse new connections before it stops its workers; called when it is ready."""
    stop: Callable[[bool], None] = server.stop

    def stop_refusing(graceful: bool = True) -> None:
        # While another master shares the socket, or systemd holds it, it goes on without us.
        if graceful and not (server.reexec_pid or server.master_pid or server.systemd):
            for listener in server.LISTENERS:
                take_no_more(listener.sock)
        stop(graceful)

    server.stop = stop_refusing


class Worker(ThreadWorker):  # type: ignore[misc]  # Gunicorn says nothing of its types.
    """Gunicorn's own, which does not wait five seconds for those who say nothing, and leaves nobody behind at a stop.

    Browsers open connections before they need them: as many as there are threads would hold up everybody else.
    """

    alive: bool

    def handle(self, conn: TConn) -> object:
        """Serve the connection's next request, or leave one that is silent to the poller."""
        if not (conn.initialized or conn.data_ready or conn.wait_for_data(FIRST_BYTE_WITHIN)):
            return _DEFER
        # A client that stops in the middle of its request, or of our answer, is let go of; its thread serves others.
        for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            conn.sock.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", MOVES_WITHIN, 0))
        return super().handle(conn)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Before the last end of accepting, accept all who have connected; then close, so that others are refused."""
        if enabled or self.alive:
            super().set_accept_enabled(enabled)
            return
        # A worker with too many connections may have paused; now it takes what is left.
        super().set_accept_enabled(True)
        self._accept_the_last()
        super().set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()

    def _accept_the_last(self) -> None:
        began = refused_at = time.monotonic()
        is_refused = False
        while time.monotonic() < (refused_at + CONNECTED_WITHIN if is_refused else began + REFUSED_WITHIN):
            self.notify()
            self.wait_for_and_dispatch_events(timeout=0.02)
            if not is_refused and all(takes_no_more(listener.sock) for listener in self.sockets):
                is_refused, refused_at = True, time.monotonic()
        for listener in self.sockets:
            waiting = select.poll()
            waiting.register(listener, select.POLLIN)
            while waiting.poll(0):
                self.accept(listener)

    def finish_request(self, conn: TConn, fs: "Future[object]") -> None:
        """Give those who have connected and said nothing yet a moment at a stop, too."""
        if self.alive or fs.cancelled() or fs.exception() or fs.result() is not _DEFER:
            super().finish_request(conn, fs)
            return
        self.alive = True
        try:
            super().finish_request(conn, fs)
        finally:
            self.alive = False
        self._cap_keepalive(time.monotonic() + STOP_KEEPALIVE_LINGER)

    def _cap_keepalive(self, deadline: float) -> None:
        """Close connections by then on which nothing is asked, those that never said anything included."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)
