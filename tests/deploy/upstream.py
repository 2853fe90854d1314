"""What stands behind nginx in its tests: it notes what it is asked, and answers, refuses or falls silent as told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


# None is a connection that is cut once the request was read: nobody knows what became of it.
Rule = Callable[[Asked], Answer | None]


class Upstream:
    """One server behind nginx. It answers 200 with an empty object unless `rule` says otherwise."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.rule: Rule = lambda asked: Answer()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        """Refuse every connection from now on."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def upstreams(count: int) -> Iterator[list[Upstream]]:
    made = [Upstream() for _ in range(count)]
    try:
        yield made
    finally:
        for upstream in made:
            upstream.close()


def _handler(upstream: Upstream) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.command, self.path, {key.lower(): value for key, value in self.headers.items()}, body)
            self.close_connection = True
            if "x-forwarded-for" not in asked.headers:
                # Somebody else on this machine, who asks for what listened on this port before.
                return
            upstream.asked.append(asked)
            answer = upstream.rule(asked)
            if answer is None:
                return
            content = json.dumps({"port": upstream.port}).encode()
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(content)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = handle_any  # noqa: N815 - The standard library looks for these names.

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - The standard library's name.
            """Say nothing: what was asked is in `asked`."""

    return Handler
