"""What a row of the queue says: who, how long, what is unread, who looks, and what may be done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from apps.admin.actors import Door, operator
from apps.ticket.models import Message, Ticket, Viewing
from apps.ticket.services import labels
from tests.api.desk import Desk, build_desk, fingerprint
from tests.site.line import PAGE, row_of, shown, waiting
from tests.site.office import rate, seat


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


# ---------------------------------------------------------------- what a row says


def test_a_row_says_who_what_where_and_how_long(office: Desk) -> None:
    ticket = waiting(office.payments, 65, "<b>Evil</b> \u202egnp.exe", last_text="<script>alert(1)</script>")
    page = seat(office.dilnoza).get(PAGE, {"tab": "waiting"}).content.decode()
    for words in ("&lt;b&gt;Evil&lt;/b&gt;", f"#{ticket.number}", "&lt;script&gt;", "1 h 5 min", "Toʻlovlar", "nobody"):
        assert words in page, words
    assert '<bdi class="desk-name">' in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(("minutes", "age"), [(None, ""), (1, "calm"), (29, "calm"), (31, "late"), (121, "overdue")])
def test_a_waiting_time_is_coloured_by_the_desks_reminder(
    minutes: int | None, age: str, office: Desk, settings: Settings
) -> None:
    settings.WAITING_REMINDER = timedelta(minutes=30)
    assert row_of(seat(office.dilnoza), waiting(office.payments, minutes)).age == age


def test_new_words_are_unread_until_ones_own_page_has_shown_them(office: Desk) -> None:
    ticket = waiting(office.payments, 5)
    said = ticket.messages.get()
    client = seat(office.dilnoza)
    assert row_of(client, ticket).is_unread
    Viewing.objects.create(admin=office.rustam, ticket=ticket, seen_at=timezone.now(), read_message=said.pk)
    assert row_of(client, ticket).is_unread
    mine = Viewing.objects.create(admin=office.dilnoza, ticket=ticket, seen_at=timezone.now(), read_message=said.pk)
    assert not row_of(client, ticket).is_unread
    Message.objects.create(ticket=ticket, user=ticket.user, kind="text", text="Yana", created_at=timezone.now())
    assert row_of(client, ticket).is_unread
    Ticket.objects.filter(pk=ticket.pk).update(waiting_since=None)
    assert not row_of(client, ticket).is_unread
    assert mine.read_message == said.pk


def test_a_row_shows_who_else_has_it_open_now(office: Desk) -> None:
    now = timezone.now()
    Viewing.objects.create(admin=office.dilnoza, ticket=office.ticket, seen_at=now)
    Viewing.objects.create(admin=office.rustam, ticket=office.ticket, seen_at=now)
    Viewing.objects.create(admin=office.sardor, ticket=office.ticket, seen_at=now - timedelta(minutes=1))
    assert row_of(seat(office.dilnoza), office.ticket).viewers == ["Rustam"]


def test_a_rating_stands_in_the_list(office: Desk) -> None:
    rate(office, 2)
    assert "★★☆☆☆" in seat(office.rustam).get(PAGE, {"tab": "closed"}).content.decode()


def test_a_new_ticket_is_taken_from_the_list_by_a_form(office: Desk) -> None:
    client = seat(office.dilnoza)
    address = reverse("admin:ticket_ticket_act", args=[office.ticket.pk, "take"])
    assert f'method="post" action="{address}"' in client.get(PAGE).content.decode()
    before = fingerprint()
    assert client.get(address).status_code == 405
    assert fingerprint() == before
    client.post(address)
    office.ticket.refresh_from_db()
    assert office.ticket.admin == office.dilnoza
    assert address not in client.get(PAGE).content.decode()


def test_whoever_asked_reads_no_labels_of_their_own_ticket(office: Desk) -> None:
    actor = operator(office.rustam, Door.SITE)
    labels.set_priority(actor=actor, ticket_id=office.ticket.pk, priority="urgent")
    labels.set_tags(actor=actor, ticket_id=office.ticket.pk, names=["VIP"])
    office.dilnoza.telegram_id = office.aziza.telegram_id
    office.dilnoza.save(update_fields=["telegram_id"])
    client = seat(office.dilnoza)
    row = row_of(client, office.ticket)
    assert (row.priority_name, row.tags, row.may_take) == ("", [], False)
    assert shown(client, tab="all", priority=4) == shown(client, tab="all", tag="VIP") == []
