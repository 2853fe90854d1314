"""A backup that was not made is said while there is still a desk to make one of."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import OperationalError
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.report.services.health import State, read_health
from apps.report.services.health.gauges import Gauges
from core.backup import shelf
from tests.report.health.parts import found, look

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelves(settings: Settings, tmp_path: Path) -> Path:
    """Return the folder in which backups are made."""
    settings.BACKUP_FOLDER = str(tmp_path)
    return tmp_path


def a_backup(folder: Path, *, hours_ago: float, is_whole: bool = True) -> None:
    """Let one lie there."""
    backup = folder / f"yordam-{datetime.now(UTC) - timedelta(hours=hours_ago):%Y%m%dT%H%M%SZ}"
    backup.mkdir()
    if is_whole:
        (backup / shelf.MANIFEST).touch()


@pytest.mark.parametrize(
    ("hours_ago", "expected"),
    [
        (0, (State.OK, "")),
        (25.9, (State.OK, "")),
        (26.1, (State.WARN, "backup_old")),
        (71, (State.WARN, "backup_old")),
        (73, (State.FAIL, "backup_old")),
    ],
)
def test_the_newest_one_tells(shelves: Path, hours_ago: float, expected: tuple[State, str]) -> None:
    a_backup(shelves, hours_ago=200)
    a_backup(shelves, hours_ago=hours_ago)
    assert found("backup") == expected
    assert look("backup").facts["age"] == pytest.approx(hours_ago * 3600, abs=60)


def test_half_a_one_is_none(shelves: Path) -> None:
    a_backup(shelves, hours_ago=1, is_whole=False)
    assert found("backup") == (State.WARN, "backup_missing")


def test_one_of_a_clock_that_ran_ahead_does_not_hide_that_none_is_made(shelves: Path) -> None:
    a_backup(shelves, hours_ago=-9000)
    a_backup(shelves, hours_ago=100)
    assert found("backup") == (State.FAIL, "backup_old")


def test_a_folder_that_is_not_there_or_shuts_us_out_has_none(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_FOLDER = str(tmp_path / "nowhere")
    assert found("backup") == (State.WARN, "backup_missing")
    with patch("core.backup.shelf.newest", side_effect=PermissionError):
        assert found("backup") == (State.WARN, "backup_missing")


def test_it_is_known_while_the_database_is_away(shelves: Path) -> None:
    a_backup(shelves, hours_ago=1)
    with patch("apps.report.services.health.reading.check_database", side_effect=OperationalError):
        assert found("backup") == (State.OK, "")


def test_a_desk_that_names_no_folder_says_nothing_of_backups() -> None:
    assert "backup" not in {check.name for check in read_health(actor=SYSTEM).checks}


def test_prometheus_is_told_how_old_it_is_and_that_there_is_none(shelves: Path) -> None:
    def told() -> dict[str, float]:
        return {"/".join((gauge.name, *(v for _, v in gauge.labels))): gauge.value for gauge in Gauges().read()}

    none = told()
    assert none["yordam_check/backup"] == 1
    assert "yordam_backup_age_seconds" not in none
    a_backup(shelves, hours_ago=2)
    assert told()["yordam_backup_age_seconds"] == pytest.approx(7200, abs=60)
