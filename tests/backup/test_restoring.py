"""What comes back is what was there, whoever wrote meanwhile; what is not whole does not come back at all."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from apps.ticket.models import Attachment
from core.backup import shelf
from core.backup.making import make_backup
from tests.backup.places import Place, an_empty_place
from tests.personas import AZIZA

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_row_and_every_file_comes_back(stored: Place, tmp_path: Path) -> None:
    backup = make_backup(tmp_path / "backups")
    with an_empty_place(tmp_path) as place:
        done = place.manage("restore", backup)
        assert done.returncode == 0, done.stderr
        restored, before = place.rows(), stored.rows()
        assert restored.keys() == before.keys()
        for table, rows in before.items():
            assert restored[table] == rows, table
        assert place.files() == stored.files()
        assert sum(len(rows) for rows in restored.values()) > 100, "There was something to bring back."


def test_what_is_made_while_somebody_writes_is_one_moment(stored: Place, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            message = AZIZA.writes(f"Salom {number}")
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            attachment = Attachment.objects.order_by("-pk").first()
            assert message is not None
            assert attachment is not None
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup = make_backup(tmp_path / "backups")
    finally:
        done.set()
        writer.join()
    with an_empty_place(tmp_path) as place:
        # The command itself compares the rows with those that were counted in the same moment, and files with rows.
        restored = place.manage("restore", backup)
        assert restored.returncode == 0, restored.stderr
        assert len(place.rows()["ticket_message"]) <= len(stored.rows()["ticket_message"])


def test_a_damaged_file_is_named_and_nothing_is_touched(stored: Place, tmp_path: Path) -> None:
    backup = make_backup(tmp_path / "backups")
    victim = backup / shelf.DATABASE
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
    with an_empty_place(tmp_path) as place:
        refused = place.manage("restore", backup)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr
        assert f"{victim} is damaged" in refused.stderr
        assert place.is_untouched


def _saying(backup: Path, **facts: Any) -> Path:
    said = json.loads((backup / shelf.MANIFEST).read_text())
    (backup / shelf.MANIFEST).write_text(json.dumps({**said, **facts}))
    return backup


def test_a_backup_of_a_newer_version_is_refused_by_name(stored: Place, tmp_path: Path) -> None:
    backup = _saying(make_backup(tmp_path / "backups"), migrations=["ticket.9999_add_wings"], version="9.0")
    with an_empty_place(tmp_path) as place:
        refused = place.manage("restore", backup)
        assert "ticket.9999_add_wings: install 9.0" in refused.stderr
        assert place.is_untouched


def test_a_backup_of_a_newer_postgresql_is_refused(stored: Place, tmp_path: Path) -> None:
    backup = _saying(make_backup(tmp_path / "backups"), postgresql=99)
    with an_empty_place(tmp_path) as place:
        assert "was made by PostgreSQL 99" in place.manage("restore", backup).stderr
        assert place.is_untouched


def test_rows_that_were_not_counted_are_refused(stored: Place, tmp_path: Path) -> None:
    backup = make_backup(tmp_path / "backups")
    counts = shelf.read_manifest(backup).counts
    _saying(backup, counts=counts | {"ticket_message": 12345})
    with an_empty_place(tmp_path) as place:
        assert "do not have the rows" in place.manage("restore", backup).stderr


def test_a_database_or_a_folder_that_holds_something_is_left_alone(stored: Place, tmp_path: Path) -> None:
    backup = make_backup(tmp_path / "backups")
    before = stored.rows()
    assert "is not empty" in stored.manage("restore", backup).stderr
    assert stored.rows() == before
    with an_empty_place(tmp_path) as place:
        place.media.mkdir()
        (place.media / "mine").write_text("mine")
        assert "is not empty" in place.manage("restore", backup).stderr
        assert place.files() == {"mine": b"mine"}


def test_an_interrupted_restore_can_be_begun_again(stored: Place, tmp_path: Path) -> None:
    backup = make_backup(tmp_path / "backups")
    with an_empty_place(tmp_path) as place:
        place.media.mkdir()
        (place.media / ".restoring").touch()
        (place.media / "half").write_text("half a file")
        done = place.manage("restore", backup)
        assert done.returncode == 0, done.stderr
        assert "half" not in place.files()
        assert ".restoring" not in place.files()


def test_an_older_backup_is_brought_up_to_date(stored: Place, tmp_path: Path) -> None:
    with an_empty_place(tmp_path / "older") as older:
        assert older.manage("migrate", "delivery", "0001", "--verbosity", "0").returncode == 0
        assert older.manage("migrate", "ticket", "0009", "--verbosity", "0").returncode == 0
        made = older.manage("backup", tmp_path / "backups")
        assert made.returncode == 0, made.stderr
    with an_empty_place(tmp_path) as place:
        done = place.manage("restore", made.stdout.strip())
        assert done.returncode == 0, done.stderr
        assert place.manage("migrate", "--check").returncode == 0


def test_an_archive_with_a_path_that_leads_elsewhere_is_refused(stored: Place, tmp_path: Path) -> None:
    import tarfile

    from core.backup import media

    backup = make_backup(tmp_path / "backups")
    outside = tmp_path / "outside"
    outside.write_text("from elsewhere")
    with tarfile.open(backup / shelf.MEDIA, "w") as archive:
        archive.add(outside, arcname="../evil")
    _saying(backup, sha256=shelf.read_manifest(backup).sha256 | {shelf.MEDIA: media.sha256(backup / shelf.MEDIA)})
    with an_empty_place(tmp_path) as place:
        assert "no file of a desk" in place.manage("restore", backup).stderr
        assert place.is_untouched
        assert not (tmp_path / "evil").exists()


def test_the_command_says_where_the_backup_lies(
    stored: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup", str(tmp_path / "backups"))
    said = Path(capsys.readouterr().out.strip())
    assert shelf.whole_backups(tmp_path / "backups") == [said]
