"""The bot's settings: the environment first, then the `.env` file at the project's root."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from sentry_sdk.utils import BadDsn, Dsn

ROOT = Path(__file__).resolve().parent.parent
# What the bot's own server answers beside Telegram's calls.
OWN_PATHS = ("/healthz", "/readyz", "/metrics")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class ConfigurationError(Exception):
    """A variable is missing or wrong; the message is one line that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ between two running bots. Limits are turned off by 0."""

    bot_token: str
    api_token: str
    api_url: str = "http://localhost:8000/api"
    telegram_api_url: str | None = None
    log_level: str = "INFO"
    time_zone: str = "Asia/Tashkent"
    send_per_second: float = 30.0
    send_per_chat_second: float = 1.0
    send_chat_burst: int = 3
    # Where Telegram brings updates; empty, the bot fetches them.
    webhook_url: str | None = None
    webhook_secret: str = ""
    # Where the bot's own server listens, for the webhook, probes and metrics; port 0 is no server.
    host: str = "127.0.0.1"
    port: int = 0
    redis_url: str | None = None
    log_format: str = "line"
    sentry_dsn: str | None = None
    sentry_environment: str = "production"
    metrics_token: str = ""

    @property
    def secrets(self) -> list[str]:
        """What no log may hold."""
        redis = urlsplit(self.redis_url or "").password or ""
        return [self.bot_token, self.api_token, self.webhook_secret, self.metrics_token, redis, self.sentry_dsn or ""]

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> "Settings":
        """Read the settings, or raise ConfigurationError for the first variable that is missing or wrong."""
        values = _merged(os.environ if environment is None else environment, env_file or ROOT / ".env")
        webhook_url = _webhook_url(values)
        return cls(
            bot_token=_bot_token(values),
            api_token=_required(values, "API_TOKEN"),
            api_url=_url(values, "DJANGO_API_URL", "http://localhost:8000/api"),
            telegram_api_url=_url(values, "TELEGRAM_API_URL", "") or None,
            log_level=_log_level(values),
            time_zone=_time_zone(values),
            send_per_second=_number(values, "SEND_PER_SECOND", 30.0),
            send_per_chat_second=_number(values, "SEND_PER_CHAT_SECOND", 1.0),
            send_chat_burst=int(_number(values, "SEND_CHAT_BURST", 3.0)),
            webhook_url=webhook_url,
            webhook_secret=_webhook_secret(values) if webhook_url else "",
            host=values.get("BOT_HOST", "127.0.0.1"),
            port=_bot_port(values, has_webhook=webhook_url is not None),
            redis_url=_redis_url(values),
            log_format=_one_of(values, "LOG_FORMAT", ("line", "json")),
            sentry_dsn=_sentry_dsn(values),
            sentry_environment=values.get("SENTRY_ENVIRONMENT", "production"),
            metrics_token=values.get("METRICS_TOKEN", ""),
        )


class Variables(Mapping[str, str]):
    """What was given. The value of NAME may also be the content of the file that NAME_FILE names: secrets come so."""

    def __init__(self, given: Mapping[str, str]) -> None:
        """Keep what was given; no file is read before its variable is asked for."""
        self._given = given

    def __getitem__(self, name: str) -> str:
        path = self._given.get(f"{name}_FILE")
        if path is None:
            return self._given[name]
        if name in self._given:
            raise ConfigurationError(f"{name} and {name}_FILE are both given: leave one of them out")
        return _content(f"{name}_FILE", path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def _content(name: str, path: str) -> str:
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ConfigurationError(f"{name} is wrong: that file cannot be read ({reason}): {path}") from None
    if not content:
        raise ConfigurationError(f"{name} is wrong: that file is empty: {path}")
    return content


def _merged(environment: Mapping[str, str], env_file: Path) -> Variables:
    """Variables of the environment win over the file; what is empty counts as not given."""
    file_values = dotenv_values(env_file) if env_file.is_file() else {}
    outside = {name: value for name, value in environment.items() if value.strip()}
    given = {**{name: value for name, value in file_values.items() if _twin(name) not in outside}, **outside}
    return Variables({name: value.strip() for name, value in given.items() if value and value.strip()})


def _twin(name: str) -> str:
    """The other name under which the same may be given: as a value, or as a file."""
    return name.removesuffix("_FILE") if name.endswith("_FILE") else f"{name}_FILE"


def _required(values: Mapping[str, str], name: str) -> str:
    if name not in values:
        raise ConfigurationError(f"{name} is missing: set it in the environment or in .env")
    return values[name]


def _bot_token(values: Mapping[str, str]) -> str:
    token = _required(values, "BOT_TOKEN")
    # aiogram's own rule, without the seconds that it takes to load aiogram.
    if not re.fullmatch(r"\d+:\S+", token):
        raise ConfigurationError("BOT_TOKEN is wrong: it looks like 123456:ABC-DEF, as @BotFather gives it")
    return token


def _url(values: Mapping[str, str], name: str, default: str) -> str:
    url = values.get(name, default).rstrip("/")
    if url and not _is_address(url, {"http", "https"}):
        raise ConfigurationError(f"{name} is wrong: it is an address such as http://localhost:8000")
    return url


def _webhook_url(values: Mapping[str, str]) -> str | None:
    """The address that Telegram calls; without TLS only where Telegram itself is on this machine."""
    url = _url(values, "WEBHOOK_URL", "")
    if url and urlsplit(url).scheme != "https" and not _is_loopback(values.get("TELEGRAM_API_URL", "")):
        raise ConfigurationError("WEBHOOK_URL is wrong: Telegram calls https addresses only")
    if urlsplit(url).path in OWN_PATHS:
        raise ConfigurationError(f"WEBHOOK_URL is wrong: the bot answers something else at {urlsplit(url).path}")
    return url or None


def _is_address(url: str, schemes: set[str]) -> bool:
    try:
        address = urlsplit(url)
        # A port is read only when it is asked for.
        return address.scheme in schemes and bool(address.hostname) and address.port != 0
    except ValueError:
        return False


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


def _webhook_secret(values: Mapping[str, str]) -> str:
    secret = _required(values, "WEBHOOK_SECRET")
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise ConfigurationError("WEBHOOK_SECRET is wrong: it is 16 to 256 letters of A-Z, a-z, 0-9, _ and -")
    return secret


def _redis_url(values: Mapping[str, str]) -> str | None:
    url = values.get("REDIS_URL", "")
    number = url.partition("://")[2].partition("?")[0].partition("/")[2]
    if url and not (_is_address(url, {"redis", "rediss"}) and (number or "0").isdecimal()):
        raise ConfigurationError("REDIS_URL is wrong: it is an address such as redis://localhost:6379/0")
    return url or None


def _sentry_dsn(values: Mapping[str, str]) -> str | None:
    """Sentry's address, with the key in it: no message repeats the value."""
    dsn = values.get("SENTRY_DSN")
    try:
        _ = Dsn(dsn) if dsn else None
    except (BadDsn, ValueError):
        words = "SENTRY_DSN is wrong: it is an address such as https://key@sentry.example.com/1"
        raise ConfigurationError(words) from None
    return dsn


