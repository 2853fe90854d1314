"""What a backup has to know of the database: its version, its migrations, and how many rows its tables have."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import FileField

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"

COUNT, NAMES = "SELECT count(*) FROM {}", "SELECT {} FROM {}"


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database, which several connections can look at; `name` is how PostgreSQL calls it."""

    name: str
    cursor: Any

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {table: self._ask(COUNT.format(_quoted(table)))[0][0] for (table,) in self._ask(TABLES)}

    def size(self) -> int:
        """Return how many bytes the database takes."""
        return int(self._ask("SELECT pg_database_size(current_database())")[0][0])

    def migrations(self) -> list[str]:
        """Return what has been applied, as "app.name"."""
        return [f"{app}.{name}" for app, name in self._ask("SELECT app, name FROM django_migrations ORDER BY 1, 2")]

    def files(self) -> set[str]:
        """Return the names of the files that rows speak of."""
        names: set[str] = set()
        known = set(self._ask(COLUMNS))
        # An older database may lack what this code has.
        for table, column in known & file_columns():
            names |= {name for (name,) in self._ask(NAMES.format(_quoted(column), _quoted(table))) if name}
        return names

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        self.cursor.execute(query)
        return list(self.cursor.fetchall())


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Hold one moment of the database, in a connection of its own, for as long as this lasts."""
    with connection.wrap_database_errors:
        own = connection.get_new_connection(connection.get_connection_params())
        try:
            own.set_session(isolation_level="REPEATABLE READ", readonly=True, autocommit=False)
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_export_snapshot()")
                yield Snapshot(cursor.fetchone()[0], cursor)
        finally:
            own.close()


def server_major() -> int:
    """Return the main version of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def is_empty() -> bool:
    """Tell whether nothing has ever been made in the database."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return cursor.fetchone() is None


def known_migrations() -> set[str]:
    """Return every migration that this code has, as "app.name"."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def file_columns() -> set[tuple[str, str]]:
    """Return tables and columns that hold names of files."""
    return {
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileField)
    }


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
