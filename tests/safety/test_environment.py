"""A value is given by itself or in a file; a wrong one stops the start by its name, and never shows a secret."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core import environment
from core.environment import ConfigurationError

PASSWORD = "a-password-that-no-log-may-hold"


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text("  from the file\n")
    return file


def test_a_file_holds_the_value(secret_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_FILE", str(secret_file))
    assert environment.text("A_SECRET") == "from the file"


def test_both_given_is_refused(secret_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_FILE", str(secret_file))
    monkeypatch.setenv("A_SECRET", PASSWORD)
    with pytest.raises(ConfigurationError, match=r"^A_SECRET and A_SECRET_FILE are both given") as refused:
        environment.text("A_SECRET")
    assert PASSWORD not in str(refused.value)


def test_an_empty_value_beside_a_file_counts_as_not_given(secret_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_FILE", str(secret_file))
    monkeypatch.setenv("A_SECRET", " ")
    assert environment.text("A_SECRET") == "from the file"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe\xff"], ids=["missing", "empty", "blank", "no text"])
def test_a_file_that_holds_nothing_is_named(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "given"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("A_SECRET_FILE", str(file))
    with pytest.raises(ConfigurationError, match=r"^A_SECRET_FILE names .*given$") as refused:
        environment.text("A_SECRET", "a default does not help")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["ENV_TEST", "ENV_TEST_FILE"])
def test_the_environment_wins_over_the_file_whichever_way_it_is_given(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`.env` names a file and the environment a value, or the other way round: that is no contradiction."""
    twin = {"ENV_TEST": "ENV_TEST_FILE", "ENV_TEST_FILE": "ENV_TEST"}[name]
    (tmp_path / ".env").write_text(f"{twin}=/from/the/env/file\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "value").write_text("wanted")
    monkeypatch.setenv(name, str(tmp_path / "value") if name.endswith("_FILE") else "wanted")
    monkeypatch.delenv(twin, raising=False)
    environment.load()
    assert environment.text("ENV_TEST") == "wanted"


@pytest.mark.parametrize(
    "value",
    [
        "mysql://desk:{}@db/desk",
        "postgresql://desk:{}@db:port/desk",
        "postgresql://desk:{}@db:70000/desk",
        "postgresql://desk:{}@[::1/desk",
        "postgresql://desk:{}@db",
        "postgresql://desk:{}@db/",
        "postgresql://desk:{}@db/desk?no_such_option=1",
        "postgresql://desk:{}%zz@db/desk",
        "db/desk?{}",
    ],
)
def test_a_wrong_database_is_refused_without_its_password(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", value.format(PASSWORD))
    with pytest.raises(ConfigurationError, match=r"^DATABASE_URL ") as refused:
        environment.database_url("DATABASE_URL")
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        "postgresql://desk:secret@db:5432/desk",
        "postgres://db/desk",
        "postgresql://desk:p%40ss@[::1]:5432/desk?sslmode=require&connect_timeout=3",
        "postgresql:///desk?host=/run/postgresql",
    ],
)
def test_a_right_database_is_taken_as_it_is(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", value)
    assert environment.database_url("DATABASE_URL") == value


@pytest.mark.parametrize(
    "value", ["localhost:6379", "http://redis", "redis://", "redis://r:port/0", "redis://r/first", "redis://:{}@/0"]
)
def test_a_wrong_redis_is_refused_without_its_password(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", value.format(PASSWORD))
    with pytest.raises(ConfigurationError, match=r"^REDIS_URL ") as refused:
        environment.redis_url("REDIS_URL")
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize("value", ["", "redis://redis", "rediss://:secret@redis:6380/3", "redis://redis/0?timeout=1"])
def test_a_right_redis_is_taken_as_it_is(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", value)
    assert environment.redis_url("REDIS_URL") == value


def test_networks_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.7,fd00::/8 ,")
    assert [str(each) for each in environment.networks("TRUSTED_PROXIES")] == ["10.0.0.0/8", "192.0.2.7/32", "fd00::/8"]


@pytest.mark.parametrize("value", ["nginx", "10.0.0.0/40", "10.0.0.0/8;172.16.0.0/12", "*"])
def test_a_wrong_network_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", value)
    with pytest.raises(ConfigurationError, match=r"^TRUSTED_PROXIES holds something that is no network"):
        environment.networks("TRUSTED_PROXIES")


@pytest.mark.parametrize("value", ["https://desk.example.com", "https://desk.example.com/", "http://localhost:8000"])
def test_the_sites_address_ends_with_its_name(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", value)
    assert environment.site_url("SITE_URL", "") == value.rstrip("/")


@pytest.mark.parametrize("value", ["media", "/media", "/../", "/_media/x/", "https://here/"])
def test_a_wrong_prefix_of_nginx_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_ACCEL", value)
    with pytest.raises(ConfigurationError, match=r"^MEDIA_ACCEL is no prefix"):
        environment.media_accel("MEDIA_ACCEL")


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda name: environment.flag(name, default=False), "perhaps"),
        (lambda name: environment.number(name, 1), "few"),
        (lambda name: environment.number(name, 1), "-1"),
        (lambda name: environment.number(name, 1), "1000001"),
        (lambda name: environment.number(name, 1), "9" * 5000),
        (lambda name: environment.number(name, 1, maximum=65535), "65536"),
        (lambda name: environment.site_url(name, ""), "desk.example.com"),
        (lambda name: environment.site_url(name, ""), "ftp://desk.example.com"),
        (lambda name: environment.site_url(name, ""), "https://"),
        (lambda name: environment.site_url(name, ""), "https://desk.example.com/support"),
        (lambda name: environment.site_url(name, ""), "https://desk.example.com:port"),
        (lambda name: environment.number(name, 5, minimum=1), "0"),
        (environment.telegram_ids, "3001,rustam"),
        (environment.telegram_ids, "0"),
        (lambda name: environment.time_zone(name, "Asia/Tashkent"), "Asia/Nowhere"),
        (lambda name: environment.choice(name, ("line", "json")), "xml"),
    ],
)
def test_any_other_wrong_value_is_named_in_one_line(
    read: Callable[[str], object], value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_VALUE", value)
    with pytest.raises(ConfigurationError, match=r"^A_VALUE ") as refused:
        read("A_VALUE")
    assert "\n" not in str(refused.value)
