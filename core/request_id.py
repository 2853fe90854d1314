"""One id that follows an update: through the bot, each request that it causes, and the messages that come of it."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-Id"
# It is written into logs and into the database: nobody may write anything else there.
VALID = re.compile(r"[A-Za-z0-9-]{1,64}")
# Asked by probes, bots and open pages every few seconds, whether anything happens or not: a line for each would bury
# the others.
BY_THE_CLOCK = re.compile(
    r"/(?:healthz|readyz|metrics|api/delivery/(?:deliveries/lease|bots)/|api/ticket/(?:attachments/lease|reminders)/"
    r"|admin/ticket/ticket/(?:\d+/)?live/)"
)

access = logging.getLogger("core.access")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Return the id of the request that is being answered; empty outside of one."""
    return _current.get()


@contextmanager
def following(request_id: str) -> Iterator[None]:
    """Do under this id whatever is done within."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


class RequestId:
    """Takes the caller's id or makes one, answers it back, and writes a line of what was asked and answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around everything else."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer under the id."""
        given = request.headers.get(HEADER, "")
        request_id = given if VALID.fullmatch(given) else f"r-{uuid.uuid4().hex}"
        began = time.perf_counter()
        with following(request_id):
            response = self._answer(request)
            response.headers[HEADER] = request_id
            _note(request, response, round((time.perf_counter() - began) * 1000, 1))
        return response


def _note(request: HttpRequest, response: HttpResponseBase, ms: float) -> None:
    """Tell of the path without its query, in which people search for names and words."""
    status = response.status_code
    level = logging.DEBUG if BY_THE_CLOCK.fullmatch(request.path) and status < 400 else logging.INFO
    facts = {"method": request.method, "path": request.path, "status": status, "ms": ms}
    access.log(level, "%s %s %s %s ms", *facts.values(), extra={"facts": facts})
