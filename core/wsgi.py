"""The WSGI entry point."""

import os
import sys
from collections.abc import Iterable
from typing import IO
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from core.environment import ConfigurationError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")

try:
    _desk = get_wsgi_application()
    # What serves the paths is loaded here, once for all workers, and not by the first request of each.
    resolve("/healthz")
except ConfigurationError as error:
    # One line that names the variable; a traceback would only hide it.
    sys.exit(str(error))


class WholeBody:
    """A request's body, which fails where the client left before its end.

    A server only ends it early then, and half a file would be kept as a whole one. Django asks for no more than was
    said to come: whatever is missing never comes.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Stand before the server's own stream."""
        self._stream = stream
        self.readline = stream.readline

    def read(self, size: int) -> bytes:
        """Return so many bytes."""
        found = self._stream.read(size)
        if len(found) < size:
            raise ConnectionResetError("the client left before the end of the body")
        return found


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request."""
    environ["wsgi.input"] = WholeBody(environ["wsgi.input"])
    return _desk(environ, start_response)
