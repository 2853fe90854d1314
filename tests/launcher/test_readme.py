"""The README's commands, run word by word in a fresh clone: by somebody who has nothing but Python, make and git."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.services.databases import a_database
from tests.system.processes import ROOT, Process, free_port

READY_WITHIN = 240.0
# Installing packages takes its time; the desk itself is ready in seconds.
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What this file runs. `make test` is what runs this file.
RUN_HERE = [
    "make run",
    "make test",
    "cp .env.example .env",
    "pip install -r req.txt",
    "python manage.py migrate",
    "python manage.py createsuperuser",
    "python manage.py runserver",
    "pip install -r bot_requirements.txt",
    "cd bot",
    "python bot.py",
]
pytestmark = [pytest.mark.timeout(900), pytest.mark.skipif(sys.platform == "win32", reason="make is not on Windows")]


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    """What is committed, under a path with a space that PostgreSQL's account may enter too."""
    folder = Path(tempfile.mkdtemp(prefix="yordam clone "))
    folder.chmod(0o755)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "yordam")], check=True)
    yield folder / "yordam"
    shutil.rmtree(folder, ignore_errors=True)


def bare_environment(**variables: str) -> dict[str, str]:
    """Where to find programs and packages, and nothing that this run has set for itself."""
    kept = ("PATH", "HOME", "LANG", "USER", "TMPDIR", "SSL_CERT_FILE")
    passed = {name: value for name, value in os.environ.items() if name in kept or name.startswith(("PIP_", "http"))}
    # The interpreter of this run stands first on the path; a newcomer has only the system's.
    passed["PATH"] = os.pathsep.join(
        part for part in passed["PATH"].split(os.pathsep) if part != str(Path(sys.executable).parent)
    )
    return passed | variables


def fetched(url: str) -> str:
    with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5) as answer:
        return str(answer.read().decode())
    return ""


def eventually(wanted: str, process: Process, look: str | None = None) -> None:
    """Wait until the process says it, or the page at `look` does."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if wanted in (fetched(look) if look else process.said()):
            return
        assert process.is_running, process.said()[-3000:]
        time.sleep(0.2)
    raise AssertionError(f"{wanted!r} did not come: {process.said()[-3000:]}")


def ports() -> dict[str, str]:
    return {name: str(free_port()) for name in ("PORT", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT")}


@contextmanager
def started(command: str, folder: Path, environment: dict[str, str]) -> Iterator[Process]:
    log = folder.parent / f"{len(list(folder.parent.glob('*.log')))}.log"
    process = Process(command, ["sh", "-c", f'cd "$1" && {command}', "sh", str(folder)], environment, log)
    process.start()
    try:
        yield process
    finally:
        process.stop()


@pytest.mark.parametrize("readme", ["README.md", "README.uz.md"])
def test_every_command_of_the_readme_is_run_here(readme: str) -> None:
    blocks = BLOCK.findall((ROOT / readme).read_text())
    assert [line for block in blocks for line in block.splitlines() if line] == RUN_HERE


def test_make_run_starts_the_playground_twice_and_after_a_kill_and_ends_at_ctrl_c(clone: Path) -> None:
    environment = bare_environment(**ports())
    page = f"http://127.0.0.1:{environment['PLAYGROUND_PORT']}/"
    for ending in (signal.SIGINT, signal.SIGKILL, signal.SIGTERM):
        with started("exec make run", clone, environment) as desk:
            eventually("Yordam is ready.", desk)
            assert "<title>" in fetched(page)
            assert '"ok"' in fetched(f"http://127.0.0.1:{environment['PORT']}/readyz")
            if ending is signal.SIGKILL:
                desk.kill()
            else:
                os.killpg(desk.pid, ending)
                wait_for_the_end(desk)
                assert not fetched(page)
        if ending is signal.SIGINT:
            # Copying the example changes nothing: without a token it is still the playground.
            subprocess.run(["cp", ".env.example", ".env"], cwd=clone, check=True)


def wait_for_the_end(process: Process) -> None:
    deadline = time.monotonic() + 30
    while process.is_running:
        assert time.monotonic() < deadline, process.said()[-3000:]
        time.sleep(0.1)


def test_the_customers_own_way_works_without_make(clone: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    home = clone.parent / "by hand"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(home)], check=True)
    with a_database(os.environ["DATABASE_URL"]) as database:
        given = {
            "DATABASE_URL": database,
            "SECRET_KEY": "a-key-for-this-test-only-0123456789-0123456789-01",
            "API_TOKEN": "a-token-for-this-test-only",
            "BOT_TOKEN": "4242:by-hand",
            "DJANGO_API_URL": f"{url}/api",
            # Nobody answers there: the bot waits for Telegram, and says so.
            "TELEGRAM_API_URL": f"http://127.0.0.1:{free_port()}",
        }
        (home / ".env").write_text("".join(f"{name}={value}\n" for name, value in given.items()))
        backend, bot = virtual_environment(home, "backend"), virtual_environment(home, "bot")
        run_in(backend, "pip install --quiet --disable-pip-version-check -r req.txt", home)
        run_in(backend, "python manage.py migrate", home)
        login = {"DJANGO_SUPERUSER_USERNAME": "owner", "DJANGO_SUPERUSER_EMAIL": "owner@example.org"}
        login["DJANGO_SUPERUSER_PASSWORD"] = "a-password-of-the-test"
        run_in(backend | login, "python manage.py createsuperuser --noinput", home)
        run_in(bot, "pip install --quiet --disable-pip-version-check -r bot_requirements.txt", home)
        with started(f"exec python manage.py runserver --noreload {port}", home, backend) as web:
            eventually('"ok"', web, f"{url}/readyz")
            assert "csrfmiddlewaretoken" in fetched(f"{url}/admin/login/")
            for command in ("cd bot && exec python bot.py", "exec python -m bot"):
                with started(command, home, bot) as process:
                    eventually("Cannot connect to host 127.0.0.1", process)


def virtual_environment(home: Path, name: str) -> dict[str, str]:
    """An environment of its own for each process, as an ordinary shell has it after `activate`."""
    folder = home / ".venvs" / name
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    environment = bare_environment()
    return environment | {"PATH": os.pathsep.join([str(folder / "bin"), environment["PATH"]])}


def run_in(environment: dict[str, str], command: str, folder: Path) -> None:
    done = subprocess.run(
        command.split(), cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
