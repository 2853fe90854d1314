"""What all tests share: the desk with its people, and the API as one of them speaks to it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from apps.admin.models import Category
from core import clock, rates
from tests.doors import Api
from tests.personas import Desk, Persona, build_desk

HERE = Path(__file__).parent
# Folders whose tests share something that takes long to make; elsewhere the tests of a file do.
TOGETHER = (HERE / "report" / "year",)


# Whatever starts processes or a browser: two such tests at a time leave each other enough of a machine.
BUSY = (HERE / "cluster", HERE / "launcher", HERE / "system")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is busy, and tell the workers which of the other tests stay together."""
    for item in items:
        # A test of a whole deployment under load says itself that it wants all of the machine.
        if not item.get_closest_marker("alone") and _is_busy(item):
            item.add_marker("busy")
        folder = next((folder for folder in TOGETHER if folder in item.path.parents), item.path)
        item.add_marker(pytest.mark.xdist_group(str(folder.relative_to(HERE))))


def _is_busy(item: pytest.Item) -> bool:
    named = any(item.get_closest_marker(name) for name in ("browser", "busy", "system"))
    return named or any(folder in item.path.parents for folder in BUSY)


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    """Let no test use up what an actor may ask in the next one."""
    rates.local.forget()


@pytest.fixture(autouse=True)
def any_clock_is_right() -> None:
    """Let a test put the machine's clock where it wants to, and be believed."""
    clock.forget()


@pytest.fixture
def desk(db: None) -> Desk:
    """Two categories and their staff, in a database that is rolled back."""
    return build_desk()


@pytest.fixture
def raced_desk(transactional_db: None) -> Desk:
    """The same in a database that threads share: everything is committed, and emptied afterwards."""
    return build_desk()


@pytest.fixture
def single(desk: Desk) -> Category:
    """Only one category is active: it is chosen without asking."""
    Category.objects.exclude(pk=desk.payments.pk).update(is_active=False)
    return desk.payments


@pytest.fixture
def stored_files(settings: Settings, tmp_path: Path) -> Path:
    """Keep the bytes of this test in a folder of its own; return it."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def api() -> Callable[[Persona | None], Api]:
    """The API with the service's token: for a person, or for the service itself."""
    return lambda persona: Api(token=django_settings.API_TOKEN, persona=persona)
