"""The folder in which backups lie: which of them are whole, which are to go, and who may add one."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.backup import media
from core.backup.failure import BackupFailed

FORMAT = 1
DATABASE, MEDIA, MANIFEST = "database.dump", "media.tar", "manifest.json"
NAME = re.compile(r"yordam-\d{8}T\d{6}Z")
UNFINISHED = ".unfinished-"
LOCK = ".lock"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself. It is written last, so that a backup with one is whole."""

    format: int
    version: str
    made_at: str
    postgresql: int
    migrations: list[str]
    counts: dict[str, int]
    media_files: int
    # Files that rows speak of and that were not there when the backup was made.
    missing_files: list[str]
    sha256: dict[str, str]


def read_manifest(backup: Path) -> Manifest:
    """Return what the backup says of itself; without that it is no whole backup."""
    if not (backup / MANIFEST).is_file():
        raise BackupFailed(f"{backup} is no whole backup: {MANIFEST} is missing")
    try:
        said = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        if said.get("format") != FORMAT:
            raise BackupFailed(f"{backup} has another format than this version reads: {said.get('format')!r}")
        return Manifest(**said)
    except (ValueError, TypeError, AttributeError):
        raise BackupFailed(f"{backup / MANIFEST} is damaged") from None


def write_manifest(backup: Path, manifest: Manifest) -> None:
    (backup / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")


def check_sums(backup: Path, manifest: Manifest) -> None:
    """Read every byte once, before anything is made of it."""
    for name in (DATABASE, MEDIA):
        if not (backup / name).is_file():
            raise BackupFailed(f"{backup / name} is missing")
        if media.sha256(backup / name) != manifest.sha256.get(name):
            raise BackupFailed(f"{backup / name} is damaged: its bytes are not those that were written")


def whole_backups(folder: Path) -> list[Path]:
    """Return the backups of a folder, the newest last."""
    found = [path for path in folder.glob("yordam-*") if NAME.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return sorted(found, key=lambda path: path.name)


def made_at(backup: Path) -> datetime:
    return datetime.strptime(backup.name, "yordam-%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def newest(folder: Path) -> datetime | None:
    """Return when the newest whole backup of a folder was begun. One of the future is of a clock that was wrong."""
    now = datetime.now(UTC)
    return max((at for at in map(made_at, whole_backups(folder)) if at <= now), default=None)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only one who makes a backup there. The kernel drops the lock of whoever is killed."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed(f"another backup is being made in {folder}") from None
        yield
    finally:
        os.close(handle)


def remove_unfinished(folder: Path) -> None:
    for leftover in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest so many. A backup loses its name first: half a one never looks whole."""
    outdated = whole_backups(folder)[:-keep]
    for backup in outdated:
        going = backup.with_name(f"{UNFINISHED}{backup.name}")
        backup.rename(going)
        shutil.rmtree(going)
    return outdated


def sync(path: Path) -> None:
    """Have the disk itself keep it, and not only the system's memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
