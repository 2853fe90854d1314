"""A WSGI application that takes its time, for tests of the server that it stands in."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

SECONDS = float(os.environ.get("SLOW_APP_SECONDS", "0.02"))


def application(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], Any]
) -> Iterable[bytes]:
    """Answer a request with its own body, a moment later."""
    body: bytes = environ["wsgi.input"].read()
    time.sleep(SECONDS)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
