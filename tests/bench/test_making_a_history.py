"""A made-up past is drawn from its seed alone, and leaves the database's own promises as they were."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from apps.ticket.models import Ticket
from apps.user.models import TelegramUser
from bench.history.history import NotEmpty, Scale, make_history
from bench.history.rows import COLUMNS

pytestmark = pytest.mark.django_db

LAST = date(2026, 3, 31)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        found = {}
        for table in [*COLUMNS, "staff_admin_categories"]:
            columns = COLUMNS.get(table, "admin_id category_id").replace(" ", ", ")
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2")
            found[table] = cursor.fetchall()
        return found


def made_and_forgotten(scale: Scale) -> dict[str, list[tuple[Any, ...]]]:
    with transaction.atomic():
        make_history(scale)
        found = rows()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_makes_the_same_rows_and_another_does_not() -> None:
    scale = Scale(tickets=60, messages=500, days=30, last=LAST, seed=1)
    first, again = made_and_forgotten(scale), made_and_forgotten(scale)
    other = made_and_forgotten(Scale(tickets=60, messages=500, days=30, last=LAST, seed=2))
    assert first == again
    assert len(first["ticket_message"]) > 400
    assert first["ticket_message"] != other["ticket_message"]


def test_it_goes_into_an_empty_desk_only() -> None:
    TelegramUser.objects.create(telegram_id=1, first_name="Aziza")
    with pytest.raises(NotEmpty):
        make_history(Scale(tickets=10, messages=50, days=10, last=LAST))
    assert not Ticket.objects.exists()


def test_every_index_and_constraint_is_there_again() -> None:
    def definitions() -> tuple[list[Any], list[Any]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
            indexes = cursor.fetchall()
            cursor.execute(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
            )
            return indexes, cursor.fetchall()

    before = definitions()
    with transaction.atomic():
        make_history(Scale(tickets=20, messages=100, days=10, last=LAST))
        after = definitions()
        transaction.set_rollback(True)
    assert after == before
