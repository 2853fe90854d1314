"""Transaction pooling: a connection is somebody else's after each transaction, so nothing of ours may stay on it."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.deploy.compose import environment
from tests.services.pgbouncer import Pgbouncer
from tests.services.postgres import a_postgres
from tests.system.processes import ROOT

SETTINGS = ROOT / "deploy" / "pgbouncer" / "pgbouncer.ini"
# What lasts longer than a transaction. `set_config(…, true)` and SET TRANSACTION end with it.
LASTING = re.compile(
    r"pg_(?:try_)?advisory_lock|\bLISTEN\b|\bCREATE TEMP|\bPREPARE\b|WITH HOLD|\bSET SESSION|set_config\([^)]*false\)"
    r"|\.iterator\("
)


def test_nothing_of_the_backend_stays_on_a_connection() -> None:
    """`.iterator()` would fetch all at once there: a cursor of the transaction is asked for by `chunked_cursor`."""
    files = [
        file for part in ("apps", "core") for file in (ROOT / part).rglob("*.py") if "migrations" not in file.parts
    ]
    found = [f"{file.relative_to(ROOT)}: {match[0]}" for file in files for match in LASTING.finditer(file.read_text())]
    assert found == []


def test_the_pooler_gives_a_connection_for_one_transaction() -> None:
    settings = dict(re.findall(r"^(\w+) = (.*)$", SETTINGS.read_text(), re.MULTILINE))
    assert settings["pool_mode"] == "transaction"
    assert settings["auth_type"] == "scram-sha-256"
    assert environment("web")["DATABASE_POOLED"] == "yes"
    threads = 2 * 2 * 3
    assert int(settings["max_client_conn"]) > threads * 10


@pytest.fixture
def pooler() -> Iterator[Pgbouncer]:
    folder = Path(tempfile.mkdtemp(prefix="yordam-pooling-"))
    folder.chmod(0o755)
    with a_postgres() as postgres:
        pooler = Pgbouncer(folder, postgres.url)
        pooler.start()
        yield pooler
        pooler.kill()
    shutil.rmtree(folder)


def test_many_clients_share_few_connections(pooler: Pgbouncer) -> None:
    clients = [psycopg2.connect(pooler.url) for _ in range(60)]
    assert len({_server_of(client) for client in clients}) <= 25
    for client in clients:
        client.close()


def test_only_the_desk_comes_in_and_only_to_its_own_database(pooler: Pgbouncer) -> None:
    with pytest.raises(psycopg2.OperationalError, match=r"password|SASL"):
        psycopg2.connect(pooler.url, password="guessed")
    with pytest.raises(psycopg2.OperationalError, match="no such database"):
        psycopg2.connect(pooler.url, dbname="postgres")


def _server_of(client: "psycopg2.extensions.connection") -> int:
    """The process of PostgreSQL that serves this transaction."""
    with client, client.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found: int = cursor.fetchone()[0]
        return found
