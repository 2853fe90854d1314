"""The database of a made-up past: one of its own beside the desk's, or the one that DATABASE_URL names."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.account import readable_by_all
from launcher.keeper import Keeper
from launcher.postgres import home_under

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "history"


@contextmanager
def the_history() -> Iterator[None]:
    """Connect Django to that database, migrated; it lies under `.data/` and stays there afterwards."""
    keeper = None if os.environ.get("DATABASE_URL") else Keeper(_home(), NAME)
    try:
        if keeper:
            os.environ["DATABASE_URL"] = keeper.url
        for name in ("SECRET_KEY", "API_TOKEN"):
            # Nobody signs in here, so that what is made now need not be kept.
            os.environ[name] = os.environ.get(name) or secrets.token_urlsafe(48)
        os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings"
        _migrate()
        yield
    finally:
        if keeper:
            _disconnect()
            keeper.release()


def _home() -> Path:
    data = ROOT / ".data"
    with readable_by_all():
        # Anybody may pass through, as PostgreSQL's account must; nobody else sees what there is.
        data.mkdir(mode=0o711, exist_ok=True)
    return home_under(data)


def _migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _disconnect() -> None:
    from django.db import connection

    connection.close()
