"""An open list of tickets goes on by itself, and costs the same however many rows it has."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.admin.actors import Door, operator
from apps.admin.models import Admin
from apps.ticket.models import Message, Ticket, Viewing
from apps.ticket.services import labels, lifecycle
from apps.ticket.services.queue import COUNTED
from apps.user.models import TelegramUser
from tests.api.desk import Desk, build_desk, close
from tests.site.line import LIVE, PAGE, shown, waiting
from tests.site.office import seat


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


# ---------------------------------------------------------------- it goes on by itself


def test_the_page_is_told_only_what_changed(office: Desk) -> None:
    client = seat(office.dilnoza)
    first = client.get(LIVE, {"tab": "new"})
    etag = first.headers["ETag"]
    assert [row["id"] for row in first.json()["rows"]] == [f"ticket-{office.ticket.pk}"]
    again = client.get(LIVE, {"tab": "new"}, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    came = waiting(office.payments, 5)
    changed = client.get(LIVE, {"tab": "new"}, headers={"if-none-match": etag}).json()
    assert [row["id"] for row in changed["rows"]] == [f"ticket-{came.pk}", f"ticket-{office.ticket.pk}"]
    assert (changed["counts"]["new"], changed["waiting"]) == ("2", "1")
    assert changed["rows"][1]["hash"] == first.json()["rows"][0]["hash"]


def test_the_etag_changes_with_everything_that_a_row_shows(office: Desk) -> None:
    client, actor = seat(office.dilnoza), operator(office.rustam, Door.SITE)
    Ticket.objects.filter(pk=office.ticket.pk).update(waiting_since=timezone.now())
    seen = {client.get(LIVE, {"tab": "all"}).headers["ETag"]}

    def happened() -> None:
        etag = client.get(LIVE, {"tab": "all"}).headers["ETag"]
        assert etag not in seen
        seen.add(etag)

    labels.set_priority(actor=actor, ticket_id=office.ticket.pk, priority="high")
    happened()
    labels.set_tags(actor=actor, ticket_id=office.ticket.pk, names=["VIP"])
    happened()
    Viewing.objects.create(admin=office.rustam, ticket=office.ticket, seen_at=timezone.now())
    happened()
    read = Message.objects.latest("pk").pk
    Viewing.objects.create(admin=office.dilnoza, ticket=office.ticket, seen_at=timezone.now(), read_message=read)
    happened()
    Ticket.objects.filter(pk=office.ticket.pk).update(waiting_since=timezone.now() - timedelta(days=1))
    happened()
    TelegramUser.objects.filter(pk=office.aziza.pk).update(first_name="Azizabonu")
    happened()
    lifecycle.take_ticket(actor=actor, ticket_id=office.ticket.pk)
    happened()
    close(office)
    happened()


def test_the_same_rows_in_another_language_are_another_answer(office: Desk) -> None:
    etags = {seat(office.dilnoza, language).get(LIVE).headers["ETag"] for language in ("uz", "ru", "en")}
    assert len(etags) == 3


# ---------------------------------------------------------------- what it costs


@pytest.mark.parametrize("address", [PAGE, LIVE])
def test_the_number_of_questions_does_not_grow_with_the_rows(address: str, office: Desk) -> None:
    client, actor = seat(office.rustam), operator(office.rustam, Door.SITE)

    def fill(count: int) -> None:
        for number in range(count):
            ticket = waiting(office.delivery, number, f"Kim {number}")
            labels.set_tags(actor=actor, ticket_id=ticket.pk, names=[f"teg{number}"])
            Viewing.objects.create(admin=office.kamola, ticket=ticket, seen_at=timezone.now())

    def cost() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address, {"tab": "waiting"}).status_code == 200
        return len(questions)

    fill(3)
    few = cost()
    fill(27)
    assert len(shown(client, tab="waiting")) == 30
    assert cost() == few
    assert COUNTED == 1_000


def test_only_the_staff_is_told_what_changed(office: Desk) -> None:
    stranger = Client().get(LIVE, headers={"accept": "application/json"})
    assert stranger.status_code in {302, 401}
    assert b"Aziza" not in stranger.content
    dismissed: Admin = office.sardor
    assert seat(dismissed).get(LIVE).status_code in {302, 401}
