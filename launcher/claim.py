"""One desk runs in a checkout at a time."""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

from launcher.processes import is_alive, stop_processes
from launcher.refusal import Refusal

PATIENCE = 20.0


class Claim:
    """A lock whose file holds the pid of whoever runs the desk.

    What a killed launcher left behind holds the lock too: its processes are then ended, and the claim succeeds.
    """

    def __init__(self, path: Path, processes: Path) -> None:
        self._path = path
        self._processes = processes
        self._handle = -1

    def __enter__(self) -> None:
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + PATIENCE
        while not self._taken():
            holder = self._path.read_text().strip()
            if holder.isdecimal() and is_alive(int(holder)):
                raise Refusal(f"This desk runs already (process {holder})")
            if time.monotonic() > deadline:
                raise Refusal(f"Something left over from an earlier run still holds {self._path}")
            stop_processes(self._processes)
            time.sleep(0.1)
        os.truncate(self._handle, 0)
        os.write(self._handle, str(os.getpid()).encode())

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)

    def _taken(self) -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False
