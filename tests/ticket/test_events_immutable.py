"""An event is what was: the database refuses to change or to delete one, whoever asks and however."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError, RestrictedError
from psycopg2.errorcodes import RESTRICT_VIOLATION

from apps.admin.models import Admin, Category
from apps.ticket.models import Event
from apps.user.models import TelegramUser
from tests.api.desk import fingerprint
from tests.personas import Desk
from tests.ticket.events.rows import Scene, build_scene


def _event() -> Event:
    return Event.objects.filter(act=Event.Act.ANSWERED).latest("pk")


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _save() -> None:
    event = _event()
    event.door = "system"
    event.save()


def _bulk_update() -> None:
    events = list(Event.objects.all())
    for event in events:
        event.act = Event.Act.CLOSED
    Event.objects.bulk_update(events, ["act"])


def _overwrite() -> None:
    """An insert that would rather change the row that is there."""
    _sql("INSERT INTO ticket_event (id, act, door, changes, data, message_count, created_at) "
         f"SELECT id, act, door, changes, data, 9, created_at FROM ticket_event WHERE id = {_event().pk} "
         "ON CONFLICT (id) DO UPDATE SET message_count = 9")  # fmt: skip


WAYS: dict[str, Callable[[], object]] = {
    "save": _save,
    "save of one column": lambda: Event(pk=_event().pk, message_count=9).save(update_fields=["message_count"]),
    "delete": lambda: _event().delete(),
    "update of some": lambda: Event.objects.filter(act=Event.Act.OPENED).update(door="system"),
    "update of all": lambda: Event.objects.update(message_count=0),
    "bulk update": _bulk_update,
    "delete of all": lambda: Event.objects.all().delete(),
    "fast delete": lambda: Event.objects.all()._raw_delete("default"),
    "sql update": lambda: _sql("UPDATE ticket_event SET created_at = now()"),
    "sql update to what it is": lambda: _sql("UPDATE ticket_event SET id = id"),
    "sql delete": lambda: _sql("DELETE FROM ticket_event"),
    "sql delete by join": lambda: _sql("DELETE FROM ticket_event USING ticket_ticket WHERE ticket_id IS NOT NULL"),
    "sql upsert": _overwrite,
}


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return build_scene(desk)


@pytest.mark.parametrize("way", WAYS)
def test_an_event_is_neither_changed_nor_deleted(scene: Scene, way: str) -> None:
    before = fingerprint()

    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        WAYS[way]()

    assert getattr(refusal.value.__cause__, "pgcode", None) == RESTRICT_VIOLATION
    assert fingerprint() == before


def test_the_owner_of_the_table_is_refused_as_well(scene: Scene) -> None:
    """Privileges would not do: an owner, and the superuser whom this run is, has them all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'ticket_event'")
        assert cursor.fetchone() == (True,)

    with pytest.raises(DatabaseError, match="events are immutable"), transaction.atomic():
        _sql("DELETE FROM ticket_event")


@pytest.mark.parametrize("model", [Admin, Category, TelegramUser])
def test_whom_an_event_names_is_not_deleted(scene: Scene, model: type[Admin | Category | TelegramUser]) -> None:
    before = fingerprint()

    with pytest.raises((ProtectedError, RestrictedError)):
        model._default_manager.all().delete()

    assert fingerprint() == before


@pytest.mark.parametrize("table", ["staff_admin", "staff_category", "ticket_ticket", "user_telegramuser"])
def test_sql_deletes_nobody_whom_an_event_names(scene: Scene, table: str) -> None:
    with suppress(DatabaseError), transaction.atomic():
        _sql(f"DELETE FROM {table}")
        _sql("SET CONSTRAINTS ALL IMMEDIATE")

    assert Event.objects.filter(act=Event.Act.ANSWERED, admin__isnull=False, ticket=scene.ticket).count() == 1


def test_what_is_written_later_is_written_still(scene: Scene) -> None:
    count = Event.objects.count()
    with suppress(DatabaseError), transaction.atomic():
        Event.objects.all().delete()

    Event.objects.create(act=Event.Act.NOTED, door="system")

    assert Event.objects.count() == count + 1
