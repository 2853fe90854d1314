"""A pytest plugin: a real PostgreSQL for this run, unless `DATABASE_URL` names one.

It is loaded by `-p`, before pytest-django reads the settings. Each run has a server of its own in a temporary folder,
which its keeper removes however the run ends; the workers of pytest-xdist inherit its address.
"""

import os
import tempfile
from pathlib import Path

import pytest

from launcher.account import readable_by_all
from launcher.keeper import Keeper

ENVIRONMENT = {
    "SECRET_KEY": "a-key-for-tests-only-and-for-nothing-else-at-all-0123456789",
    "API_TOKEN": "a-token-for-tests-only",
}


def _keep_postgres() -> Keeper | None:
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if os.environ.get("DATABASE_URL"):
        return None
    with readable_by_all():
        home = Path(tempfile.mkdtemp(prefix="yordam-tests-"))
    home.chmod(0o755)
    keeper = Keeper(home, "yordam", throwaway=True)
    os.environ["DATABASE_URL"] = keeper.url
    return keeper


_keeper = _keep_postgres()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _keeper is not None:
        _keeper.release()
