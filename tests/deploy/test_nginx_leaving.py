"""Backends and bots that are going away: a client sees as little of it as can be."""

import time
from pathlib import Path

import pytest

from tests.deploy.door import WEBHOOK, Door
from tests.deploy.upstream import Answer, Asked
from tests.services.nginx import HOST

INBOX = "/api/ticket/inbox/"
LEASE = "/api/delivery/deliveries/lease/"


def test_one_that_refuses_is_passed_over(door: Door) -> None:
    door.web[0].close()
    door.bots[0].close()
    for _ in range(6):
        assert door.ask("POST", "/api/ticket/tickets/", b"{}").status == 200
        assert door.ask("POST", WEBHOOK, b"{}").status == 200
    assert len(door.web[1].asked) == len(door.bots[1].asked) == 6


@pytest.mark.parametrize(
    "path", [INBOX, "/api/ticket/outcomes/", "/api/delivery/deliveries/lease/", "/api/delivery/bots/"]
)
def test_what_may_be_done_twice_goes_to_the_next_when_one_dies(door: Door, path: str) -> None:
    door.web[0].rule = lambda asked: None
    for _ in range(4):
        assert door.ask("POST", path, b"{}", inside=True).status == 200


@pytest.mark.parametrize("inside", [True, False])
def test_what_may_not_be_done_twice_is_not(door: Door, inside: bool) -> None:
    for upstream in door.web:
        upstream.rule = lambda asked: None
    assert door.ask("POST", "/api/ticket/tickets/1/answer/", b"{}", inside=inside).status == 502
    assert len(door.asked(door.web)) == 1


def test_an_update_goes_to_the_next_bot_when_one_is_going_away(door: Door) -> None:
    door.bots[0].rule = lambda asked: Answer(503)
    assert [door.ask("POST", WEBHOOK, b"{}").status for _ in range(4)] == [200] * 4
    door.bots[1].rule = lambda asked: Answer(503)
    assert door.ask("POST", WEBHOOK, b"{}").status == 503, "Telegram is told to come again."


def test_a_wrong_secret_is_no_reason_to_ask_another_bot(door: Door) -> None:
    for upstream in door.bots:
        upstream.rule = lambda asked: Answer(401)
    assert door.ask("POST", WEBHOOK, b"{}").status == 401
    assert len(door.asked(door.bots)) == 1


def test_nobody_there_is_said_soon(door: Door) -> None:
    for upstream in door.web:
        upstream.close()
    assert door.ask("GET", "/admin/").status == 502


def test_a_reload_ends_nobodys_request(door: Door) -> None:
    def slow(asked: Asked) -> Answer:
        time.sleep(1)
        return Answer()

    for upstream in door.web:
        upstream.rule = slow
    with door.raw() as connection:
        connection.sendall(f"GET /admin/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        deadline = time.monotonic() + 10
        while not door.asked(door.web):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        door.nginx.reload()
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert Path(f"/proc/{door.nginx.pid}").exists()
