"""Fixtures of the API's tests."""

from pathlib import Path

import pytest
from pytest_django import Settings

from core import views
from tests.api.desk import Desk, build_desk


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Keep what the tests store out of the checkout."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture(autouse=True)
def patient_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `/readyz` take as long as a machine needs that is busy with other tests."""
    monkeypatch.setattr(views, "READY_WITHIN", 60.0)


@pytest.fixture
def desk(db: None) -> Desk:
    return build_desk()
