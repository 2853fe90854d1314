"""Makes a backup while the desk serves."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from core import VERSION
from core.backup import database, media, shelf
from core.backup.failure import BackupFailed
from core.backup.programs import find_program, run_program

# What a manifest and the folders take, and a little for whoever else writes there.
SPARE = 16 * 1024 * 1024


def make_backup(folder: Path, *, keep: int = 0) -> Path:
    """Make a backup in the folder and return it; then keep only the newest so many, 0 being all.

    The database's moment comes first and the files after it, so that no row lacks its file. It gets its name only
    when all of it is on the disk.
    """
    if folder.resolve().is_relative_to(media.root().resolve()):
        raise BackupFailed(f"{folder} lies in MEDIA_ROOT: every backup would hold the earlier ones")
    try:
        with shelf.alone_in(folder):
            shelf.remove_unfinished(folder)
            now = datetime.now(UTC)
            backup = folder / f"yordam-{now:%Y%m%dT%H%M%SZ}"
            unfinished = folder / f"{shelf.UNFINISHED}{backup.name}"
            unfinished.mkdir(mode=0o700)
            try:
                _fill(unfinished, now)
                unfinished.rename(backup)
            except BaseException:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise
            shelf.sync(folder)
            if keep:
                shelf.prune(folder, keep)
            return backup
    except OSError as error:
        raise BackupFailed(f"{error.filename or folder}: {error.strerror}") from None


def _fill(unfinished: Path, now: datetime) -> None:
    major = database.server_major()
    program = find_program("pg_dump", at_least=major)
    with database.snapshot() as moment:
        _refuse_too_little_room(unfinished, moment.size() + media.size())
        dump = unfinished / shelf.DATABASE
        run_program(program, "--format=custom", "--no-password", f"--snapshot={moment.name}", "--file", dump)
        counts, migrations, wanted = moment.counts(), moment.migrations(), moment.files()
    packed = media.pack(unfinished / shelf.MEDIA)
    shelf.write_manifest(
        unfinished,
        shelf.Manifest(
            format=shelf.FORMAT,
            version=VERSION,
            made_at=now.isoformat(timespec="seconds"),
            postgresql=major,
            migrations=migrations,
            counts=counts,
            media_files=len(packed),
            missing_files=sorted(wanted - packed),
            sha256={name: media.sha256(unfinished / name) for name in (shelf.DATABASE, shelf.MEDIA)},
        ),
    )
    for name in (shelf.DATABASE, shelf.MEDIA, shelf.MANIFEST, ""):
        shelf.sync(unfinished / name)


def _refuse_too_little_room(folder: Path, needed: int) -> None:
    """The dump is seldom larger than the database itself, and a full disk is worse than no backup."""
    free, wanted = (size // 2**20 for size in (shutil.disk_usage(folder).free, needed + SPARE))
    if free < wanted:
        raise BackupFailed(f"{folder.parent} has too little room: {free} MB are free, and it takes {wanted} MB")
