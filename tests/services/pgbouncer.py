"""A PgBouncer with the settings and the start that the project ships."""

import os
import shutil
import socket
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2

from tests.services.programs import PATH, program
from tests.system.processes import ROOT, Process, free_port

SHIPPED = ROOT / "deploy" / "pgbouncer"
READY_WITHIN = 20.0


class Pgbouncer(Process):
    """It stands before one PostgreSQL, whose role and password are also its own."""

    def __init__(self, folder: Path, database_url: str) -> None:
        program("pgbouncer")
        self.port = free_port()
        self._database = urlsplit(database_url)
        # A copy, because nobody's account may be shut out of the checkout.
        shipped = shutil.copytree(SHIPPED, folder / "pgbouncer")
        run = folder / "pgbouncer" / "run"
        run.mkdir()
        password = run / "password"
        password.write_text(unquote(self._database.password or ""))
        environment = {
            "PATH": PATH,
            "PGBOUNCER_RUN": str(run),
            "PGBOUNCER_ADDRESS": "127.0.0.1",
            "PGBOUNCER_PORT": str(self.port),
            "POSTGRES_HOST": self._database.hostname or "127.0.0.1",
            "POSTGRES_PORT": str(self._database.port),
            "POSTGRES_DB": self._database.path.lstrip("/"),
            "POSTGRES_USER": unquote(self._database.username or ""),
            "POSTGRES_PASSWORD_FILE": str(password),
        }
        super().__init__(
            "pgbouncer", [*self._as_nobody(run), str(shipped / "start")], environment, folder / "pgbouncer.log"
        )

    @property
    def url(self) -> str:
        place = self._database.netloc.rpartition("@")[0]
        return self._database._replace(netloc=f"{place}@127.0.0.1:{self.port}").geturl()

    def start(self) -> None:
        super().start()
        deadline = time.monotonic() + READY_WITHIN
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.is_running, f"pgbouncer ended:\n{self.said()[-4000:]}"
                assert time.monotonic() < deadline, f"pgbouncer did not start:\n{self.said()[-4000:]}"
            time.sleep(0.02)

    def command(self, words: str) -> None:
        """Say something to its console: PAUSE, RESUME, RELOAD …"""
        connection = psycopg2.connect(urlsplit(self.url)._replace(path="/pgbouncer").geturl())
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(words)
        finally:
            connection.close()

    def _as_nobody(self, run: Path) -> list[str]:
        """It refuses to be root, so as root it becomes nobody, who owns that folder."""
        if os.geteuid() != 0:
            return []
        for path in (run, *run.iterdir()):
            shutil.chown(path, "nobody", "nogroup")
        return [program("setpriv"), "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
