"""A missing or wrong value stops the start with one line that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import ROOT, ConfigurationError, Settings

GOOD = {"BOT_TOKEN": "4242:playground", "API_TOKEN": "secret"}


def load(tmp_path: Path, file: str = "", **environment: str) -> Settings:
    path = tmp_path / ".env"
    path.write_text(file, encoding="utf-8")
    return Settings.load({**GOOD, **environment}, path)


def test_it_has_sensible_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.api_url == "http://localhost:8000/api"
    assert settings.telegram_api_url is None
    assert (settings.send_per_second, settings.send_per_chat_second, settings.send_chat_burst) == (30, 1, 3)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    settings = load(tmp_path, "LOG_LEVEL=DEBUG\nDJANGO_API_URL=http://file/api", DJANGO_API_URL="http://shell/api/")
    assert settings.log_level == "DEBUG"
    assert settings.api_url == "http://shell/api"


def test_an_empty_variable_is_one_not_given(tmp_path: Path) -> None:
    assert load(tmp_path, "LOG_LEVEL=WARNING", LOG_LEVEL="").log_level == "WARNING"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", ""),
        ("BOT_TOKEN", "no token"),
        ("API_TOKEN", ""),
        ("DJANGO_API_URL", "localhost:8000"),
        ("TELEGRAM_API_URL", "ftp://x"),
        ("LOG_LEVEL", "LOUD"),
        ("TIME_ZONE", "Asia/Nowhere"),
        ("SEND_PER_SECOND", "many"),
        ("SEND_PER_CHAT_SECOND", "-1"),
    ],
)
def test_it_names_the_variable(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} is"):
        load(tmp_path, **{name: value})


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(" 4242:from-a-file \n")
    settings = load(tmp_path, BOT_TOKEN="", BOT_TOKEN_FILE=str(tmp_path / "token"))
    assert settings.bot_token == "4242:from-a-file"


def test_a_value_and_a_file_at_once_are_refused(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("4242:from-a-file")
    with pytest.raises(ConfigurationError, match=r"^BOT_TOKEN and BOT_TOKEN_FILE are both given"):
        load(tmp_path, BOT_TOKEN_FILE=str(tmp_path / "token"))


@pytest.mark.parametrize("name", ["API_TOKEN", "API_TOKEN_FILE"])
def test_what_the_environment_gives_needs_no_twin_of_the_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "given").write_text("from the environment")
    twin = {"API_TOKEN": "API_TOKEN_FILE", "API_TOKEN_FILE": "API_TOKEN"}[name]
    value = str(tmp_path / "given") if name.endswith("_FILE") else "from the environment"
    (tmp_path / ".env").write_text(f"{twin}=/from/the/env/file\n")
    settings = Settings.load({"BOT_TOKEN": "4242:playground", name: value}, tmp_path / ".env")
    assert settings.api_token == "from the environment"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"], ids=["missing", "empty", "no text"])
def test_a_file_without_a_secret_is_named(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"^BOT_TOKEN_FILE is wrong: .*token$"):
        load(tmp_path, BOT_TOKEN="", BOT_TOKEN_FILE=str(tmp_path / "token"))


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [(["-m", "bot"], ROOT), (["bot.py"], ROOT / "bot")],
    ids=["python -m bot", "cd bot && python bot.py"],
)
def test_the_start_says_one_line_and_ends(arguments: list[str], folder: Path) -> None:
    environment = {**os.environ, "BOT_TOKEN": "wrong", "API_TOKEN": "secret"}
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("BOT_TOKEN is wrong")
    assert ended.stderr.count("\n") == 1


def test_a_wrong_value_is_said_before_what_takes_seconds_to_load() -> None:
    asked = "import sys, bot.config; print('aiogram' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


HOOKED = {"WEBHOOK_URL": "https://desk.example.org/telegram", "WEBHOOK_SECRET": "a-secret-of-sixteen"}


def test_without_a_webhook_address_the_bot_polls_and_serves_nothing(tmp_path: Path) -> None:
    settings = load(tmp_path, WEBHOOK_SECRET="unused-and-fine")
    assert (settings.webhook_url, settings.webhook_secret, settings.port) == (None, "", 0)
    assert load(tmp_path, BOT_PORT="9000").port == 9000


def test_a_webhook_brings_a_port_of_its_own(tmp_path: Path) -> None:
    settings = load(tmp_path, **HOOKED)
    assert settings.webhook_url == HOOKED["WEBHOOK_URL"]
    assert settings.webhook_secret == HOOKED["WEBHOOK_SECRET"]
    assert (settings.host, settings.port) == ("127.0.0.1", 8082)
    assert load(tmp_path, **HOOKED, BOT_HOST="0.0.0.0", BOT_PORT="80").host == "0.0.0.0"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBHOOK_URL", "desk.example.org/telegram"),
        ("WEBHOOK_URL", "http://desk.example.org/telegram"),
        ("WEBHOOK_URL", "http://127.0.0.1:8082/telegram"),
        ("WEBHOOK_URL", "https://desk.example.org/healthz"),
        ("WEBHOOK_URL", "https://desk.example.org/metrics/"),
        ("WEBHOOK_SECRET", ""),
        ("WEBHOOK_SECRET", "too-short"),
        ("WEBHOOK_SECRET", "with spaces and more"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("BOT_PORT", "0"),
        ("BOT_PORT", "65536"),
        ("BOT_PORT", "-1"),
        ("BOT_PORT", "http"),
    ],
)
def test_it_names_what_is_wrong_with_a_webhook(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} is"):
        load(tmp_path, **{**HOOKED, name: value})


def test_a_telegram_on_this_machine_may_call_without_tls(tmp_path: Path) -> None:
    here = {**HOOKED, "WEBHOOK_URL": "http://127.0.0.1:8082/telegram"}
    for telegram in ("http://127.0.0.1:8081", "http://localhost:8081"):
        assert load(tmp_path, **here, TELEGRAM_API_URL=telegram).webhook_url == here["WEBHOOK_URL"]
    with pytest.raises(ConfigurationError, match=r"^WEBHOOK_URL is wrong: Telegram calls https addresses only$"):
        load(tmp_path, **here, TELEGRAM_API_URL="http://telegram.example.org")
