"""Logs that say what happened and never what somebody wrote, as lines for people or as JSON for machines."""

import errno
import json
import logging
import re
import time
import traceback
from collections.abc import Collection, Mapping
from types import TracebackType
from typing import Any

from core.errors import Refusal
from core.request_id import current_request_id

FRAMES = 6
# A shorter one is a word, and no secret.
SECRET_FROM = 8
PROCESS = "web"
# What nobody may read, wherever it stands: searches are people's words, and the last part of these paths opens a door.
HIDDEN = (
    (re.compile(r"(/(?:sign-in|set-password)/)[^\s\"']+"), r"\1…"),
    (re.compile(r"(?<=[\w/])\?[^\s\"']+"), "?…"),
    (re.compile(r"(?<!\d)\d+:[A-Za-z0-9_-]{20,}"), "…"),
)

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    """Errors are told by their kind and place: their own words may quote a message or a row. Secrets are taken out."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        """Know what to take out."""
        super().__init__()
        self._secrets = [secret for secret in secrets if len(secret) >= SECRET_FROM]

    def format(self, record: logging.LogRecord) -> str:
        """Return a line for people."""
        request_id = current_request_id()
        about = f" ({request_id})" if request_id else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {self.told(record)}{about}"

    def told(self, record: logging.LogRecord) -> str:
        """Return what the record says, in one line and without what nobody may read."""
        if not record.exc_info:
            return self.words(record)
        return f"{self.words(record)} {self.formatException(record.exc_info)}"

    def words(self, record: logging.LogRecord) -> str:
        """Return the same without the place of an error."""
        return " ".join(self.without_secrets(_message(record)).splitlines())

    def without_secrets(self, text: str) -> str:
        """Return the text without what nobody may read."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        for pattern, kept in HIDDEN:
            text = pattern.sub(kept, text)
        return text

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name.
        """Return the moment in UTC: lines of several processes stand side by side, and not all know the desk's zone."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        return f"{moment}.{int(record.msecs):03d}Z"

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's name.
        """Return the kind of an error and the places that it passed, the innermost first."""
        _, error, trace = ei
        frames = traceback.extract_tb(trace)[-FRAMES:]
        places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
        return f"[{kind_of(error) if error else 'no error'} at {places or 'no place'}]"


class JsonLine(OneLine):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a line for machines; `facts` of the record are fields of it."""
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": self.told(record),
            "request_id": current_request_id(),
            "process": PROCESS,
            "pid": record.process,
            **{name: self._hide(value) for name, value in getattr(record, "facts", {}).items()},
        }
        return json.dumps(line, ensure_ascii=False)

    def _hide(self, value: Any) -> Any:
        return self.without_secrets(value) if isinstance(value, str) else value


def _message(record: logging.LogRecord) -> str:
    """Put the record's arguments into its words. An error among them is told by its kind."""
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
    if isinstance(value, Refusal):
        return f"{type(value).__name__} {value.code}"
    return kind_of(value) if isinstance(value, BaseException) else value


def kind_of(error: BaseException) -> str:
    """Return what an error is, and why where a name says it: the system's own, or the one of the database's driver."""
    kind, cause = type(error).__name__, error.__cause__
    why = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
    if hasattr(cause, "pgcode") and type(cause).__name__ != kind:
        why = type(cause).__name__
    return f"{kind} {why}".rstrip()


def formatter(log_format: str, secrets: Collection[str] = ()) -> OneLine:
    """Return the formatter of that name: `line` or `json`."""
    return JsonLine(secrets) if log_format == "json" else OneLine(secrets)


def configuration(*, level: str, log_format: str, secrets: Collection[str]) -> dict[str, Any]:
    """Return what Django's LOGGING holds.

    A library's DEBUG may quote anything, so only our own code speaks at that level. A line for each request is for
    machines, and for whoever asks for DEBUG: a terminal would drown in them.
    """
    shows_requests = log_format == "json" or level == "DEBUG"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"told": {"()": "core.logs.formatter", "log_format": log_format, "secrets": tuple(secrets)}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "told"}},
        "root": {"handlers": ["stderr"], "level": "INFO" if level == "DEBUG" else level},
        "loggers": {
            "apps": {"level": level},
            "core": {"level": level},
            "core.access": {"level": level if shows_requests else "WARNING"},
            # Without handlers of their own they speak through ours; runserver's own lines would hold the queries.
            "django": {"handlers": [], "level": "INFO" if level == "DEBUG" else level},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
