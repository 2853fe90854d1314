"""The year, played once for all tests of this folder, which only read it."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.report.year.oracle import Oracle
from tests.report.year.story import Year, play

Oracles = Callable[[str], Oracle]


@pytest.fixture(scope="package")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    """A played year, the clock at its end, in a transaction that is rolled back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        played = play()
        # Once for all: else each test would check the keys of all these rows anew when it ends.
        connection.check_constraints()
        with played.clock.running():
            yield played
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def oracles(year: Year) -> Oracles:
    """The oracle of the year as seen from a time zone."""
    return cache(lambda zone: Oracle(year.desk.log, zone))
