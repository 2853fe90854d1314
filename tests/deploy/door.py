"""nginx with two backends and two bots, as those see it who knock."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tests.deploy.upstream import Asked, Upstream
from tests.services.nginx import HOST, Nginx

WEBHOOK = "/telegram/webhook"
MEGABYTE = 1024 * 1024


class Door:
    """nginx with two backends and two bots."""

    def __init__(self, nginx: Nginx, web: list[Upstream], bots: list[Upstream]) -> None:
        self.nginx, self.web, self.bots = nginx, web, bots
        self._tls = nginx.tls

    def ask(
        self, method: str, path: str, body: bytes | None = None, *, inside: bool = False, **headers: str
    ) -> http.client.HTTPResponse:
        """One request from outside, by TLS, or as a bot asks from inside."""
        connection: http.client.HTTPConnection
        if inside:
            connection = http.client.HTTPConnection("127.0.0.1", self.nginx.inner_port, timeout=20)
        else:
            connection = http.client.HTTPSConnection(HOST, self.nginx.tls_port, timeout=20, context=self._tls)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    @contextmanager
    def raw(self, *, tls: bool = True) -> Iterator[socket.socket]:
        """A connection on which the test writes what it likes."""
        port = self.nginx.tls_port if tls else self.nginx.http_port
        with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
            if not tls:
                yield plain
                return
            with self._tls.wrap_socket(plain, server_hostname=HOST) as wrapped:
                yield wrapped

    def asked(self, among: list[Upstream]) -> list[Asked]:
        return [asked for upstream in among for asked in upstream.asked]
