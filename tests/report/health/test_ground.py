"""What the desk stands on: database, migrations, Redis, the disk, and the files that people sent."""

from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.report.services.health import State, ground, read_health
from apps.ticket.models import Attachment
from core.errors import Forbidden
from tests.personas import AZIZA, DILNOZA, RUSTAM, Desk
from tests.report.health.parts import a_bot, found, look
from tests.services.redis import a_redis

pytestmark = pytest.mark.django_db
WELL = (State.OK, "")
REFUSING = "redis://127.0.0.1:1/0"


class Usage(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


def test_the_database_answers_and_says_how_quickly() -> None:
    assert found("database") == WELL
    assert look("database").facts["ms"] < 250


def test_a_slow_database_is_a_warning() -> None:
    with patch.object(ground, "SLOW_DATABASE_MS", 0.0), patch("time.monotonic", side_effect=[1.0, 2.0]):
        check = ground.check_database()
    assert (check.problem, check.facts) == ("database_slow", {"ms": 1000.0})


@pytest.mark.parametrize("error", [OperationalError("away"), InterfaceError("lost")])
def test_a_database_that_is_away_is_said_and_does_not_raise(error: Exception) -> None:
    with patch("apps.report.services.health.reading.check_database", side_effect=error):
        health = read_health(actor=SYSTEM)
    problems = {check.name: check.problem for check in health.checks}
    assert health.state is State.FAIL
    assert problems.pop("database") == "database_away"
    assert (problems.pop("redis"), problems.pop("disk")) == ("", "")
    assert set(problems.values()) == {"not_known"}


def test_the_list_of_parts_is_the_same_whether_the_database_is_there_or_not() -> None:
    there = [check.name for check in read_health(actor=SYSTEM).checks]
    with patch("apps.report.services.health.reading.check_database", side_effect=OperationalError):
        assert [check.name for check in read_health(actor=SYSTEM).checks] == there


def test_a_part_that_takes_too_long_is_unknown_and_the_rest_is_told() -> None:
    def slow() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    a_bot()
    with (
        patch("apps.report.services.health.reading.LIMIT_MS", 50),
        patch.dict("apps.report.services.health.reading.ASKING", {"outbox": slow}),
    ):
        problems = {check.name: check.problem for check in read_health(actor=SYSTEM).checks}
    assert problems.pop("outbox") == "not_known"
    assert set(problems.values()) == {""}


def test_missing_migrations_are_a_failure() -> None:
    MigrationRecorder(connection).migration_qs.filter(app="ticket").delete()
    assert found("migrations") == (State.FAIL, "migrations_missing")
    assert look("migrations").facts["missing"] >= 1


def test_a_desk_without_redis_misses_nothing() -> None:
    assert look("redis").facts == {"used": False, "answers": None, "away_for_bots": 0}
    assert found("redis") == WELL


def test_redis_that_refuses_is_a_warning_and_no_more(settings: Settings) -> None:
    settings.REDIS_URL = REFUSING
    assert found("redis") == (State.WARN, "redis_away")


def test_redis_that_hangs_is_not_waited_for(settings: Settings, tmp_path: Path) -> None:
    with a_redis(tmp_path) as redis:
        settings.REDIS_URL = redis.url
        assert found("redis") == WELL
        redis.hang()
        began = timezone.now()
        assert found("redis") == (State.WARN, "redis_away")
        assert timezone.now() - began < timedelta(seconds=5)
        redis.wake()


def test_a_bot_that_does_not_reach_redis_is_a_warning() -> None:
    a_bot(redis="ok")
    a_bot(redis="away")
    assert (found("redis"), look("redis").facts["away_for_bots"]) == ((State.WARN, "redis_away"), 1)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (50, WELL),
        (10, WELL),
        (9, (State.WARN, "disk_low")),
        (2, (State.WARN, "disk_low")),
        (1, (State.FAIL, "disk_full")),
    ],
)
def test_the_disk_warns_before_it_is_full(percent: int, expected: tuple[State, str]) -> None:
    with patch("shutil.disk_usage", return_value=Usage(1000, 1000 - 10 * percent, 10 * percent)):
        assert found("disk") == expected


def test_a_folder_for_files_that_is_yet_to_be_made_is_no_problem(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "not" / "yet")
    assert found("disk") == WELL


def test_a_disk_that_cannot_be_written_to_is_a_failure(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    with patch("os.access", return_value=False):
        assert found("disk") == (State.FAIL, "disk_unreadable")
    with patch("shutil.disk_usage", side_effect=OSError):
        assert found("disk") == (State.FAIL, "disk_unreadable")


def test_a_folder_that_may_not_be_entered_is_a_failure_and_no_error() -> None:
    with patch("pathlib.Path.exists", side_effect=PermissionError):
        assert ground.check_disk().problem == "disk_unreadable"


def _photo(**changed: Any) -> None:
    media = {"file_id": "f", "file_unique_id": "u"}
    AZIZA.writes(kind="photo", media=media)
    Attachment.objects.update(**changed)


@pytest.mark.parametrize(
    ("due_in", "changed", "problem"),
    [
        (-timedelta(minutes=9), {}, ""),
        (-timedelta(minutes=12), {}, "files_late"),
        (timedelta(minutes=9), {"attempts": 4}, ""),
        (timedelta(minutes=9), {"attempts": 5}, "files_struggling"),
        (-timedelta(days=9), {"state": "stored"}, ""),
        (timedelta(0), {"state": "failed", "attempts": 10}, ""),
    ],
)
def test_files_that_do_not_come_are_a_warning(
    desk: Desk, due_in: timedelta, changed: dict[str, Any], problem: str
) -> None:
    _photo(due_at=timezone.now() + due_in, **changed)
    assert found("files") == (State.WARN if problem else State.OK, problem)


def test_everything_together_is_as_bad_as_its_worst_part() -> None:
    assert read_health(actor=SYSTEM).state is State.FAIL
    a_bot()
    assert read_health(actor=SYSTEM).state is State.OK
    a_bot(redis="away")
    assert read_health(actor=SYSTEM).state is State.WARN


def test_it_is_for_super_admins(desk: Desk) -> None:
    read_health(actor=RUSTAM.in_telegram)
    for person in (DILNOZA, AZIZA):
        with pytest.raises(Forbidden):
            read_health(actor=person.in_telegram)
