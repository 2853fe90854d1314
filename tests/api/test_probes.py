"""The probes: `/healthz` says that the process lives, `/readyz` that its database is there and migrated."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from core import views

AWAY, HANGS = {"status": "database unreachable"}, {"status": "database does not answer"}


def test_healthz_needs_no_database() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_is_ready_when_everything_is_migrated() -> None:
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_says_that_migrations_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    applied = MigrationRecorder.applied_migrations

    def before_tickets(recorder: MigrationRecorder) -> dict[Any, Any]:
        return {key: row for key, row in applied(recorder).items() if key[0] not in {"ticket", "report"}}

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", before_tickets)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "migrations missing")
    assert answer.json()["count"] >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_readyz_says_that_the_database_is_away(error: type[Exception]) -> None:
    with patch("core.views.MigrationExecutor", side_effect=error("away")):
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, AWAY)


@contextmanager
def mute_server() -> Iterator[int]:
    """A port where somebody takes every connection and says nothing on it, as a machine does whose disk hangs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.django_db
def test_a_database_that_hangs_is_said_in_time_and_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = connections["default"].settings_dict
    with mute_server() as port, monkeypatch.context() as meanwhile:
        for name, value in {"HOST": "127.0.0.1", "PORT": port}.items():
            meanwhile.setitem(settings, name, value)
        meanwhile.setitem(settings, "OPTIONS", {**settings["OPTIONS"], "connect_timeout": 5})
        meanwhile.setattr(views, "READY_WITHIN", 0.1)
        answers = [Client().get("/readyz") for _ in range(2)]
        assert [(answer.status_code, answer.json()) for answer in answers] == [(503, HANGS)] * 2
        # Whoever waits for longer hears that the connection itself was given up.
        meanwhile.setattr(views, "READY_WITHIN", 60.0)
        assert Client().get("/readyz").json() == AWAY
    assert Client().get("/readyz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_a_question_that_hangs_is_not_asked_again_until_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, asked = threading.Event(), []

    def ask() -> int:
        asked.append(True)
        goes_on.wait(20)
        return 0

    monkeypatch.setattr(views, "_missing_migrations", ask)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(views, "READY_WITHIN", 0.1)
        assert {Client().get("/readyz").status_code for _ in range(5)} == {503}
    goes_on.set()
    assert Client().get("/readyz").status_code == 200
    assert len(asked) <= 2


@pytest.mark.django_db
def test_a_machine_that_is_lost_is_given_up_within_half_a_minute() -> None:
    told = connections["default"].settings_dict["OPTIONS"]
    assert told["connect_timeout"] <= 10
    assert told["keepalives_idle"] + told["keepalives_interval"] * told["keepalives_count"] <= 30
    assert told["tcp_user_timeout"] <= 30_000
