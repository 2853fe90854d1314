"""A small made-up past for the tests of a file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from bench.history.history import Scale, make_history

SMALL = Scale(tickets=400, messages=4000, days=30, last=date(2026, 3, 31), seed=7)


@pytest.fixture(scope="module")
def past(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scale]:
    """One small past for all tests of a file; afterwards the database is as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_history(SMALL)
        yield SMALL
        transaction.set_rollback(True)
