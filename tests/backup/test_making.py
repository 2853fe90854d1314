"""A backup is whole or has no name: a full disk, a kill and a failing program leave nothing that looks like one."""

import os
import signal
import subprocess
import sys
import time
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from core.backup import shelf
from core.backup.failure import BackupFailed
from core.backup.making import make_backup
from core.management.commands.backup import daily
from tests.backup.places import Place, programs_with
from tests.system.processes import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN = 60.0
Usage = namedtuple("Usage", "total used free")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def until(condition: object, what: str) -> None:
    deadline = time.monotonic() + WITHIN
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def a_backup(place: Place, folder: Path, *more: str, **variables: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "manage.py", "backup", str(folder), *more]
    environment = place.environment(**variables)
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, start_new_session=True
    )


def test_a_disk_without_room_is_said_before_anything_is_written(
    stored: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(100, 95, 5 * 2**20))
    with pytest.raises(BackupFailed, match="too little room: 5 MB are free"):
        make_backup(tmp_path / "backups")
    assert names(tmp_path / "backups") == []


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_behind(stored: Place, tmp_path: Path) -> None:
    script = 'echo half > "$file"; echo "pg_dump: error: could not write to file: No space left on device" >&2; exit 1'
    failed = stored.manage("backup", tmp_path / "backups", **programs_with(tmp_path / "bin", pg_dump=script))
    assert failed.returncode == 1
    assert failed.stderr == "CommandError: pg_dump: error: could not write to file: No space left on device\n"
    assert names(tmp_path / "backups") == []


