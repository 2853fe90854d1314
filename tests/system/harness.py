"""A whole desk of its own: PostgreSQL database, backend, bot and playground, as they are shipped, over real HTTP."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from tests.services.databases import a_migrated_database
from tests.system.processes import ROOT, Process, free_port

READY_WITHIN = 60.0
BOT_TOKEN = "4242:playground"
BOT_ID = 4242
# What the desk may not take from the machine that the tests run on.
OURS = ("SUPER_ADMIN_IDS", "SITE_URL", "DEBUG", "ALLOWED_HOSTS", "REDIS_URL", "WEBHOOK_URL", "PG_BIN")
NO_LIMITS = {"SEND_PER_SECOND": "0", "SEND_PER_CHAT_SECOND": "0"}


@dataclass
class Desk:
    """The processes and where they listen. Everything that they say is kept in `folder`."""

    folder: Path
    database_url: str
    environment: dict[str, str]
    backend: Process
    bot: Process
    playground: Process
    ports: dict[str, int] = field(default_factory=dict)
    # From where on the bot's log tells of its present run.
    bot_began_at: int = 0

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.ports['PORT']}"

    @property
    def api_url(self) -> str:
        return f"{self.site}/api"

    @property
    def people_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['PLAYGROUND_PORT']}/api"

    @property
    def telegram_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['PLAYGROUND_API_PORT']}"

    @property
    def api_token(self) -> str:
        return self.environment["API_TOKEN"]

    @property
    def processes(self) -> tuple[Process, ...]:
        return self.playground, self.backend, self.bot

    @property
    def access_log(self) -> Path:
        return self.folder / "access.log"

    def requests(self, start: int = 0) -> list[str]:
        """What the backend was asked since, as "POST /api/… 201"."""
        with self.access_log.open() as log:
            log.seek(start)
            return log.read().splitlines()

    def length_of_access_log(self) -> int:
        return self.access_log.stat().st_size

    def start(self) -> None:
        for process in self.processes:
            process.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        wait_for_http(f"{self.people_url}/calls", self.playground)
        wait_for_http(f"{self.site}/readyz", self.backend)
        self.wait_for_bot()

    def wait_for_bot(self) -> None:
        """The bot is there once this run of it has said who it is."""
        deadline = time.monotonic() + READY_WITHIN
        start = self.bot_began_at
        while "is here" not in self.bot.said(start):
            assert self.bot.is_running, f"the bot ended:\n{self.bot.said(start)}"
            assert time.monotonic() < deadline, f"the bot did not start:\n{self.bot.said(start)}"
            time.sleep(0.02)

    def restart(self, process: Process) -> None:
        """Start again what was ended, and wait until it serves."""
        if process is self.bot:
            self.bot_began_at = process.length_of_log()
        process.start()
        self.wait_until_ready()

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.stop()

    def moves_to(self, database_url: str, media: Path) -> None:
        """Have another database and other files from the next start on."""
        self.database_url = database_url
        self.environment |= {"DATABASE_URL": database_url, "MEDIA_ROOT": str(media)}
        for process in (self.backend, self.bot):
            process.gets(self.environment)

    def manage(self, *arguments: str) -> str:
        """Run one of the project's commands beside the desk."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What stands in the database, for facts that no path of the API tells."""
        connection = psycopg2.connect(self.database_url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(query, values)
                return list(cursor.fetchall())
        finally:
            connection.close()


@contextmanager
def a_desk(
    *,
    variables: Mapping[str, str] | None = None,
    playground: tuple[str, ...] = ("--memory",),
    server: str | None = None,
) -> Iterator[Desk]:
    """A desk with a database of its own, started; `variables` are set on top, `playground` are its flags."""
    folder = Path(tempfile.mkdtemp(prefix="yordam-system-"))
    with a_migrated_database(server or os.environ["DATABASE_URL"]) as url:
        desk = _desk_in(folder, url, variables or NO_LIMITS, playground)
        try:
            desk.start()
            yield desk
        finally:
            for process in reversed(desk.processes):
                process.kill()
    shutil.rmtree(folder, ignore_errors=True)


def _desk_in(folder: Path, url: str, variables: Mapping[str, str], playground: tuple[str, ...]) -> Desk:
    ports = {name: free_port() for name in ("PORT", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT")}
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "API_TOKEN": secrets.token_urlsafe(48),
        "BOT_TOKEN": BOT_TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{ports['PLAYGROUND_API_PORT']}",
        "DJANGO_API_URL": f"http://127.0.0.1:{ports['PORT']}/api",
        "SITE_URL": f"http://localhost:{ports['PORT']}",
        "MEDIA_ROOT": str(folder / "media"),
        "HOST": "127.0.0.1",
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
        **{name: str(port) for name, port in ports.items()},
        **variables,
    }
    logging = ["--access-logfile", str(folder / "access.log"), "--access-logformat", "%(m)s %(U)s %(s)s"]
    commands = {
        "backend": ["core", *logging],
        "bot": ["bot"],
        "playground": ["playground", "--data", str(folder / "playground"), *playground],
    }
    backend, bot, people = (
        Process(name, [sys.executable, "-m", *command], environment, folder / f"{name}.log")
        for name, command in commands.items()
    )
    return Desk(folder, url, environment, backend, bot, people, ports)


def wait_for_http(url: str, process: Process) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            pass
        assert process.is_running, f"{process.name} ended:\n{process.said()[-4000:]}"
        assert time.monotonic() < deadline, f"{process.name} did not start:\n{process.said()[-4000:]}"
        time.sleep(0.02)
