"""What the real server does with strangers: huge, endless and unfinished requests hold up nobody, and leave nothing."""

import json
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.safety.serving import Backend, backends

pytestmark = pytest.mark.system
# Generous: the machine may be busy with other tests. What is shown takes minutes where it does not hold.
QUICKLY = 15.0
# One worker with two threads serves: so many unfinished requests would hold all of them.
MANY = 8


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with backends(tmp_path_factory.mktemp("strangers"), impatient=True) as [backend]:
        yield backend


def head(backend: Backend, *lines: str) -> bytes:
    token = backend.variables["API_TOKEN"]
    usual = ["Host: localhost", f"Authorization: Token {token}", "Content-Type: application/json"]
    return "\r\n".join(["POST /api/ticket/inbox/ HTTP/1.1", *usual, *lines, "", ""]).encode()


def connect(backend: Backend) -> socket.socket:
    return socket.create_connection(("127.0.0.1", backend.port), timeout=30)


def status_of(connection: socket.socket) -> int:
    answer = connection.makefile("rb").readline()
    return int(answer.split()[1]) if answer else 0


def is_served(backend: Backend) -> float:
    """Return how long somebody else waits for an answer."""
    began = time.monotonic()
    with urllib.request.urlopen(f"{backend.url}/healthz", timeout=30) as answer:
        assert answer.status == 200
    return time.monotonic() - began


def test_a_hundred_megabytes_are_refused_before_they_come(backend: Backend) -> None:
    with closing(connect(backend)) as connection:
        began = time.monotonic()
        connection.sendall(head(backend, f"Content-Length: {100 * 1024 * 1024}"))
        assert status_of(connection) == 413
        assert time.monotonic() - began < QUICKLY


def test_whoever_sends_them_all_the_same_is_cut_off(backend: Backend) -> None:
    with closing(connect(backend)) as connection:
        connection.sendall(head(backend, f"Content-Length: {100 * 1024 * 1024}"))
        assert status_of(connection) == 413
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            connection.sendall(bytes(100 * 1024 * 1024))
    assert is_served(backend) < QUICKLY


def test_an_endless_body_is_refused(backend: Backend) -> None:
    with closing(connect(backend)) as connection:
        connection.sendall(head(backend, "Transfer-Encoding: chunked") + b"5\r\nhello\r\n")
        assert status_of(connection) == 411


def test_unfinished_bodies_hold_nobody_up_for_long(backend: Backend) -> None:
    unfinished = [connect(backend) for _ in range(MANY)]
    for connection in unfinished:
        connection.sendall(head(backend, "Content-Length: 1000") + b"{")
    assert is_served(backend) < 2 * MANY
    assert [status_of(connection) for connection in unfinished] == [408] * MANY
    for connection in unfinished:
        connection.close()


def asked(backend: Backend, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> bytes:
    """Return what the service is answered."""
    headers = {"Authorization": f"Token {backend.variables['API_TOKEN']}", "Content-Type": kind}
    request = urllib.request.Request(f"{backend.url}/api/{path}", body or None, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def a_leased_file(backend: Backend) -> dict[str, Any]:
    """Let somebody send a picture; return the work of fetching it, as a bot is given it."""
    message = {
        "bot_id": 4242,
        "chat_id": 501,
        "message_id": 1,
        "sender": {"telegram_id": 501, "first_name": "Aziza"},
        "content": {"kind": "photo", "media": {"file_id": "id", "file_unique_id": "one", "size": 12}},
    }
    asked(backend, "POST", "ticket/inbox/", json.dumps(message).encode())
    leased = json.loads(asked(backend, "POST", "ticket/attachments/lease/", b'{"bot_id": 4242}'))
    [file] = leased["attachments"]
    return dict(file)


def test_half_a_file_is_not_kept(backend: Backend) -> None:
    """A bot that is killed in the middle of its upload looks to the server like one that has come to the end."""
    file, whole = a_leased_file(backend), b"all of it..."
    content = f"ticket/attachments/{file['id']}/content/"
    with closing(connect(backend)) as connection:
        path = f"/api/{content}?lease={file['lease']}"
        lines = head(backend, f"Content-Length: {len(whole)}").replace(b"application/json", b"application/octet-stream")
        connection.sendall(lines.replace(b"POST /api/ticket/inbox/", f"PUT {path}".encode()) + whole[:3])
        connection.shutdown(socket.SHUT_WR)
        assert status_of(connection) == 408

    asked(backend, "PUT", f"{content}?lease={file['lease']}", whole, "application/octet-stream")
    assert asked(backend, "GET", content) == whole


def test_unfinished_heads_hold_nobody_up_for_long(backend: Backend) -> None:
    unfinished = [connect(backend) for _ in range(MANY)]
    for connection in unfinished:
        connection.sendall(b"POST /api/ticket/inbox/ HTTP/1.1\r\nHost: loc")
    assert is_served(backend) < 2 * MANY
    for connection in unfinished:
        connection.close()


def test_idle_connections_hold_nobody_up(backend: Backend) -> None:
    idle = [connect(backend) for _ in range(40)]
    assert is_served(backend) < QUICKLY
    for connection in idle:
        connection.close()
