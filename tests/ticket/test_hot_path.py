"""What happens most must cost least: a user's message into an open ticket, and the lists."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.ticket.models import Ticket
from apps.ticket.services.lifecycle import take_ticket
from tests.courier import deliver
from tests.doors import Api, wire
from tests.personas import AZIZA, DILNOZA, RUSTAM, Desk, Persona, photo


def _cost(call: Callable[[], object]) -> int:
    """Return how many queries a call makes; savepoints stand in for the request's own transaction."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len([query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("kind", ["text", "photo"])
def test_a_message_into_a_taken_ticket_costs_eleven_plain_queries_at_most(
    desk: Desk, api: Callable[[Persona | None], Api], kind: str
) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    deliver()
    service = api(None)
    body = wire(AZIZA.message("Kim bor?", kind=kind, media=photo() if kind == "photo" else None))
    answers = []

    with CaptureQueriesContext(connection) as captured:
        answers.append(service.post("ticket/inbox/", **body))

    asked = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert (answers[0].status_code, answers[0].json()["outcome"]) == (201, "stored")
    assert len(asked) <= (11 if kind == "text" else 12)
    # Building a question that joins what a ticket shows costs more than asking it.
    assert not [sql for sql in asked if " JOIN " in sql]


PATHS = [
    "ticket/tickets/",
    "ticket/tickets/?box=new",
    "ticket/tickets/?box=waiting",
    "ticket/tickets/?search=Salom",
    "ticket/messages/",
    "user/users/",
    "admin/admins/",
    "admin/categories/",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_list_of_many_costs_no_more_than_a_list_of_few(
    desk: Desk, api: Callable[[Persona | None], Api], path: str
) -> None:
    client = api(RUSTAM)
    _ask(desk, 2, first=7000)
    client.get(path)
    few = _cost(lambda: client.get(path))
    _ask(desk, 5, first=8000)

    many = _cost(lambda: client.get(path))

    assert many <= few
    assert client.get(path).status_code == 200


def _ask(desk: Desk, people: int, *, first: int) -> None:
    for number in range(people):
        asker = Persona(first + number, f"Salom {number}", "uz")
        asker.writes("Salom", category=desk.payments)
        asker.writes("Mana", kind="photo", media=photo(str(first + number)))
    for ticket in Ticket.objects.filter(status=Ticket.Status.NEW)[:1]:
        take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
