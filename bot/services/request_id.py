"""One id that follows an update through the bot, the backend and the messages that come of it; logs carry it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-Id"

_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """What is being done belongs to this id; empty where it belongs to nothing in particular."""
    return _current.get()


@contextmanager
def following(request_id: str) -> Iterator[None]:
    """Do under this id whatever is done within, by tasks that begin there too."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


def request_headers() -> dict[str, str]:
    """What a request to the backend says of it. One that belongs to nothing gets an id of its own."""
    return {HEADER: _current.get() or f"b-{uuid.uuid4().hex}"}


def of_update(bot_id: int, update_id: int) -> str:
    return f"u{bot_id}-{update_id}"


def of_delivery(delivery_id: int, request_id: str | None) -> str:
    """The id of what caused a delivery, or the delivery's own where nothing is known of that."""
    return request_id or f"d{delivery_id}"
