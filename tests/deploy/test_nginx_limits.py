"""Bodies, slow clients and many of them: limits that hold while others are served."""

import socket
import time

import pytest

from tests.deploy.door import MEGABYTE, WEBHOOK, Door
from tests.services.nginx import HOST


@pytest.mark.parametrize(
    ("path", "megabytes"),
    [
        (WEBHOOK, 1),
        ("/admin/login/", 2),
        ("/api/ticket/messages/", 2),
        ("/admin/ticket/ticket/12/answer/", 52),
        ("/admin/ticket/savedreply/add/", 52),
        ("/api/ticket/attachments/12/content/", 52),
    ],
)
def test_a_body_that_is_too_large_is_refused_before_it_is_sent(door: Door, path: str, megabytes: int) -> None:
    with door.raw() as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {megabytes * MEGABYTE + 1}\r\n\r\n"
        began = time.monotonic()
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
        assert time.monotonic() - began < 5
    assert not door.asked(door.web) + door.asked(door.bots)


@pytest.mark.parametrize("path", [WEBHOOK, "/api/ticket/messages/"])
def test_a_body_that_fits_comes_whole(door: Door, path: str) -> None:
    body = b"x" * MEGABYTE
    assert door.ask("POST", path, body).status == 200
    (asked,) = door.asked(door.web) + door.asked(door.bots)
    assert asked.body == body


def test_a_hundred_megabytes_are_refused_at_once(door: Door) -> None:
    began = time.monotonic()
    with door.raw() as connection:
        head = f"POST /api/ticket/messages/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {100 * MEGABYTE}\r\n\r\n"
        connection.sendall(head.encode())
        sent = _sent_until_cut(connection)
    assert time.monotonic() - began < 15
    assert sent < 100 * MEGABYTE


def _sent_until_cut(connection: socket.socket) -> int:
    """How much somebody got rid of who goes on sending whatever is answered."""
    sent = 0
    try:
        while sent < 100 * MEGABYTE:
            connection.sendall(b"x" * 65536)
            sent += 65536
            time.sleep(0.05)
    except OSError:
        pass
    return sent


def test_a_body_without_a_length_is_cut_at_the_limit(door: Door) -> None:
    with door.raw() as connection:
        head = f"POST {WEBHOOK} HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head.encode())
        for _ in range(17):
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
    assert not door.asked(door.bots)


def test_who_sends_slowly_is_cut_off_and_no_backend_waits_for_them(door: Door) -> None:
    """The header within ten seconds, and of a body something every fifteen."""
    with door.raw() as slow_header, door.raw() as slow_body:
        slow_header.sendall(b"GET / HTTP/1.1\r\nHost:")
        slow_body.sendall(f"POST /api/ticket/messages/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9\r\n\r\nx".encode())
        began = time.monotonic()
        assert _answer_of(slow_header) in {b"", b"HTTP/1.1 408"}
        assert 5 < time.monotonic() - began < 25
        assert _answer_of(slow_body) in {b"", b"HTTP/1.1 408"}
        assert time.monotonic() - began < 40
    assert not door.asked(door.web)


def _answer_of(connection: socket.socket) -> bytes:
    try:
        return connection.recv(100)[:12]
    except OSError:
        return b""


def test_a_thousand_idle_connections_keep_nobody_waiting(door: Door) -> None:
    idle = [socket.create_connection(("127.0.0.1", door.nginx.tls_port), timeout=10) for _ in range(1000)]
    try:
        for _ in range(5):
            began = time.monotonic()
            assert door.ask("GET", "/admin/").status == 200
            assert time.monotonic() - began < 5
    finally:
        for connection in idle:
            connection.close()


def test_one_address_may_not_ask_without_end_but_telegram_may(door: Door) -> None:
    for upstream in door.web:
        upstream.close()
    with door.raw() as connection:
        assert b" 429 " in _ask_many(connection, "GET /admin/", 900), "nginx answers quickly where nobody is there."
    with door.raw() as connection:
        assert b" 429 " not in _ask_many(connection, f"POST {WEBHOOK}", 300)


def _ask_many(connection: socket.socket, what: str, count: int) -> bytes:
    """Every status line of so many requests on one connection, each sent after the answer to the one before."""
    answers = b""
    reader = connection.makefile("rb")
    for _ in range(count):
        connection.sendall(f"{what} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 0\r\n\r\n".encode())
        answers += reader.readline()
        length = 0
        while line := reader.readline().strip():
            length = int(line.split()[1]) if line.lower().startswith(b"content-length") else length
        reader.read(length)
    return answers
