"""One real process of the desk: started, ended and killed by its own number, with everything it says kept in a file."""

import os
import random
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENDS_WITHIN = 20.0
# Below those that systems give to connections, and to servers that take any.
PORTS = range(20_000, 32_768)
_claims: list[socket.socket] = []


def free_port() -> int:
    """A port that nobody has and that no other test is given while this process lives: whoever it is for takes seconds
    to start, and other workers look for ports meanwhile. They see by UDP, whose ports bear the same numbers, what is
    claimed already."""
    while True:
        claim, port = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), random.choice(PORTS)
        with socket.socket() as probe:
            try:
                claim.bind(("127.0.0.1", port))
                probe.bind(("127.0.0.1", port))
            except OSError:
                claim.close()
            else:
                _claims.append(claim)
                return port


class Process:
    """A command that can be run again after it ended. It leads a group of its own, so that its children end with it."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        self._command = list(command)
        self._environment = dict(environment)
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._running is not None, f"{self.name} has not been started"
        return self._running.pid

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        assert not self.is_running, f"{self.name} runs already"
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def gets(self, variables: Mapping[str, str]) -> None:
        """Have other variables from the next start on."""
        self._environment |= variables

    def kill(self) -> None:
        """End it as a power cut would: nothing of it gets another word in."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, as a deployment does."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._running is None or self._running.poll() is not None:
            return
        os.killpg(self._running.pid, number)
        try:
            self._running.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            raise AssertionError(f"{self.name} did not end within {ENDS_WITHIN} s of {number.name}") from None

    def said(self, start: int = 0) -> str:
        """What its log holds from this byte on."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(start)
            return log.read().decode(errors="replace")

    def length_of_log(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0
