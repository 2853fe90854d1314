"""Reads the process's environment (and `.env`) into typed values; a wrong one stops the start by its name."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parent.parent


class ConfigurationError(Exception):
    """A variable of the environment is missing or wrong; the message is one line that names it."""


def load() -> None:
    """Read `.env` beside manage.py; what the environment already holds wins."""
    load_dotenv(ROOT / ".env")


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ConfigurationError(f"{name} is missing: set it in the environment or in .env")
    return default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ConfigurationError(f"{name} is not yes or no: {value!r}")


def number(name: str, default: int, *, minimum: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < minimum:
        raise ConfigurationError(f"{name} is not a whole number from {minimum}: {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def telegram_ids(name: str) -> frozenset[int]:
    ids = words(name)
    wrong = [item for item in ids if not item.isdecimal() or not 0 < int(item) < 2**52]
    if wrong:
        raise ConfigurationError(f"{name} holds something that is no Telegram id: {wrong[0]!r}")
    return frozenset(int(item) for item in ids)


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ConfigurationError(f"{name} is no time zone: {value!r}") from None
    return value


def database_url(name: str) -> str:
    value = text(name)
    if urlsplit(value).scheme not in {"postgres", "postgresql"}:
        raise ConfigurationError(f"{name} must begin with postgresql://")
    return value
