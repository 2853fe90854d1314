"""Reads the process's environment (and `.env`) into typed values; a wrong one stops the start by its name."""

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import psycopg2
from dotenv import dotenv_values
from psycopg2.extensions import parse_dsn

ROOT = Path(__file__).resolve().parent.parent
# In hours that is a century, and in anything that is counted here more than anybody means.
LARGEST = 1_000_000


class ConfigurationError(Exception):
    """A variable of the environment is missing or wrong; the message is one line that names it."""


def load() -> None:
    """Read `.env` beside manage.py; what the environment already holds wins, as a value or as a file."""
    for name, value in dotenv_values(ROOT / ".env").items():
        twin = name.removesuffix("_FILE") if name.endswith("_FILE") else f"{name}_FILE"
        if value is not None and name not in os.environ and not os.environ.get(twin):
            os.environ[name] = value


def text(name: str, default: str | None = None) -> str:
    """Return a variable's value, or the content of the file that NAME_FILE names: secrets come as files."""
    value = os.environ.get(name, "").strip()
    path = os.environ.get(f"{name}_FILE", "").strip()
    if value and path:
        raise ConfigurationError(f"{name} and {name}_FILE are both given: leave one of them out")
    if path:
        value = _content(f"{name}_FILE", path)
    if value:
        return value
    if default is None:
        raise ConfigurationError(f"{name} is missing: set it in the environment or in .env")
    return default


def _content(name: str, path: str) -> str:
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ConfigurationError(f"{name} names a file that cannot be read ({reason}): {path}") from None
    if not content:
        raise ConfigurationError(f"{name} names an empty file: {path}")
    return content


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ConfigurationError(f"{name} is not yes or no: {value!r}")


def number(name: str, default: int, *, minimum: int = 0, maximum: int = LARGEST) -> int:
    value = text(name, str(default))
    if not re.fullmatch("[0-9]{1,9}", value) or not minimum <= int(value) <= maximum:
        raise ConfigurationError(f"{name} is not a whole number from {minimum} to {maximum}: {value!r}")
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


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks of a comma-separated list; one address is a network of itself."""
    found = []
    for word in words(name):
        try:
            found.append(ip_network(word, strict=False))
        except ValueError:
            raise ConfigurationError(f"{name} holds something that is no network: {word!r}") from None
    return tuple(found)


def site_url(name: str, default: str) -> str:
    """Return the site's address without a slash at its end: whether it is https decides about cookies."""
    value = text(name, default).rstrip("/")
    address = _address(name, value)
    if address.scheme not in {"http", "https"} or not address.hostname or address.path or address.query:
        raise ConfigurationError(f"{name} is no address such as https://desk.example.com: {value!r}")
    return value


def media_accel(name: str) -> str:
    """Return the prefix of nginx's internal location, or nothing."""
    value = text(name, "")
    if value and not re.fullmatch(r"/[a-z0-9_-]+/", value):
        raise ConfigurationError(f"{name} is no prefix such as /_media/: {value!r}")
    return value


def choice(name: str, known: tuple[str, ...]) -> str:
    """Return one of the known words; the first of them is the default."""
    value = text(name, known[0]).lower()
    if value not in known:
        raise ConfigurationError(f"{name} is none of {', '.join(known)}: {value!r}")
    return value


def database_url(name: str) -> str:
    """Return the database's address. Its password stands in it: no message repeats the value."""
    value = text(name)
    address = _address(name, value)
    if address.scheme not in {"postgres", "postgresql"}:
        raise ConfigurationError(f"{name} must begin with postgresql://")
    if not address.path.strip("/"):
        raise ConfigurationError(f"{name} names no database: postgresql://user:password@host:5432/name")
    try:
        parse_dsn(value)
    except psycopg2.ProgrammingError:
        raise ConfigurationError(f"{name} holds an option or a sign that PostgreSQL's library does not know") from None
    return value


def redis_url(name: str) -> str:
    """Return Redis' address, or nothing where none is given."""
    value = text(name, "")
    if value:
        address = _address(name, value)
        number = address.path.strip("/")
        if address.scheme not in {"redis", "rediss"} or not address.hostname or not (number or "0").isdecimal():
            raise ConfigurationError(f"{name} is no address such as redis://localhost:6379/0")
    return value


def _address(name: str, value: str) -> SplitResult:
    try:
        address = urlsplit(value)
        # A port is read only when it is asked for.
        _ = address.port
    except ValueError:
        raise ConfigurationError(f"{name} is no address: its host or its port cannot be read") from None
    return address
