"""A desk with every kind of thing in it, committed, so that other processes see it."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from tests.api.desk import Desk, build_desk
from tests.backup.places import Place, here


@pytest.fixture
def stored(transactional_db: None, settings: Settings, tmp_path: Path) -> Place:
    """Return where the desk is: people, tickets, notes, deliveries, saved replies, and files beside them."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    filled()
    return here(tmp_path / "media")


def filled() -> Desk:
    desk = build_desk()
    default_storage.save("2026/11/ʻsalom ünï.bin", ContentFile(bytes(range(256)) * 5000))
    default_storage.save("empty", ContentFile(b""))
    return desk