def test_one_that_is_killed_leaves_nothing_that_looks_whole(stored: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    script = 'echo half > "$file"; exec sleep 600'
    running = a_backup(stored, folder, **programs_with(tmp_path / "bin", pg_dump=script))
    until(lambda: list(folder.glob(".unfinished-*/database.dump")), "it did not begin")
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert shelf.whole_backups(folder) == []
    [leftover] = names(folder)
    with pytest.raises(BackupFailed, match="no whole backup"):
        shelf.read_manifest(folder / leftover)

    whole = make_backup(folder)
    assert names(folder) == [whole.name], "The next one cleans up."


def test_one_that_is_told_to_end_cleans_up_itself(stored: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    script = 'echo half > "$file"; exec sleep 600'
    running = a_backup(stored, folder, "--every", "24h", **programs_with(tmp_path / "bin", pg_dump=script))
    until(lambda: list(folder.glob(".unfinished-*/database.dump")), "it did not begin")
    os.killpg(running.pid, signal.SIGTERM)
    running.wait(WITHIN)
    assert running.returncode == 0
    assert names(folder) == []


def test_a_folder_among_the_files_is_refused(stored: Place) -> None:
    with pytest.raises(BackupFailed, match="lies in MEDIA_ROOT"):
        make_backup(stored.media / "backups")


def test_two_are_never_made_at_once(stored: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with shelf.alone_in(folder), pytest.raises(BackupFailed, match="another backup is being made"):
        make_backup(folder)


def test_the_password_is_on_no_command_line(stored: Place, tmp_path: Path) -> None:
    script = 'echo "$@" > "$(dirname "$0")/said"; exec "$real" "$@"'
    made = stored.manage("backup", tmp_path / "backups", **programs_with(tmp_path / "bin", pg_dump=script))
    assert made.returncode == 0, made.stderr
    password = stored.url.partition("://")[2].partition(":")[2].partition("@")[0]
    said = (tmp_path / "bin" / "said").read_text()
    assert "--snapshot" in said
    assert not password or password not in said


def test_a_program_older_than_the_database_is_named(stored: Place, tmp_path: Path) -> None:
    programs = programs_with(tmp_path / "bin")
    old = tmp_path / "bin" / "pg_dump"
    old.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.24"\n')
    refused = stored.manage("backup", tmp_path / "backups", **programs)
    assert refused.stderr.startswith("CommandError: pg_dump 9 is older than PostgreSQL")
    assert names(tmp_path / "backups") == []


def test_a_folder_without_the_program_is_named(stored: Place, tmp_path: Path) -> None:
    refused = stored.manage("backup", tmp_path / "backups", PG_BIN=str(tmp_path))
    assert refused.stderr.startswith("CommandError: pg_dump is not there: set PG_BIN")


def test_only_the_newest_are_kept_and_nobody_elses_things_are_touched(stored: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    whole = make_backup(folder)
    for day in range(1, 5):
        whole.rename(folder / f"yordam-2026010{day}T000000Z")
        whole = make_backup(folder)
    (folder / "yordam-notes").mkdir()
    (folder / "letters.txt").write_text("mine")

    newest = make_backup_later(folder)

    assert names(folder) == sorted(["letters.txt", "yordam-20260104T000000Z", "yordam-notes", whole.name, newest.name])


def make_backup_later(folder: Path) -> Path:
    """Make one in another second, since that is what it is called by."""
    second = timezone.now().replace(microsecond=0)
    until(lambda: timezone.now() >= second + timedelta(seconds=1), "time stands still")
    return make_backup(folder, keep=3)


def test_one_after_the_other_is_made_and_a_failed_one_is_said(stored: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    running = a_backup(stored, folder, "--every", "1s", "--keep", "2")
    try:
        until(lambda: len(shelf.whole_backups(folder)) == 2, "there are not two")
        first = shelf.whole_backups(folder)[0]
        until(lambda: first not in shelf.whole_backups(folder), "the oldest stays")
        assert len(shelf.whole_backups(folder)) <= 3
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(WITHIN)


def test_one_that_is_too_old_or_was_never_made_is_said(tmp_path: Path) -> None:
    for folder, words in ((tmp_path / "none", "no whole backup"), (tmp_path, "is of 2026-01-01 00:00 UTC")):
        old = tmp_path / "yordam-20260101T000000Z"
        old.mkdir(exist_ok=True)
        (old / shelf.MANIFEST).touch()
        with pytest.raises(CommandError, match=words):
            call_command("backup", str(folder), "--check", "26h")
    new = tmp_path / f"yordam-{timezone.now():%Y%m%dT%H%M%SZ}"
    new.mkdir()
    (new / shelf.MANIFEST).touch()
    call_command("backup", str(tmp_path), "--check", "26h")


def test_one_of_a_clock_that_ran_ahead_does_not_count(tmp_path: Path) -> None:
    """Or there would be no other until that day comes."""
    for name in ("yordam-29990101T000000Z", "yordam-20260101T000000Z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / shelf.MANIFEST).touch()
    newest = shelf.newest(tmp_path)
    assert newest is not None
    assert newest.year == 2026


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        ("2026-11-22T22:00:05+00:00", "2026-11-23T22:00:00+00:00"),
        ("2026-11-22T21:59:59+00:00", "2026-11-22T22:00:00+00:00"),
        ("2026-11-23T06:00:00+00:00", "2026-11-23T22:00:00+00:00"),
    ],
)
def test_a_daily_one_is_made_at_night_by_the_desks_own_clock(newest: str, due: str, settings: Settings) -> None:
    """Three at night in Tashkent is 22:00 of UTC; one made by hand in the morning takes no night's place."""
    settings.TIME_ZONE = "Asia/Tashkent"
    assert daily("03:00")(datetime.fromisoformat(newest)) == datetime.fromisoformat(due)


def test_a_night_in_which_clocks_change_has_one_too(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    due = daily("03:00")(datetime.fromisoformat("2026-10-24T03:00:05+02:00"))
    assert due == datetime.fromisoformat("2026-10-25T03:00:00+01:00")


@pytest.mark.parametrize("words", ["24:00", "3:00", "03:60", "03", "noon", "٠3:00"])
def test_an_hour_that_is_none_is_refused(words: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no time of the day such as 03:00"):
        call_command("backup", str(tmp_path), f"--daily={words}")


def test_a_missed_night_is_made_up_for_at_once(stored: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    (missed := folder / "yordam-20260101T000000Z").mkdir(parents=True)
    (missed / shelf.MANIFEST).touch()
    running = a_backup(stored, folder, "--daily", "03:00")
    try:
        until(lambda: len(shelf.whole_backups(folder)) == 2, "it waits for the night")
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(WITHIN)


@pytest.mark.parametrize("words", ["0h", "h", "24", "-1h", "1w", "١h"])
def test_a_time_that_is_none_is_refused(words: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no time such as 24h"):
        call_command("backup", str(tmp_path), f"--every={words}")


def test_a_database_that_is_away_is_one_line(tmp_path: Path) -> None:
    place = Place("postgresql://nobody@127.0.0.1:1/none", tmp_path / "media")
    refused = place.manage("backup", tmp_path / "backups")
    assert refused.stderr == "CommandError: the database cannot be reached\n"
    assert names(tmp_path / "backups") == []
