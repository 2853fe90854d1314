"""Measures what a question costs: the time of the database, the time of all, and the memory at most."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

Statement = tuple[str, Any]
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Watch:
    """What was asked of the database, and for how many seconds it kept us waiting."""

    statements: list[Statement] = field(default_factory=list)
    seconds: float = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.statements.append((sql, params))


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch every statement of the block."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Medians over several runs, in milliseconds; `slowest` is the worst of them, of the database alone.

    `processor` is what PostgreSQL's process for us was really running: other work on the machine does not lengthen it.
    """

    statements: int
    database: float
    slowest: float
    processor: float
    wall: float


def cost_of(ask: Callable[[], object], repeats: int) -> Cost:
    """Ask so many times, and once before that for the caches: a desk's last month is read every day."""
    ask()
    database, processor, wall, statements = [], [], [], 0
    for _ in range(repeats):
        began, ran = time.perf_counter(), _ran()
        with watched() as watch:
            ask()
        wall.append((time.perf_counter() - began) * 1000)
        database.append(watch.seconds * 1000)
        processor.append((_ran() - ran) / 1e6)
        statements = len(watch.statements)
    return Cost(
        statements=statements,
        database=median(database),
        slowest=max(database),
        processor=median(processor),
        wall=median(wall),
    )


def _ran() -> int:
    """Return for how many nanoseconds our server process has run so far; 0 where it is on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        schedule = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return int(schedule.read_text().split()[0]) if schedule.exists() else 0


@dataclass(frozen=True, kw_only=True)
class Flood:
    """What a stream cost: how long, how much came, and how many megabytes of memory it added at its height."""

    seconds: float
    lines: int
    size: int
    memory: float


def flood_of(stream: Callable[[], Iterator[bytes]]) -> Flood:
    """Read a stream to its end and keep nothing of it."""
    # Linux then counts the peak anew.
    CLEAR.write_text("5")
    before, began = _memory("VmRSS"), time.perf_counter()
    lines = size = 0
    for piece in stream():
        lines += piece.count(b"\n")
        size += len(piece)
    return Flood(
        seconds=time.perf_counter() - began, lines=lines, size=size, memory=max(0.0, _memory("VmHWM") - before)
    )


def _memory(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def plans(ask: Callable[[], object]) -> Iterator[str]:
    """Ask once, then yield each reading statement with the way that PostgreSQL went for it."""
    with watched() as watch:
        ask()
    for sql, params in watch.statements:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")) and "set_config" not in sql:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
                plan = "\n".join(line for (line,) in cursor.fetchall())
                yield f"{' '.join(cursor.mogrify(sql, params).decode().split())[:2000]}\n{plan}"
