"""What the desk runs with: the environment, then `.env`, then secrets that are made once."""

from pathlib import Path

import pytest

from launcher.environment import PLAYGROUND_TOKEN, read_desk
from launcher.refusal import Refusal

OURS = (
    "SECRET_KEY", "API_TOKEN", "BOT_TOKEN", "DATABASE_URL", "DJANGO_API_URL", "SITE_URL", "TELEGRAM_API_URL",
    "HOST", "PORT", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT",
)  # fmt: skip


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = read_desk(tmp_path).variables
    again = read_desk(tmp_path).variables
    for name, file in (("SECRET_KEY", "secret_key"), ("API_TOKEN", "api_token")):
        assert len(first[name]) >= 50
        assert first[name] == again[name]
        assert (tmp_path / ".data" / file).stat().st_mode & 0o777 == 0o600
    assert first["SECRET_KEY"] != first["API_TOKEN"]


def test_a_given_secret_is_used_and_none_is_made(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("API_TOKEN=given\n")
    assert read_desk(tmp_path).variables["API_TOKEN"] == "given"
    assert not (tmp_path / ".data" / "api_token").exists()


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nHOST=127.0.0.2\n")
    monkeypatch.setenv("PORT", "9002")
    desk = read_desk(tmp_path)
    assert desk.ports()["PORT"] == 9002
    assert desk.variables["HOST"] == "127.0.0.2"


def test_without_a_token_the_playground_opens_on_a_database_of_its_own(tmp_path: Path) -> None:
    desk = read_desk(tmp_path)
    assert desk.has_playground
    assert desk.database == "yordam_playground"
    assert desk.variables["BOT_TOKEN"] == PLAYGROUND_TOKEN
    assert desk.variables["TELEGRAM_API_URL"] == "http://127.0.0.1:8081"
    assert set(desk.ports()) == {"PORT", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT"}


def test_a_copied_example_opens_the_playground_too(tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / ".env.example"
    (tmp_path / ".env").write_text(example.read_text())
    assert read_desk(tmp_path).has_playground


def test_a_token_means_the_real_telegram(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=123:abc\n")
    desk = read_desk(tmp_path)
    assert not desk.has_playground
    assert desk.database == "yordam"
    assert "TELEGRAM_API_URL" not in desk.variables


def test_the_default_addresses_follow_the_port(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nDJANGO_API_URL=http://localhost:8000/api\n")
    variables = read_desk(tmp_path).variables
    assert variables["DJANGO_API_URL"] == "http://127.0.0.1:9001/api"
    assert variables["SITE_URL"] == "http://localhost:9001"


def test_an_address_of_ones_own_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DJANGO_API_URL=https://desk.example/api\nSITE_URL=https://desk.example\n")
    variables = read_desk(tmp_path).variables
    assert variables["DJANGO_API_URL"] == "https://desk.example/api"
    assert variables["SITE_URL"] == "https://desk.example"


@pytest.mark.parametrize("value", ["eighty", "0", "65536", "-1"])
def test_a_wrong_port_is_named(tmp_path: Path, value: str) -> None:
    (tmp_path / ".env").write_text(f"PORT={value}\n")
    with pytest.raises(Refusal, match=rf"^PORT is no port: '{value}'$"):
        read_desk(tmp_path)