def _bot_port(values: Mapping[str, str], *, has_webhook: bool) -> int:
    port = values.get("BOT_PORT", "8082" if has_webhook else "0")
    if not port.isdecimal() or int(port) > 65535:
        raise ConfigurationError("BOT_PORT is wrong: it is a port such as 8082")
    if has_webhook and not int(port):
        raise ConfigurationError("BOT_PORT is wrong: with WEBHOOK_URL the bot has to listen somewhere, as on 8082")
    return int(port)


def _one_of(values: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    word = values.get(name, known[0]).lower()
    if word not in known:
        raise ConfigurationError(f"{name} is wrong: it is one of {', '.join(known)}")
    return word


def _log_level(values: Mapping[str, str]) -> str:
    level = values.get("LOG_LEVEL", "INFO").upper()
    if level not in LOG_LEVELS:
        raise ConfigurationError(f"LOG_LEVEL is wrong: it is one of {', '.join(LOG_LEVELS)}")
    return level


def _time_zone(values: Mapping[str, str]) -> str:
    name = values.get("TIME_ZONE", "Asia/Tashkent")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A Windows without the tzdata package knows no zone at all: then only a name given on purpose is an error.
        if "TIME_ZONE" in values:
            raise ConfigurationError("TIME_ZONE is wrong: it is a name such as Asia/Tashkent") from None
        return "UTC"
    return name


def _number(values: Mapping[str, str], name: str, default: float) -> float:
    try:
        number = float(values.get(name, default))
    except ValueError:
        number = -1.0
    if not 0 <= number < 1_000_000:
        raise ConfigurationError(f"{name} is wrong: it is a number, and 0 turns the limit off")
    return number
