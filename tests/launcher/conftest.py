"""Folders for a PostgreSQL of the test's own.

Making a cluster is the slow part of a first start, so most tests share one, stopped between them; those that are about
the making ask for a bare `folder`, and those that spoil it for a copy.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.account import readable_by_all
from launcher.postgres import Cluster


def _open_folder() -> Path:
    with readable_by_all():
        made = Path(tempfile.mkdtemp(prefix="yordam launcher "))
    made.chmod(0o755)
    return made


@pytest.fixture
def folder() -> Iterator[Path]:
    """Unlike `tmp_path` it can be entered by the account that PostgreSQL drops to; its name has a space."""
    made = _open_folder()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def made_home() -> Iterator[Path]:
    """A server's folder after its first start and stop."""
    home = _open_folder()
    cluster = Cluster(home, throwaway=True)
    cluster.start()
    cluster.stop()
    yield home
    shutil.rmtree(home)


@pytest.fixture
def home(folder: Path, made_home: Path) -> Path:
    """A copy of that folder, with owners and modes as they were."""
    copy = folder / "postgres"
    subprocess.run(["cp", "-a", str(made_home), str(copy)], check=True)
    return copy


@pytest.fixture
def cluster(made_home: Path) -> Iterator[Cluster]:
    """The shared one."""
    made = Cluster(made_home, throwaway=True)
    yield made
    made.stop()


@pytest.fixture
def spoilt(home: Path) -> Iterator[Cluster]:
    """One that the test may spoil."""
    made = Cluster(home, throwaway=True)
    yield made
    made.stop()
