"""Bounds how long the database may think about one question, and lets several questions see the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg2.errorcodes import QUERY_CANCELED

from core.errors import TookTooLong

ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def statement_limit(milliseconds: int, *, one_moment: bool = False) -> Iterator[None]:
    """Let no statement in the block run longer; TookTooLong where one did. What the block wrote is rolled back then.

    With `one_moment` everything in the block is read as it stood at its first question. Within somebody else's
    transaction, which has begun to read already, that cannot be had any more.
    """
    is_first = not connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if one_moment and is_first:
                cursor.execute(ONE_MOMENT)
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) == QUERY_CANCELED:
            raise TookTooLong from error
        raise
