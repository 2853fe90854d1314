"""Every service that changes something writes exactly the events of its row; refused or rolled back, it writes none."""

import ast
import importlib
import inspect
import pkgutil
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction

import apps
from apps.admin.actors import Actor, Door
from apps.ticket.models import Event
from core.errors import Refusal
from tests.api.desk import fingerprint
from tests.personas import STAFF, Desk
from tests.ticket.events.found import changing_commands, changing_services
from tests.ticket.events.rows import Row, Scene, build_scene, last_event, written_since
from tests.ticket.events.silent import SILENT, STEP
from tests.ticket.events.table import ROWS

IN_TABLE = {row.service for row in ROWS}
# They are Django's own, or stand where the actor is found: the code is not read for them.
NOT_SERVICES = {"django: createsuperuser", "django: changepassword", "apps.admin.actors.admin_of"}
# The site's own doors, which have a file of their own: tests/admin/test_signing_in.py.
AT_THE_DOOR = {Event.Act.SIGNED_OUT, Event.Act.SIGN_IN_FAILED}


class Interrupted(Exception):
    """Something went wrong after the act, in the same transaction."""


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return build_scene(desk)


def test_every_service_that_changes_something_has_a_row_or_a_reason() -> None:
    found = changing_services() | changing_commands()

    assert found - NOT_SERVICES == (IN_TABLE - NOT_SERVICES) | SILENT.keys()
    assert not IN_TABLE & SILENT.keys()
    assert NOT_SERVICES <= IN_TABLE


def test_every_kind_of_event_is_written_by_a_row() -> None:
    written = {kind for row in ROWS for kind in row.kinds}

    assert written | AT_THE_DOOR == set(Event.Act)


def test_a_step_is_called_by_services_only() -> None:
    steps = {name.rpartition(".")[2] for name, reason in SILENT.items() if reason == STEP}
    doors = [info.name for info in pkgutil.walk_packages(apps.__path__, "apps.") if _is_a_door(info.name)]

    used = {(door, name) for door in doors for name in _names_in(door) & steps}

    assert used == set()
    assert "apps.ticket.views.tickets" in doors


def _is_a_door(name: str) -> bool:
    return any(part in {"views", "admin", "urls", "commands"} for part in name.split(".")[2:])


def _names_in(module: str) -> set[str]:
    tree = ast.parse(Path(inspect.getfile(importlib.import_module(module))).read_text())
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_act_writes_just_its_events_and_rolled_back_none(scene: Scene, row: Row) -> None:
    row.prepare(scene)
    state = fingerprint()

    for actor in row.actors():
        written = _written_by(row, scene, actor)
        assert Counter(event.act for event in written) == row.kinds
        for event in written:
            assert _author_of(event) == _due_author(row, event, actor)

    assert fingerprint() == state


def _written_by(row: Row, scene: Scene, actor: Actor) -> list[Event]:
    """Return the events that the act writes in a transaction that something ends afterwards."""
    before = last_event()
    written: list[Event] = []
    with suppress(Interrupted), transaction.atomic():
        row.act(scene, actor)
        written += written_since(before)
        raise Interrupted
    assert written_since(before) == []
    return written


def _author_of(event: Event) -> tuple[str, int | None, int | None]:
    """Return the door, and the Telegram ids of the admin and the person."""
    admin, user = event.admin, event.user
    return event.door, admin.telegram_id if admin else None, user.telegram_id if user else None


def _due_author(row: Row, event: Event, actor: Actor) -> tuple[str, int | None, int | None]:
    """Return whose act it has to be: an admin's, a person's, or nobody's where the desk or the service did it."""
    if event.act in row.by_the_desk.split():
        return Door.SYSTEM, None, None
    if row.by is None or actor.is_service:
        return actor.door, None, None
    is_asker = event.ticket is not None and event.ticket.user.telegram_id == row.by.telegram_id
    if row.by in STAFF and not is_asker:
        return actor.door, row.by.telegram_id, None
    return actor.door, None, row.by.telegram_id


@pytest.mark.parametrize("row", [row for row in ROWS if row.refused], ids=str)
def test_a_refused_act_changes_nothing_at_all(scene: Scene, row: Row) -> None:
    assert row.refused is not None
    row.prepare(scene)
    state = fingerprint()

    with pytest.raises(Refusal):
        row.refused(scene)

    assert fingerprint() == state
