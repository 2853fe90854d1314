"""Records that survive restarts and kill -9, in one SQLite file."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RecordKey = tuple[str, str]


class StoreBusyError(Exception):
    """Another playground works on the same folder."""


class Store:
    """Everything is read once, at the start; afterwards only written, in one transaction for each request.

    The write-ahead log without an fsync for each commit is enough: what a killed process had committed is with
    the operating system. Only a power cut could take the last moments.
    """

    def __init__(self, path: Path | None) -> None:
        self._pending: dict[RecordKey, str | None] = {}
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=0.5)
        try:
            # The exclusive lock goes with the process, so that a killed one leaves nothing behind.
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS records (kind TEXT, key TEXT, value TEXT, PRIMARY KEY (kind, key))"
            )
        except sqlite3.OperationalError as error:
            raise StoreBusyError(str(error)) from error

    def load(self, kind: str) -> Iterator[tuple[str, Any]]:
        rows = self._connection.execute("SELECT key, value FROM records WHERE kind = ?", (kind,))
        for key, value in rows.fetchall():
            yield key, json.loads(value)

    def read(self, kind: str, key: str) -> Any:
        row = self._connection.execute("SELECT value FROM records WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return json.loads(row[0]) if row else None

    def save(self, kind: str, key: str, value: Any) -> None:
        """Remember for the next flush. The value is written as it is now, whatever becomes of the object."""
        self._pending[kind, key] = json.dumps(value, ensure_ascii=False)

    def drop(self, kind: str, key: str) -> None:
        self._pending[kind, key] = None

    def flush(self) -> None:
        """Commit what has changed. Called before an answer leaves, so that no known id is ever given twice."""
        if not self._pending:
            return
        pending, self._pending = self._pending, {}
        kept = [(kind, key, value) for (kind, key), value in pending.items() if value is not None]
        dropped = [key for key, value in pending.items() if value is None]
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", kept)
        self._connection.executemany("DELETE FROM records WHERE kind = ? AND key = ?", dropped)
        self._connection.execute("COMMIT")

    def empty(self) -> None:
        self._pending.clear()
        self._connection.execute("DELETE FROM records")

    def close(self) -> None:
        self.flush()
        self._connection.close()


class Counters:
    """Ids that only grow. Message ids of private chats are one counter for each bot, as in Telegram."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values: dict[str, int] = dict(store.load("counter"))

    def next(self, name: str) -> int:
        value = self._values.get(name, 0) + 1
        self._values[name] = value
        self._store.save("counter", name, value)
        return value

    def keep(self) -> None:
        """Write them again after everything was emptied: a reset must not hand out old ids."""
        for name, value in self._values.items():
            self._store.save("counter", name, value)
