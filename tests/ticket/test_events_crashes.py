"""A crash between any two lines of an act leaves everything of it or nothing: no act without its event, nor the event
without its act.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import connection, transaction

from tests.api.desk import fingerprint
from tests.personas import Desk
from tests.ticket.events.rows import Row, Scene, build_scene, last_event, written_since
from tests.ticket.events.table import ROWS

WRITING = [row for row in ROWS if row.writes]
# Of a transaction, not of an act: the crash comes at the statements between them.
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class Crash(Exception):
    """The process ended here."""


class Countdown:
    """Raises at one statement; what the transaction does to clean up is let through."""

    def __init__(self, until: int, dying: Callable[[], None] = lambda: None) -> None:
        self.until = until
        self.dying = dying
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.startswith(CONTROL):
            self.count += 1
            if self.count == self.until:
                self.dying()
                raise Crash
        return execute(sql, params, many, context)


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return build_scene(desk)


@contextmanager
def _undone() -> Iterator[None]:
    """Give the database back as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _crash(row: Row, scene: Scene, at: int) -> int:
    """Let the act crash at that statement; return how many statements came so far."""
    countdown = Countdown(at)
    actor = row.actor()
    with suppress(Crash), connection.execute_wrapper(countdown):
        row.act(scene, actor)
    return countdown.count


@pytest.mark.parametrize("row", WRITING, ids=str)
def test_a_crash_at_any_statement_leaves_all_or_nothing(scene: Scene, row: Row) -> None:
    row.prepare(scene)
    before, state = last_event(), fingerprint()
    wrong, at, reached = [], 0, 0

    while reached == at:
        at += 1
        with _undone():
            reached = _crash(row, scene, at)
            written = Counter(event.act for event in written_since(before))
            if not (written == row.kinds or (not written and fingerprint() == state)):
                wrong.append((at, written))

    assert wrong == []
    assert at > len(row.kinds)


DYING = [row for row in WRITING if str(row).endswith(("answer_ticket of another", "dismiss_admin", "of somebody new"))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("row", DYING, ids=str)
def test_a_connection_that_dies_takes_all_of_an_act_with_it(raced_desk: Desk, row: Row) -> None:
    scene = build_scene(raced_desk)
    row.prepare(scene)
    before, state = last_event(), fingerprint()
    wrong, countdown = [], Countdown(0)

    while countdown.count == countdown.until:
        countdown = Countdown(countdown.until + 1, dying=connection.close)
        actor = row.actor()
        with suppress(Crash), connection.execute_wrapper(countdown):
            row.act(scene, actor)
        if countdown.count == countdown.until and fingerprint() != state:
            wrong.append(countdown.until)

    assert wrong == []
    assert Counter(event.act for event in written_since(before)) == row.kinds
