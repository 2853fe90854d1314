"""Folders for a PostgreSQL of the test's own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.account import readable_by_all
from launcher.postgres import Cluster


@pytest.fixture
def folder() -> Iterator[Path]:
    """Unlike `tmp_path` it can be entered by the account that PostgreSQL drops to; its name has a space."""
    with readable_by_all():
        made = Path(tempfile.mkdtemp(prefix="yordam launcher "))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    made = Cluster(folder, throwaway=True)
    yield made
    if made.data.exists():
        made.stop()
