"""A missing or wrong variable stops each process with one line that names it, status 1 and no traceback.

The bot's programs take seconds to import; what else its settings refuse is tested in one process, in tests/bot.
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
BOT = ("-m", "bot")
BOT_AS_A_FILE = ("bot.py",)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy without the `.env` that this machine may have."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("apps", "bot", "core"):
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
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://somewhere"),
        ("SUPER_ADMIN_IDS", "3001,rustam"),
        ("TIME_ZONE", "Asia/Nowhere"),
        ("LOG_LEVEL", "LOUD"),
        ("DEBUG", "perhaps"),
    ],
)
def test_a_wrong_variable_is_named(checkout: Path, name: str, value: str) -> None:
    ended = start(checkout, BACKEND, **{name: value})
    assert ended.returncode == 1
    assert name in ended.stderr
    assert ended.stderr.count("\n") == 1, ended.stderr


def test_a_whole_configuration_passes(checkout: Path) -> None:
    ended = start(checkout, BACKEND)
    assert ended.returncode == 0, ended.stderr
