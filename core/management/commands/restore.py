"""`manage.py restore <backup>`: a desk as it was, in a database and a folder that are empty."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from core.backup.failure import BackupFailed
from core.backup.restoring import restore_backup


class Command(BaseCommand):
    """Brings one backup back."""

    help = "Bring a backup back into an empty database and an empty MEDIA_ROOT."
    # The database is still empty: there is nothing to check yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which one."""
        parser.add_argument("backup", type=Path)

    def handle(self, *, backup: Path, **options: Any) -> None:
        """Bring it back."""
        try:
            manifest = restore_backup(backup)
        except BackupFailed as error:
            raise CommandError(str(error)) from None
        except OperationalError:
            raise CommandError("the database cannot be reached") from None
        rows = sum(manifest.counts.values())
        self.stdout.write(f"{backup.name} is back: {rows} rows, {manifest.media_files} files")
