"""The desk's own processes in a deployment: each is ended as a container is, and says itself when it is ready."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from tests.system.processes import Process

READY_WITHIN = 60.0
# Longer than what a backend may take to finish what it has in hand.
ENDS_WITHIN = 40.0


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module by the tests' own interpreter."""
    return [sys.executable, "-m", module, *arguments]


class Member(Process):
    """A process with probes of its own; only its leader hears SIGTERM, as in a container."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str], log: Path, port: int) -> None:
        super().__init__(name, python(*command), environment, log)
        self.port = port

    @property
    def is_ready(self) -> bool:
        """Whether it serves by its own word."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not self.is_ready:
            assert self.is_running, f"{self.name} ended:\n{self.said()[-4000:]}"
            assert time.monotonic() < deadline, f"{self.name} did not get ready:\n{self.said()[-4000:]}"
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask it to end, and wait until it has finished what it has in hand."""
        self.ask_to_stop()
        self.wait_for_end()

    def ask_to_stop(self) -> None:
        if self.is_running:
            os.kill(self.pid, signal.SIGTERM)

    def wait_for_end(self) -> None:
        if self._running is None:
            return
        try:
            self._running.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not end within {ENDS_WITHIN:.0f} s of SIGTERM") from None
