"""One command starts everything, and however it ends, everything ends with it.

The desk here is in miniature: the launcher itself with a real PostgreSQL, and stand-ins for the rest.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from launcher.postgres import Cluster, home_under
from launcher.processes import is_alive
from tests.launcher.test_keeper import eventually
from tests.system.processes import free_port

MANAGE = """
import os, sys
with open("commands.log", "a") as log:
    print(*sys.argv[1:], os.environ["DATABASE_URL"].rsplit("/")[-1], file=log)
sys.exit(os.path.exists("migrations-fail") and sys.argv[1] == "migrate")
"""
WEB = """
import http.server, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *args):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ[sys.argv[1]])), Answer).serve_forever()
"""
PROCFILE = """
web: python web.py PORT
bot: sleep 300
playground: python web.py PLAYGROUND_PORT
"""


class MiniatureDesk:
    def __init__(self, root: Path, home: Path, rest: ExitStack) -> None:
        self.root = root
        self._rest = rest
        shutil.copytree(Path(__file__).resolve().parents[2] / "launcher", root / "launcher")
        (root / "manage.py").write_text(MANAGE)
        (root / "web.py").write_text(WEB)
        (root / "Procfile").write_text(PROCFILE)
        self.ports = {name: free_port() for name in ("PORT", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT")}
        (root / ".data").mkdir()
        (root / ".data" / "postgres").symlink_to(home)
        self.cluster = Cluster(home_under(root / ".data"))

    def start(self, **variables: str) -> subprocess.Popen[str]:
        unset = ("DATABASE_URL", "BOT_TOKEN", "SECRET_KEY", "API_TOKEN")
        environment = {name: value for name, value in os.environ.items() if name not in unset}
        environment |= {name: str(port) for name, port in self.ports.items()} | variables
        launcher = subprocess.Popen(
            [sys.executable, "-m", "launcher", "run"],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._rest.callback(launcher.wait)
        self._rest.callback(launcher.terminate)
        return launcher

    def start_until_ready(self, **variables: str) -> subprocess.Popen[str]:
        launcher = self.start(**variables)
        assert "Yordam is ready." in read_until(launcher, "Ctrl-C stops everything")
        return launcher

    def commands(self) -> list[str]:
        return (self.root / "commands.log").read_text().splitlines()

    def children(self) -> list[int]:
        return [int(note.read_text()) for note in sorted((self.root / ".data" / "run").rglob("*.pid"))]

    def is_at_rest(self, children: list[int]) -> bool:
        return not self.cluster.is_running() and not any(is_alive(child) for child in children)


def read_until(launcher: subprocess.Popen[str], words: str) -> str:
    assert launcher.stdout is not None
    said = ""
    while words not in said:
        line = launcher.stdout.readline()
        assert line, said
        said += line
    return said


@pytest.fixture
def desk(folder: Path, made_home: Path) -> Iterator[MiniatureDesk]:
    with ExitStack() as rest:
        yield MiniatureDesk(folder, made_home, rest)


def test_it_starts_the_playground_without_a_token_and_says_where_everything_is(desk: MiniatureDesk) -> None:
    said = read_until(desk.start(), "Ctrl-C stops everything")
    assert f"Playground   http://localhost:{desk.ports['PLAYGROUND_PORT']}/" in said
    assert f"Admin site   http://localhost:{desk.ports['PORT']}/admin/" in said
    assert f"API          http://localhost:{desk.ports['PORT']}/api/docs/" in said
    password = (desk.root / ".data" / "playground_password").read_text()
    assert f"user rustam, password {password}" in said
    assert desk.commands() == ["migrate --verbosity 0 yordam_playground", "seed_playground yordam_playground"]
    assert len(desk.children()) == 3


def test_with_a_token_it_serves_telegram_and_leaves_the_playground_out(desk: MiniatureDesk) -> None:
    said = read_until(desk.start(BOT_TOKEN="123:abc"), "Ctrl-C stops everything")
    assert "Playground" not in said
    assert "make superuser" in said
    assert "/site" in said
    assert desk.commands() == ["migrate --verbosity 0 yordam"]
    assert len(desk.children()) == 2


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_everything(desk: MiniatureDesk, number: signal.Signals, status: int) -> None:
    launcher = desk.start_until_ready()
    children = desk.children()
    # A terminal sends Ctrl-C to every process in its foreground, not to one.
    os.killpg(launcher.pid, number)
    assert launcher.wait(timeout=20) == status
    assert desk.is_at_rest(children)


def test_a_child_that_dies_stops_everything(desk: MiniatureDesk) -> None:
    launcher = desk.start_until_ready()
    children = desk.children()
    os.kill(children[0], signal.SIGKILL)
    assert launcher.wait(timeout=20) != 0
    assert desk.is_at_rest(children)


def test_it_starts_again_after_kill_9_of_everything(desk: MiniatureDesk) -> None:
    launcher = desk.start_until_ready()
    server = int((desk.cluster.data / "postmaster.pid").read_text().splitlines()[0])
    keeper = parent_of(server)
    for pid in (launcher.pid, keeper, server, *desk.children()):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert launcher.wait(timeout=5) == -signal.SIGKILL
    desk.start_until_ready()


def test_kill_9_of_the_launcher_alone_ends_its_children_too(desk: MiniatureDesk) -> None:
    launcher = desk.start_until_ready()
    children = desk.children()
    launcher.kill()
    assert eventually(lambda: desk.is_at_rest(children))


def test_it_starts_again_where_only_the_children_survived(desk: MiniatureDesk) -> None:
    launcher = desk.start_until_ready()
    server = int((desk.cluster.data / "postmaster.pid").read_text().splitlines()[0])
    for pid in (parent_of(server), launcher.pid):
        os.kill(pid, signal.SIGKILL)
    launcher.wait(timeout=5)
    desk.start_until_ready()


def test_a_second_one_beside_it_is_refused_in_one_line(desk: MiniatureDesk) -> None:
    first = desk.start_until_ready()
    second = desk.start()
    said, _ = second.communicate(timeout=20)
    assert (second.returncode, said) == (1, f"This desk runs already (process {first.pid})\n")


@pytest.mark.parametrize("name", ["PORT", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT"])
def test_a_port_that_is_taken_is_named_in_one_line(desk: MiniatureDesk, name: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", desk.ports[name]))
        other.listen()
        launcher = desk.start()
        said, _ = launcher.communicate(timeout=20)
    assert launcher.returncode == 1
    assert said == f"{name}: 127.0.0.1:{desk.ports[name]} cannot be used (Address already in use)\n"


def test_migrations_that_fail_stop_the_start(desk: MiniatureDesk) -> None:
    (desk.root / "migrations-fail").touch()
    launcher = desk.start()
    said, _ = launcher.communicate(timeout=20)
    assert (launcher.returncode, said) == (1, "")
    assert desk.is_at_rest([])


def test_a_database_of_ones_own_is_used_and_the_playground_gets_another_beside_it(desk: MiniatureDesk) -> None:
    desk.cluster.start()
    desk.cluster.make_database("mine")
    port = desk.cluster.port
    launcher = desk.start_until_ready(DATABASE_URL=desk.cluster.url("mine"))
    assert desk.commands()[0] == "migrate --verbosity 0 mine_playground"
    launcher.terminate()
    launcher.wait(timeout=20)
    assert desk.cluster.is_running()
    assert desk.cluster.port == port
    desk.cluster.stop()


def test_a_database_that_cannot_be_reached_is_said_in_one_line(desk: MiniatureDesk) -> None:
    launcher = desk.start(DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    said, _ = launcher.communicate(timeout=20)
    assert launcher.returncode == 1
    assert said.startswith("DATABASE_URL: ")
    assert said.count("\n") == 1


def parent_of(pid: int) -> int:
    said = subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout
    return int(said)
