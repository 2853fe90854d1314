"""PostgreSQL's disk is full: the desk says that it is away for now, and what somebody wrote is brought again."""

from collections.abc import Callable

from django.db import connection

from apps.ticket.models import Message
from tests.doors import Api, wire
from tests.personas import AZIZA, Desk, Persona

# 53100 is PostgreSQL's disk_full.
FULL = """
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON ticket_message EXECUTE FUNCTION no_room();
"""
ROOM = "DROP TRIGGER no_room ON ticket_message"


def test_a_full_database_is_unavailable_and_serves_again_once_there_is_room(
    desk: Desk, api: Callable[[Persona | None], Api]
) -> None:
    body = wire(AZIZA.message("Kim bor?", category=desk.payments))
    with connection.cursor() as cursor:
        cursor.execute(FULL)

    refused = api(None).post("ticket/inbox/", **body)
    assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
    assert not Message.objects.exists()

    with connection.cursor() as cursor:
        cursor.execute(ROOM)
    assert api(None).post("ticket/inbox/", **body).status_code == 201
    assert Message.objects.get().text == "Kim bor?"
