"""Through PgBouncer Django keeps no cursor on the server by itself; an export's ids come in pieces all the same."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from apps.admin.actors import SYSTEM
from apps.report.services.export import export_tickets
from core.periods import Period
from tests.personas import Desk
from tests.report.acts import Life, at

PERIOD = Period(first=date(2026, 11, 10), last=date(2026, 11, 12))


@pytest.fixture
def pooled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The cursors that were asked for on the server, while Django is told that a pooler stands in between."""
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    made: list[Any] = []
    original = connection.chunked_cursor

    def noted() -> Any:
        made.append(original())
        return made[-1]

    monkeypatch.setattr(connection, "chunked_cursor", noted)
    return made


def test_the_ids_are_fetched_from_a_cursor_of_the_transaction(desk: Desk, pooled: list[Any]) -> None:
    lives = [Life(desk.payments) for _ in range(3)]
    for life in lives:
        life.opened(at(10))
    rows = export_tickets(actor=SYSTEM, period=PERIOD, language="en").rows
    assert [row[0] for row in rows] == [life.ticket.number for life in lives]
    assert [bool(cursor.name) for cursor in pooled] == [True]
    assert not pooled[0].cursor.withhold, "One that outlives its transaction would stay with a connection of others."
