"""A PostgreSQL of a test's own, which it may end and start again with its data, on the same port."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.account import readable_by_all
from launcher.postgres import Cluster

GONE_WITHIN = 20.0
DATABASE = "yordam"


class Postgres:
    """Unlike the one that all other tests share it writes before it says that it has."""

    name = "postgres"

    def __init__(self, home: Path) -> None:
        self._cluster = Cluster(home)

    @property
    def url(self) -> str:
        return self._cluster.url(DATABASE)

    @property
    def is_running(self) -> bool:
        return self._cluster.is_running()

    @property
    def pid(self) -> int:
        return int((self._cluster.data / "postmaster.pid").read_text().splitlines()[0])

    @property
    def log(self) -> Path:
        return self._cluster.home / "postgres.log"

    def start(self) -> None:
        self._cluster.start()
        self._cluster.make_database(DATABASE)

    def stop(self) -> None:
        """End it as a system does that shuts down: who is connected is cut off, and all is written."""
        self._cluster.stop()

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        deadline = time.monotonic() + GONE_WITHIN
        while self.is_running:
            assert time.monotonic() < deadline, "PostgreSQL did not end"
            time.sleep(0.02)

    def said(self, start: int = 0) -> str:
        return self.log.read_bytes()[start:].decode(errors="replace") if self.log.exists() else ""

    def length_of_log(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0


@contextmanager
def a_postgres() -> Iterator[Postgres]:
    """A PostgreSQL that runs for as long as this lasts, with one empty database."""
    with readable_by_all():
        home = Path(tempfile.mkdtemp(prefix="yordam-postgres-"))
    home.chmod(0o755)
    postgres = Postgres(home)
    try:
        postgres.start()
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(home, ignore_errors=True)
