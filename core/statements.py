"""Bounds how long the database may think about one question."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg2.errorcodes import QUERY_CANCELED

from core.errors import TookTooLong


@contextmanager
def statement_limit(milliseconds: int) -> Iterator[None]:
    """Let no statement in the block run longer; TookTooLong where one did. What the block wrote is rolled back then."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) == QUERY_CANCELED:
            raise TookTooLong from error
        raise
