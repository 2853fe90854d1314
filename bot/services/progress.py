"""How far the handling of one update has come: has its fact been committed, so that only the answering is left?

Handlers need not know of this. The REST client and the limiter say when the answering begins; the poller listens, so
that a slow send cannot hold up the confirmation of an update, and so that nothing committed is ever run twice.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Progress:
    """`answering` turns true once: at the first act that the backend committed, or the first word that we say."""

    on_answering: Callable[[], None]
    answering: bool = False


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def following(progress: Progress) -> Iterator[None]:
    """Let everything within report to this progress."""
    token = _current.set(progress)
    try:
        yield
    finally:
        _current.reset(token)


def answering_begins() -> None:
    """Say that what the current update asked for is committed, or that its answer is on the way."""
    progress = _current.get()
    if progress is not None and not progress.answering:
        progress.answering = True
        progress.on_answering()


def has_begun_to_answer() -> bool:
    """Whether trying the current update again could do something twice."""
    progress = _current.get()
    return progress is None or progress.answering


def handles_an_update() -> bool:
    """Whether the caller works for an update, and not for the courier or another loop of the bot's own."""
    return _current.get() is not None
