"""A backend that stops: whoever is connected is answered, whoever comes later is refused, and nobody is cut off."""

import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.serving import take_no_more, takes_no_more
from tests.system.processes import Process, free_port

RESTARTS, CLIENTS = 20, 16
REQUEST = b"POST / HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
ANSWER = b"HTTP/1.1 200 OK"

Serve = Callable[..., Process]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def serve(tmp_path: Path, port: int) -> Iterator[Serve]:
    """Start Gunicorn as it is shipped, with an application that only takes its time."""
    begun: list[Process] = []

    def start(seconds: float = 0.02, **variables: str) -> Process:
        command = [sys.executable, "-m", "gunicorn", "tests.serving.slow_app", "--config", "deploy/gunicorn.py"]
        environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "SLOW_APP_SECONDS": str(seconds)}
        server = Process("gunicorn", command, environment | variables, tmp_path / "gunicorn.log")
        begun.append(server)
        _restart(server, port)
        return server

    yield start
    for server in begun:
        server.kill()


def _restart(server: Process, port: int) -> None:
    server.start()
    deadline = time.monotonic() + 30
    while _ask(port) != "answered":
        assert server.is_running, server.said()
        assert time.monotonic() < deadline, server.said()


def _ask(port: int) -> str:
    """One request on a connection of its own, and what became of it."""
    try:
        connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    except OSError:
        return "refused"
    with connection:
        try:
            connection.sendall(REQUEST)
            answer = b""
            while part := connection.recv(4096):
                answer += part
        except OSError as error:
            return f"cut off: {error}"
    return "answered" if answer.startswith(ANSWER) and answer.endswith(b"hello") else f"cut off after {answer!r}"


def _hammer(port: int, counted: Counter[str]) -> None:
    """Ask until the server is gone."""
    outcome = "answered"
    while outcome == "answered":
        outcome = _ask(port)
        counted[outcome] += 1


@pytest.mark.parametrize("told", ["the master", "the whole group"])
def test_clients_see_an_answer_or_a_refusal_through_restarts(serve: Serve, port: int, told: str) -> None:
    server, counted = serve(), Counter[str]()
    for _ in range(RESTARTS // 2):
        if not server.is_running:
            _restart(server, port)
        clients = [threading.Thread(target=_hammer, args=(port, counted)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        time.sleep(0.1)
        if told == "the master":
            os.kill(server.pid, signal.SIGTERM)
        else:
            os.killpg(server.pid, signal.SIGTERM)
        for client in clients:
            client.join()
        server.stop()

    assert set(counted) == {"answered", "refused"}, counted
    assert counted["refused"] == CLIENTS * (RESTARTS // 2)
    assert counted["answered"] > counted["refused"]


def test_what_is_in_hand_is_finished(serve: Serve, port: int) -> None:
    server, answers = serve(seconds=0.7), Counter[str]()
    clients = [threading.Thread(target=lambda: answers.update([_ask(port)])) for _ in range(8)]
    for client in clients:
        client.start()
    time.sleep(0.2)

    server.stop()

    for client in clients:
        client.join()
    assert answers == {"answered": 8}


def test_a_silent_connection_holds_a_stop_up_for_a_moment_only(serve: Serve, port: int) -> None:
    server = serve()
    with socket.create_connection(("127.0.0.1", port)):
        _ask(port)
        began = time.monotonic()
        server.stop()
    assert time.monotonic() - began < 10, "Not for as long as what is in hand would have."


def test_those_who_are_connected_are_accepted_and_later_ones_are_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        early = socket.create_connection(listener.getsockname())
        early.sendall(b"here")
        assert not takes_no_more(listener)
        take_no_more(listener)
        assert takes_no_more(listener)

        with pytest.raises(TimeoutError):
            socket.create_connection(listener.getsockname(), timeout=0.2)

        accepted, _ = listener.accept()
        assert accepted.recv(10) == b"here"
        accepted.sendall(b"welcome")
        assert early.recv(10) == b"welcome"
        accepted.close()
        early.close()
