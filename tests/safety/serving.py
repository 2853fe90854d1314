"""Backends as they are shipped, without a bot: for the tests that meet them as a stranger does."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.databases import a_migrated_database
from tests.system.harness import wait_for_http
from tests.system.processes import Process, free_port

# The shipped settings, but a client that stops in the middle is waited for during a second only.
IMPATIENT = """
import core.serving
core.serving.MOVES_WITHIN = 1
import deploy.gunicorn
globals().update(vars(deploy.gunicorn))
"""


@dataclass
class Backend:
    """One gunicorn on a port of its own. What it is told may change between two runs of it."""

    folder: Path
    variables: dict[str, str]
    config: str = "deploy/gunicorn.py"
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.process = self._process()

    def _process(self) -> Process:
        command = [sys.executable, "-m", "core", "--config", self.config]
        environment = {**os.environ, **self.variables, "HOST": "127.0.0.1", "PORT": str(self.port)}
        return Process("backend", command, environment, self.folder / f"backend-{self.port}.log")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process.start()
        wait_for_http(f"{self.url}/readyz", self.process)

    def end(self) -> None:
        """End whatever runs of it now."""
        self.process.kill()

    def restart(self, **variables: str) -> None:
        """End it as a deployment does, and start it with other values."""
        self.process.stop()
        self.variables |= variables
        self.process = self._process()
        self.start()


@contextmanager
def backends(folder: Path, *, count: int = 1, impatient: bool = False, **variables: str) -> Iterator[list[Backend]]:
    """So many backends over one database without anything in it, for as long as this lasts."""
    config = "deploy/gunicorn.py"
    if impatient:
        config = str(folder / "impatient.py")
        Path(config).write_text(IMPATIENT)
    with ExitStack() as stack:
        url = stack.enter_context(a_migrated_database(os.environ["DATABASE_URL"]))
        given = {
            "DATABASE_URL": url,
            "SECRET_KEY": secrets.token_urlsafe(48),
            "API_TOKEN": secrets.token_urlsafe(48),
            "WEB_CONCURRENCY": "1",
            "MEDIA_ROOT": str(folder / "media"),
            **variables,
        }
        started = [Backend(folder, dict(given), config) for _ in range(count)]
        for backend in started:
            stack.callback(backend.end)
            backend.start()
        yield started
