"""`make run`: PostgreSQL, migrations, backend, bot and, without a token, the playground; Ctrl-C ends all of it."""

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager

from launcher.claim import PATIENCE, Claim
from launcher.databases import playground_beside
from launcher.environment import Desk, read_desk
from launcher.keeper import Keeper
from launcher.postgres import home_under
from launcher.processes import make_notes_folder
from launcher.refusal import Refusal
from launcher.welcome import words_of_welcome


def run(root: Path) -> int:
    """Returns the status to exit with: that of the first process to end, or of the signal that ended all."""
    desk = read_desk(root)
    runs = desk.data / "run"
    with Claim(desk.data / "run.lock", runs):
        for name, port in desk.ports().items():
            _refuse_taken(desk, name, port, runs)
        notes = make_notes_folder(runs)
        with database_of(desk, processes=notes) as variables:
            for command in ("migrate --verbosity 0", *(["seed_playground"] if desk.has_playground else [])):
                status = manage(desk, variables, *command.split())
                if status:
                    return status
            return _processes(desk, variables, notes)


def manage(desk: Desk, variables: dict[str, str], *arguments: str) -> int:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=desk.root, env=variables, check=False).returncode


@contextmanager
def database_of(desk: Desk, *, processes: Path | None = None) -> Iterator[dict[str, str]]:
    """The variables for Django, with a database that is there while this lasts."""
    given = desk.variables.get("DATABASE_URL")
    if given and desk.has_playground:
        given = playground_beside(given)
    keeper = Keeper(None if given else home_under(desk.data), desk.database, processes=processes)
    try:
        yield dict(desk.variables) | {"DATABASE_URL": given or keeper.url}
    finally:
        keeper.release()


def _processes(desk: Desk, variables: dict[str, str], notes: Path) -> int:
    procfile = parse_procfile((desk.root / "Procfile").read_text())
    links = [{"title": "Admin", "url": f"{desk.site}/admin/"}, {"title": "API", "url": f"{desk.site}/api/docs/"}]
    variables |= {"PLAYGROUND_LINKS": json.dumps(links)}
    manager = Manager()
    for name, command in procfile.processes.items():
        if name != "playground" or desk.has_playground:
            note = shlex.quote(str(notes / f"{name}.pid"))
            manager.add_process(name, f"echo $$ > {note}; exec {command}", env=variables, cwd=str(desk.root))
    welcome = subprocess.Popen(
        [sys.executable, "-m", "launcher.welcome", *_signs_of_readiness(desk)], stdin=subprocess.PIPE, text=True
    )
    assert welcome.stdin is not None
    welcome.stdin.write(words_of_welcome(desk))
    welcome.stdin.close()
    try:
        manager.loop()
    finally:
        welcome.terminate()
        welcome.wait()
    return int(manager.returncode or 0)


def _signs_of_readiness(desk: Desk) -> list[str]:
    page = [f"http://127.0.0.1:{desk.variables['PLAYGROUND_PORT']}/"] if desk.has_playground else []
    return [f"{desk.site}/readyz", *page]


def _refuse_taken(desk: Desk, name: str, port: int, runs: Path) -> None:
    """A port that is in use is said in one line, before anything has been started.

    After a kill -9 the keeper of that run still ends its processes; the last of them unlinks the notes.
    """
    host = desk.variables["HOST"] if name == "PORT" else "127.0.0.1"
    deadline = time.monotonic() + PATIENCE
    while error := _failure_to_bind(host, port):
        if time.monotonic() > deadline or not any(runs.rglob("*.pid")):
            raise Refusal(f"{name}: {host}:{port} cannot be used ({error})")
        time.sleep(0.1)


def _failure_to_bind(host: str, port: int) -> str:
    """Why the port cannot be used, in the system's words; empty where it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return os.strerror(error.errno or 0)
    return ""
