"""Brings a backup back, into an empty database and an empty media folder."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection

from core.backup import database, media, shelf
from core.backup.failure import BackupFailed
from core.backup.programs import database_name, find_program, run_program


def restore_backup(backup: Path) -> shelf.Manifest:
    """Check all of it, then bring it back; a newer code's migrations are run. What cannot be done changes nothing."""
    manifest = shelf.read_manifest(backup)
    refuse_unfit(manifest)
    shelf.check_sums(backup, manifest)
    try:
        media.unpack(backup / shelf.MEDIA)
        _fill_database(backup, manifest)
    except OSError as error:
        media.clear()
        raise BackupFailed(f"{error.filename or media.root()}: {error.strerror}") from None
    except BackupFailed:
        media.clear()
        raise
    media.accept()
    call_command("migrate", verbosity=0)
    return manifest


def refuse_unfit(manifest: shelf.Manifest) -> None:
    """Refuse what this code, this server, this database or this folder is not made for."""
    newer = sorted(set(manifest.migrations) - database.known_migrations())
    if newer:
        raise BackupFailed(
            f"the backup is newer than this code, which does not know {newer[0]}: install {manifest.version}"
        )
    if database.server_major() < manifest.postgresql:
        major = database.server_major()
        raise BackupFailed(f"the backup was made by PostgreSQL {manifest.postgresql}, and this is {major}")
    if not database.is_empty():
        raise BackupFailed(f"the database {database_name()} is not empty: restore into a new one")
    if not media.is_free():
        raise BackupFailed(f"{media.root()} is not empty: restore into a new folder")


def _fill_database(backup: Path, manifest: shelf.Manifest) -> None:
    """All of it in one transaction: a restore that is interrupted leaves the database empty.

    Comments are left out, since only an extension's owner may write those on it.
    """
    program = find_program("pg_restore", at_least=manifest.postgresql)
    connection.close()
    run_program(
        program,
        *("--no-owner", "--no-privileges", "--no-comments", "--no-password", "--single-transaction", "--exit-on-error"),
        *("--dbname", database_name()),
        backup / shelf.DATABASE,
    )
    with database.snapshot() as moment:
        counts, missing = moment.counts(), sorted(moment.files() - media.names())
    if counts != manifest.counts:
        raise BackupFailed("the restored tables do not have the rows that the backup counted")
    if missing != manifest.missing_files:
        raise BackupFailed(f"the restored rows speak of files that are not there, such as {missing[0]}")
