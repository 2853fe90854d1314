"""A Redis of its own, which a test may stop, empty and start again on the same port."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.programs import program
from tests.system.processes import Process, free_port

READY_WITHIN = 20.0


class Redis(Process):
    """It keeps nothing on a disk: what a restart loses is lost."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        command = [program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        command += ["--appendonly", "no", "--enable-debug-command", "yes", "--dir", str(folder)]
        super().__init__("redis", command, {}, folder / "redis.log")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def hang(self) -> None:
        """Let it take connections and questions and answer none of them."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def flush(self) -> None:
        """Empty it, as an operator's mistake or a restart without a disk does."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(b"FLUSHALL\r\n")
            assert connection.recv(5) == b"+OK\r\n"

    def start(self) -> None:
        super().start()
        deadline = time.monotonic() + READY_WITHIN
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                    connection.sendall(b"PING\r\n")
                    if connection.recv(7) == b"+PONG\r\n":
                        return
            except OSError:
                pass
            assert self.is_running, f"redis ended:\n{self.said()}"
            assert time.monotonic() < deadline, f"redis did not start:\n{self.said()}"
            time.sleep(0.02)


@contextmanager
def a_redis(folder: Path) -> Iterator[Redis]:
    """A Redis that runs for as long as this lasts."""
    redis = Redis(folder)
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()
