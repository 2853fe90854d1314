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
from tests.services.databases import OWN_SERVER

EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"
ENVIRONMENT = {
    "SECRET_KEY": "a-key-for-tests-only-and-for-nothing-else-at-all-0123456789",
    "API_TOKEN": "a-token-for-tests-only-and-nothing-else",
}


def _keep_postgres() -> Keeper | None:
    for line in EXAMPLE.read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            # What is in the environment, be it empty, wins over the `.env` that this machine may have.
            os.environ.setdefault(line.partition("=")[0], "")
    os.environ.update({name: value for name, value in ENVIRONMENT.items() if not os.environ[name]})
    if os.environ.get("DATABASE_URL"):
        return None
    with readable_by_all():
        home = Path(tempfile.mkdtemp(prefix="yordam-tests-"))
    home.chmod(0o755)
    keeper = Keeper(home, "yordam", throwaway=True)
    os.environ["DATABASE_URL"] = os.environ[OWN_SERVER] = keeper.url
    return keeper


_keeper = _keep_postgres()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _keeper is not None:
        _keeper.release()
