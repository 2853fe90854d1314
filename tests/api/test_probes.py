"""The probes: `/healthz` says that the process lives, `/readyz` that its database is there and migrated."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_healthz_needs_no_database() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_is_ready_when_everything_is_migrated() -> None:
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_says_that_migrations_are_missing() -> None:
    MigrationRecorder(connection).migration_qs.filter(app="ticket").delete()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "migrations missing")
    assert answer.json()["count"] >= 1


@pytest.mark.django_db
def test_readyz_says_that_the_database_is_away() -> None:
    with patch("core.views.MigrationExecutor", side_effect=OperationalError("away")):
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database unreachable"})
