"""The files of the desk as one archive, and back into a folder."""

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.conf import settings

from core.backup.failure import BackupFailed

# It stands in a media folder that is being filled: what lies beside it is unfinished and may be taken away.
MARK = ".restoring"
PIECE = 1024 * 1024


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def size() -> int:
    return sum(path.stat().st_size for path in _files())


def pack(archive: Path) -> set[str]:
    """Write all files into the archive; return their names. One that goes away meanwhile belongs to no row."""
    packed_names = set()
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as packed:
        for path in _files():
            name = path.relative_to(root()).as_posix()
            try:
                stream = path.open("rb")
            except FileNotFoundError:
                continue
            with stream:
                packed.addfile(packed.gettarinfo(arcname=name, fileobj=stream), stream)
            packed_names.add(name)
    return packed_names


def _files() -> Iterator[Path]:
    for folder, _, names in os.walk(root()):
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink() and name != MARK:
                yield path


def names() -> set[str]:
    """Return the names of the files that are there."""
    return {path.relative_to(root()).as_posix() for path in _files()}


def is_free() -> bool:
    """Tell whether the media folder is missing or empty, or holds only what an interrupted restore left."""
    return not root().exists() or (root() / MARK).exists() or not any(root().iterdir())


def unpack(archive: Path) -> None:
    """Fill the media folder, in place of what an earlier, interrupted try has left there."""
    clear()
    root().mkdir(parents=True, exist_ok=True)
    (root() / MARK).touch()
    with tarfile.open(archive) as packed:
        for member in packed:
            name = PurePosixPath(member.name)
            if not member.isfile() or name.is_absolute() or ".." in name.parts:
                raise BackupFailed(f"{archive.name} holds something that is no file of a desk: {member.name!r}")
            target = root() / name
            target.parent.mkdir(parents=True, exist_ok=True)
            stream = packed.extractfile(member)
            assert stream is not None
            with target.open("wb") as file:
                shutil.copyfileobj(stream, file, PIECE)
            target.chmod(settings.FILE_UPLOAD_PERMISSIONS)


def clear() -> None:
    """Take away what an interrupted restore has left, and only that."""
    if not (root() / MARK).exists():
        return
    for path in root().iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARK:
            path.unlink()
    (root() / MARK).unlink()


def accept() -> None:
    """Say that the folder is whole."""
    (root() / MARK).unlink(missing_ok=True)


def sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
