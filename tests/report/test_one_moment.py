"""A report is several questions to the database: all of them see the desk as it stood at the first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from apps.admin.actors import SYSTEM
from apps.report.services.summary import report
from apps.ticket.models import Event
from core.periods import Period
from core.statements import statement_limit
from tests.personas import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def close_another(category_id: int) -> None:
    """Let another connection commit a closing."""

    def commit() -> None:
        try:
            Event.objects.create(act=Event.Act.CLOSED, door="system", category_id=category_id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(commit).result()


@pytest.mark.parametrize(("one_moment", "seen"), [(True, 0), (False, 1)])
def test_what_is_committed_meanwhile_is_seen_only_without_it(desk: Desk, one_moment: bool, seen: int) -> None:
    with statement_limit(1000, one_moment=one_moment):
        assert Event.objects.count() == 0
        close_another(desk.payments.pk)

        assert Event.objects.count() == seen


def test_closings_between_its_questions_are_in_none_of_its_numbers(desk: Desk) -> None:
    close_another(desk.payments.pk)

    def busy(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        close_another(desk.payments.pk)
        return answer

    with connection.execute_wrapper(busy):
        found = report(actor=SYSTEM, period=Period.of_days(1))

    by_category = [row.totals.closed for row in found.by_category]
    rated = found.totals.rating_response
    assert rated is not None
    assert {found.totals.closed, rated.closed, sum(day.closed for day in found.by_day), sum(by_category)} == {
        found.totals.closed
    }
    assert Event.objects.count() > found.totals.closed, "There were closings meanwhile."
