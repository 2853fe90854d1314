"""Errors told to Sentry, where a desk has one: what kind, where in the code, and under which id; never whose words."""

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.types import Event, Hint
from sentry_sdk.utils import BadDsn, Dsn

from core.environment import ConfigurationError
from core.logs import PROCESS, OneLine
from core.request_id import current_request_id

# An end waits no longer than this for what has not been told yet.
LAST_WORDS = 1.0
KEPT = ("event_id", "timestamp", "level", "logger", "platform", "release", "environment", "server_name", "sdk")
KEPT_OF_A_FRAME = ("filename", "function", "module", "lineno", "in_app")


def checked_dsn(name: str, value: str) -> str:
    """Return the address, or refuse the start; its key stands in it, so no message repeats the value."""
    try:
        _ = Dsn(value) if value else None
    except (BadDsn, ValueError):
        raise ConfigurationError(f"{name} is no address such as https://key@sentry.example.com/1") from None
    return value


def start(dsn: str, *, environment: str, release: str, teller: OneLine) -> None:
    """Tell Sentry of what is logged as an error, beside the work: nobody waits for it."""
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        release=release,
        before_send=lambda event, hint: allowed(event, hint, teller),
        integrations=[
            LoggingIntegration(level=None, event_level=logging.ERROR, sentry_logs_level=None),
            # What ends a process is told as its last; nothing is printed of that.
            AtexitIntegration(callback=lambda pending, timeout: None),
        ],
        default_integrations=False,
        auto_enabling_integrations=False,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        shutdown_timeout=LAST_WORDS,
    )


def allowed(event: Event, hint: Hint, teller: OneLine) -> Event | None:
    """Return an event anew, made of what is known to hold nobody's words; None where it says nothing new."""
    record = hint.get("log_record")
    if record is None or (record.name == "django.request" and not record.exc_info):
        # An answer of 503 is in the log; what caused it is told by itself.
        return None
    given: dict[str, Any] = dict(event)
    told: dict[str, Any] = {name: given[name] for name in KEPT if name in given}
    told["logentry"] = {"message": teller.words(record)}
    told["tags"] = {"request_id": current_request_id(), "process": PROCESS}
    errors = given.get("exception", {}).get("values", [])
    told["exception"] = {"values": [_error(error) for error in errors]}
    return told  # type: ignore[return-value] # Sentry's own type names every key that there may be.


def _error(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", [])
    kept = [{name: frame[name] for name in KEPT_OF_A_FRAME if name in frame} for frame in frames]
    return {"type": error.get("type"), "module": error.get("module"), "stacktrace": {"frames": kept}}
