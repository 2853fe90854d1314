"""Databases of a test's own on a server that is there: empty, or with all tables of ours in it."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[2]
# The name of the variable in which the tests' plugin says that the server is this run's own.
OWN_SERVER = "YORDAM_TESTS_SERVER"
TEMPLATE = "migrated"
# Any number: whoever makes the template holds it.
LOCK = 20_261_123


@contextmanager
def a_database(server: str, template: str = "template1") -> Iterator[str]:
    """A database on that server, for as long as this lasts: a copy of the template, which is empty by itself."""
    name = f"system_{secrets.token_hex(6)}"
    _administer(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield _url(server, name)
    finally:
        _administer(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def a_migrated_database(server: str) -> Iterator[str]:
    """The same with all tables of ours in it."""
    template = template_of(server)
    with a_database(server, template or "template1") as url:
        if template is None:
            _migrate(url)
        yield url


def template_of(server: str) -> str | None:
    """Return the name of a database to copy, which a run's first user of it makes, because migrations take seconds;
    None on a server that outlives the run, where it would be left behind and grow old."""
    if server != os.environ.get(OWN_SERVER):
        return None
    with closing(psycopg2.connect(server)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
        if cursor.fetchone() is None:
            unfinished = f"unfinished_{TEMPLATE}"
            _administer(server, "CREATE DATABASE {}", unfinished)
            _migrate(_url(server, unfinished))
            _administer(server, "ALTER DATABASE {} RENAME TO {}", unfinished, TEMPLATE)
    return TEMPLATE


def _migrate(url: str) -> None:
    keys = {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "API_TOKEN")}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    environment = {**os.environ, **keys, "DATABASE_URL": url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _url(server: str, database: str) -> str:
    return urlsplit(server)._replace(path=f"/{database}").geturl()


def _administer(server: str, statement: str, *names: str) -> None:
    with closing(psycopg2.connect(server)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
