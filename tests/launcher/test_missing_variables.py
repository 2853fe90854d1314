"""A missing or wrong variable stops each process with one line that names it, status 1 and no traceback.

Programs take seconds to import; what else they refuse is tested in one process, in tests/bot and tests/safety.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "SECRET_KEY": "a-key-for-tests-only-and-for-nothing-else-at-all-0123456789",
    "API_TOKEN": "a-token-for-tests-only-and-nothing-else",
    "DATABASE_URL": "postgresql://yordam@127.0.0.1:9/yordam",
    "BOT_TOKEN": "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
}
BACKEND = ("manage.py", "check")
MIGRATION = ("manage.py", "migrate")
SERVER = ("-m", "core", "--bind", "127.0.0.1:0")
LAUNCHER = ("-m", "launcher", "run")
BOT = ("-m", "bot")
BOT_AS_A_FILE = ("bot.py",)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy without the `.env` that this machine may have."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("apps", "bot", "core", "deploy", "launcher"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", copy)
    return copy


def start(checkout: Path, program: tuple[str, ...], **changes: str | None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"]} | {
        name: value for name, value in {**WHOLE, **changes}.items() if value is not None
    }
    folder = checkout / "bot" if program == BOT_AS_A_FILE else checkout
    return subprocess.run(
        [sys.executable, *program], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("program", "name"),
    [
        (BACKEND, "SECRET_KEY"),
        (BACKEND, "API_TOKEN"),
        (BACKEND, "DATABASE_URL"),
        (BOT, "API_TOKEN"),
        (BOT_AS_A_FILE, "BOT_TOKEN"),
    ],
)
def test_a_missing_variable_is_named(checkout: Path, program: tuple[str, ...], name: str) -> None:
    ended = start(checkout, program, **{name: None})
    assert ended.returncode == 1
    assert name in ended.stderr
    assert ended.stderr.count("\n") == 1, ended.stderr


@pytest.mark.parametrize(
    ("program", "name", "value"),
    [
        (BACKEND, "DATABASE_URL", "mysql://somewhere"),
        (BACKEND, "LOG_LEVEL", "LOUD"),
        (BACKEND, "SECRET_KEY_PREVIOUS_FILE", "/nowhere/at/all"),
        (SERVER, "DATABASE_URL", "postgresql://desk:password@db:port/desk"),
        (SERVER, "REDIS_URL", "http://redis"),
        (SERVER, "TRUSTED_PROXIES", "nginx"),
        (SERVER, "WEB_CONCURRENCY", "many"),
        (SERVER, "GRACEFUL_TIMEOUT", "soon"),
        (LAUNCHER, "DATABASE_URL", "mysql://somewhere"),
        (LAUNCHER, "WEB_CONCURRENCY", "many"),
        (LAUNCHER, "BOT_TOKEN_FILE", "/nowhere/at/all"),
        (BOT, "REDIS_URL", "redis://"),
    ],
)
def test_a_wrong_variable_is_named(checkout: Path, program: tuple[str, ...], name: str, value: str) -> None:
    # A file stands in the place of the value that it would be given beside.
    ended = start(checkout, program, **{name.removesuffix("_FILE"): None, name: value})
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"{name} ") or ended.stderr.startswith(f"{name}:")
    assert ended.stderr.count("\n") == 1, ended.stderr


def test_a_database_that_cannot_be_reached_is_one_line_too(checkout: Path) -> None:
    ended = start(checkout, MIGRATION, DATABASE_URL="postgresql://desk:a-password@127.0.0.1:9/desk")
    assert ended.returncode == 1
    assert ended.stderr.startswith("DATABASE_URL: the database cannot be reached")
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert "a-password" not in ended.stderr


def test_the_launcher_and_its_processes_read_a_secret_from_a_file(checkout: Path, tmp_path: Path) -> None:
    """The launcher hands on what it has read: a process that found the file as well would see two values."""
    (tmp_path / "token").write_text("a-token-from-a-file-of-its-own\n")
    ask = "from django.conf import settings; print(settings.API_TOKEN)"
    ended = start(
        checkout,
        ("-m", "launcher", "manage", "shell", "-c", ask),
        API_TOKEN=None,
        API_TOKEN_FILE=str(tmp_path / "token"),
    )
    assert ended.stdout.splitlines()[-1:] == ["a-token-from-a-file-of-its-own"], ended.stderr


def test_a_whole_configuration_passes(checkout: Path) -> None:
    ended = start(checkout, BACKEND)
    assert ended.returncode == 0, ended.stderr
