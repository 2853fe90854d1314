"""A desk to back up, places to restore it to, and PostgreSQL programs that go wrong on purpose."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection

from core.backup.database import server_major
from core.backup.programs import find_program
from tests.services.databases import a_database
from tests.system.processes import ROOT

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Place:
    """A database and a media folder, and manage.py upon them."""

    url: str
    media: Path

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.url, "MEDIA_ROOT": str(self.media), **more}

    def manage(self, *arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(**more), capture_output=True, text=True, check=False
        )

    def rows(self) -> Rows:
        """Everything that stands in the database, by its tables."""
        found: Rows = {}
        own = psycopg2.connect(self.url)
        with own.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
                found[table] = cursor.fetchall()
        own.close()
        return found

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.media).as_posix(): path.read_bytes()
            for path in sorted(self.media.rglob("*"))
            if path.is_file()
        }

    @property
    def is_untouched(self) -> bool:
        return not self.rows() and not (self.media.exists() and self.files())


@contextmanager
def an_empty_place(folder: Path) -> Iterator[Place]:
    with a_database(os.environ["DATABASE_URL"]) as url:
        yield Place(url, folder / "restored-media")


def here(media: Path) -> Place:
    """The database of this test, as another process reaches it."""
    settings = connection.settings_dict
    address = f"{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
    return Place(f"postgresql://{address}/{settings['NAME']}", media)


def programs_with(folder: Path, **scripts: str) -> Mapping[str, str]:
    """The variable for a folder with PostgreSQL's programs, of which those named run this script instead.

    In it `$real` is the true program, and `$file` what `--file` names.
    """
    folder.mkdir()
    for name in ("pg_dump", "pg_restore"):
        real = find_program(name, at_least=server_major())
        script = scripts.get(name, 'exec "$real" "$@"')
        (folder / name).write_text(
            textwrap.dedent(f"""\
                #!/bin/sh
                real={real}
                if [ "$1" = --version ]; then exec "$real" --version; fi
                file=; for word; do [ "$previous" = --file ] && file=$word; previous=$word; done
                """)
            + textwrap.dedent(script)
        )
        (folder / name).chmod(0o755)
    return {"PG_BIN": str(folder)}
