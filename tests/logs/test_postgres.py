"""PostgreSQL's own log: by default an error is told there with the whole statement, and with it what somebody wrote."""

import psycopg2
import pytest

from tests.deploy.compose import services
from tests.services.postgres import a_postgres

WORD = "qizilolma"
TABLE = "CREATE TABLE said (words text PRIMARY KEY, length integer CHECK (length > 0))"
KEPT = f"INSERT INTO said VALUES ('{WORD}', 9)"
# Each of these would be told with somebody's words: as a key, as a row, and as a statement.
WRONG = (
    KEPT,
    f"INSERT INTO said VALUES ('not {WORD}', 0)",
    f"SET statement_timeout = 50; SELECT '{WORD}', pg_sleep(5)",
)


def test_an_error_quotes_nobody_in_the_log_of_make_run() -> None:
    with a_postgres() as postgres:
        connection = psycopg2.connect(postgres.url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            cursor.execute(KEPT)
            for statement in WRONG:
                with pytest.raises(psycopg2.Error):
                    cursor.execute(statement)
        connection.close()
        said = postgres.said()
    assert said.count("ERROR:") == len(WRONG), said
    assert WORD not in said


def test_nor_in_that_of_a_deployment() -> None:
    told = services()["postgres"]["command"]
    assert {"log_min_error_statement=panic", "log_error_verbosity=terse"} <= set(told)
