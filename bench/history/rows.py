"""Brings rows into PostgreSQL by COPY, and meanwhile takes the indexes away: built at once they cost a fraction."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.db import connection

# The migration that learnt the words of earlier messages.
WORDS_LEARNT_AT_ONCE = "apps.ticket.migrations.0006_learn_earlier_words"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Rows that are kept before they are sent.
CHUNK = 20_000
COLUMNS = {
    "user_telegramuser": "id telegram_id first_name last_name username language language_chosen created_at",
    "ticket_ticket": (
        "id number user_id category_id admin_id status waiting_since reminded_at previous_id last_message_at last_text "
        "created_at taken_at reopened_at first_answered_at rating closed_at"
    ),
    "ticket_message": (
        "id ticket_id user_id admin_id kind text entities data media_group_id reply_to_id rating_id bot_id chat_id "
        "message_id outcome created_at edited_at"
    ),
    "ticket_messageversion": "id message_id text entities replaced_at",
    "ticket_event": (
        "id act door ticket_id admin_id user_id category_id changes data message_count response_time "
        "first_response_time resolution_time full_resolution_time created_at"
    ),
    "ticket_rating": "id ticket_id closing_id value admin_id category_id created_at changed_at",
}
# Foreign keys first: they lean on nothing that another of these needs.
FOREIGN_AND_UNIQUE = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype, conname
"""
PLAIN_INDEXES = """
    SELECT pg_class.relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = ANY(%s::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
    ORDER BY relname
"""


def moment(microseconds: int | None) -> str | None:
    """Return a moment, counted from 1970 in UTC, as the database reads it."""
    return None if microseconds is None else str(EPOCH + timedelta(microseconds=microseconds))


def duration(microseconds: int | None) -> str | None:
    return None if microseconds is None else f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06d}"


def escaped(text: str) -> str:
    """Return words as COPY's text format wants them."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


class Table:
    """Rows on their way into one table. Values are None, numbers, or texts as COPY reads them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self._columns = COLUMNS[name].split()
        self._lines: list[str] = []

    def add(self, *values: Any) -> None:
        self._lines.append("\t".join(["\\N" if value is None else str(value) for value in values]))
        self.count += 1
        if len(self._lines) >= CHUNK:
            self.send()

    def send(self) -> None:
        lines = io.StringIO("".join(f"{line}\n" for line in self._lines))
        self._lines.clear()
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {self.name} ({', '.join(self._columns)}) FROM STDIN", lines)


@contextmanager
def without_indexes(tables: list[str]) -> Iterator[None]:
    """Drop these tables' foreign keys, unique constraints and indexes; build and check them again afterwards.

    It belongs into a transaction: where anything fails, everything is as it was. Checks and primary keys stay. What a
    trigger does for each message is done at once, too.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(FOREIGN_AND_UNIQUE, [tables])
        constraints = cursor.fetchall()
        cursor.execute(PLAIN_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        # Row by row, learning the words that searches correct to would take longer than all the rest.
        cursor.execute("ALTER TABLE ticket_message DISABLE TRIGGER USER")
        yield
        cursor.execute("ALTER TABLE ticket_message ENABLE TRIGGER USER")
        cursor.execute(import_module(WORDS_LEARNT_AT_ONCE).EARLIER)
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def set_sequences(tables: list[str]) -> None:
    """Let the next rows get the ids, and the next ticket the number, after those that were given."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1)) FROM {table}"  # noqa: S608 - The names are ours.
            )
        cursor.execute("SELECT setval('ticket_number', greatest(max(number), 1001)) FROM ticket_ticket")
