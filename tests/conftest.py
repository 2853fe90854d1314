"""What all tests share: the desk with its people, and the API as one of them speaks to it."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import override_settings
from pytest_django import Settings

from apps.admin.models import Category
from core import clock, rates
from tests.doors import Api
from tests.lanes import Lanes, in_order
from tests.personas import Desk, Persona, build_desk
from tests.services.databases import template_of

HERE = Path(__file__).parent
# Whatever starts processes or a browser: it waits more than it works, so `make tests` runs three such tests at a time.
BUSY = (HERE / "cluster", HERE / "launcher", HERE / "system")
# A deployment under load wants all of the machine; `make tests` runs this folder last, and nothing beside it.
ALONE = HERE / "serving"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark what is busy and what runs alone; once the rest is chosen, put it in the order in which it begins."""
    for item in items:
        if ALONE in item.path.parents:
            item.add_marker("alone")
        elif _is_busy(item):
            item.add_marker("busy")
    yield
    items[:] = in_order(items)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test that waits leaves its core to another."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Lanes:
    """Let whole lanes go to the workers, in the order of the tests."""
    config.option.loadscopereorder = False
    return Lanes(config, log)


def _is_busy(item: pytest.Item) -> bool:
    named = any(item.get_closest_marker(name) for name in ("browser", "busy", "system"))
    return named or any(folder in item.path.parents for folder in BUSY)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Let each of several workers copy its database: they would all run the same migrations."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        connection.settings_dict["TEST"]["TEMPLATE"] = template_of(os.environ["DATABASE_URL"])


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Let a password cost nothing: in production each is made expensive on purpose."""
    hashers = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("MD5", "PBKDF2")]
    with override_settings(PASSWORD_HASHERS=hashers):
        yield


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
