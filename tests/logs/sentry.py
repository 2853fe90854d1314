"""A Sentry of a few lines: it keeps what it is sent, or is slow about it."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 20.0


@dataclass
class Sentry:
    """`envelopes` holds the bodies, as text."""

    port: int
    envelopes: list[str] = field(default_factory=list)
    holds_for: float = 0.0

    @property
    def dsn(self) -> str:
        return f"http://public@127.0.0.1:{self.port}/1"

    def receives(self, word: str) -> str:
        """Wait until something that holds this word has come."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for envelope in list(self.envelopes):
                if word in envelope:
                    return envelope
            time.sleep(0.02)
        raise AssertionError(f"nothing came with {word!r}: {self.envelopes}")


@contextmanager
def a_sentry() -> Iterator[Sentry]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            time.sleep(sentry.holds_for)
            sentry.envelopes.append(body.decode())
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sentry = Sentry(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield sentry
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
