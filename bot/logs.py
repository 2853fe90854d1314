"""Logs that say what happened to which update or delivery and never what somebody wrote, for people or for machines."""

import json
import logging
import re
import time
import traceback
import warnings
from collections.abc import Mapping
from types import TracebackType

from aiohttp.http_exceptions import HttpProcessingError

from bot.services.request_id import current_request_id
from bot.services.telling import told

# A line for each update and each delivery, by which an id is found.
JOURNEY = "bot.journey"
# The event loop tells of what nobody waited for: in a line of its own words, and then with all that is in it.
LOOP = "asyncio"
NOISY = ("aiogram.event", "aiogram.dispatcher", "aiohttp.access", LOOP)
FRAMES = 6
# A shorter one is a word, and no secret.
SECRET_FROM = 8
PROCESS = "bot"
A_TOKEN = re.compile(r"(?<!\d)\d+:[A-Za-z0-9_-]{20,}")

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    """Errors are told by their kind and place: their own words may quote a message. Secrets are taken out."""

    def __init__(self, *secrets: str) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if len(secret) >= SECRET_FROM]

    def format(self, record: logging.LogRecord) -> str:
        request_id = current_request_id()
        about = f" ({request_id})" if request_id else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {self.told(record)}{about}"

    def told(self, record: logging.LogRecord) -> str:
        """What the record says, in one line and without what nobody may read."""
        if not record.exc_info:
            return self.words(record)
        return f"{self.words(record)} {self.formatException(record.exc_info)}"

    def words(self, record: logging.LogRecord) -> str:
        """The same without the place of an error."""
        message = _message(record)
        if record.name == LOOP:
            message = message.partition("\n")[0]
        for secret in self._secrets:
            message = message.replace(secret, "…")
        return " ".join(A_TOKEN.sub("…", message).splitlines())

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  # logging's name.
        """Return the moment in UTC: lines of several processes stand side by side, and not all know the desk's zone."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        return f"{moment}.{int(record.msecs):03d}Z"

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # logging's name.
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)[-FRAMES:]
        places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
        return f"[{kind.__name__ if kind else 'no error'} at {places or 'no place'}]"


class JsonLine(OneLine):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": self.told(record),
            "request_id": current_request_id(),
            "process": PROCESS,
            "pid": record.process,
        }
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """The record's words with its arguments in them. An error among them says only what it may."""
    args = record.args
    if isinstance(args, Mapping):
        args = {name: _quiet(value) for name, value in args.items()}
    elif args:
        args = tuple(_quiet(value) for value in args)
    message = str(_quiet(record.msg))
    try:
        return message % args if args else message
    except (TypeError, ValueError, KeyError):
        return message


def _quiet(value: object) -> object:
    return told(value) if isinstance(value, BaseException) else value


def set_up_logs(level: str, *secrets: str, log_format: str = "line") -> OneLine:
    """A library's DEBUG may quote anything, so only our own code speaks at that level. Lines for each update are for
    machines, and for whoever asks for DEBUG: a terminal would drown in them."""
    teller = JsonLine(*secrets) if log_format == "json" else OneLine(*secrets)
    handler = logging.StreamHandler()
    handler.setFormatter(teller)
    logging.basicConfig(level="INFO" if level == "DEBUG" else level, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    shows_journeys = log_format == "json" or level == "DEBUG"
    logging.getLogger(JOURNEY).setLevel(level if shows_journeys else "WARNING")
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    hush_unknown_updates()
    hush_broken_requests()
    return teller


def hush_unknown_updates() -> None:
    """aiogram would print an update whole whose kind it does not know, with all that somebody wrote in it."""
    warnings.filterwarnings("ignore", "Detected unknown update type", RuntimeWarning)


def hush_broken_requests() -> None:
    """What is no HTTP is refused. Anybody may send it as often as they like, and none of it is an error of ours."""
    logging.getLogger("aiohttp.server").addFilter(_is_ours)


def _is_ours(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))
