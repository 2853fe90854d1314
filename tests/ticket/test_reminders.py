"""A ticket that waits longer than the setting is announced once more, once for each waiting."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.delivery.services.enqueue import set_reachability
from apps.ticket.models import Event, Ticket
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.lifecycle import take_ticket
from apps.ticket.services.reminders import announce_overdue
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, Desk


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    return AZIZA.ticket


def _waits(span: timedelta) -> None:
    now = timezone.now()
    Ticket.objects.filter(waiting_since__isnull=False).update(waiting_since=now - span)
    Ticket.objects.filter(reminded_at__isnull=False).update(reminded_at=now - span / 2)


LONG = settings.WAITING_REMINDER + timedelta(seconds=1)


def test_before_the_time_nothing_is_said(ticket: Ticket) -> None:
    _waits(settings.WAITING_REMINDER - timedelta(seconds=30))

    assert (announce_overdue(), DILNOZA.cards()) == (0, ["new"])


def test_a_new_ticket_is_announced_to_everybody_once_more(ticket: Ticket) -> None:
    _waits(LONG)

    assert [announce_overdue() for _ in range(3)] == [1, 0, 0]
    assert DILNOZA.cards() == JASUR.cards() == ["new", "waiting"]
    assert Event.objects.filter(act=Event.Act.REMINDED).count() == 1


def test_a_taken_ticket_is_announced_to_its_holder(ticket: Ticket) -> None:
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    _waits(LONG)
    announce_overdue()

    assert (DILNOZA.cards(), JASUR.cards()) == (["new", "waiting"], ["new"])


def test_where_the_holder_blocked_the_bot_the_category_hears_instead(ticket: Ticket) -> None:
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    set_reachability(chat_id=DILNOZA.telegram_id, reachable=False)
    _waits(LONG)
    announce_overdue()

    assert JASUR.cards() == ["new", "waiting"]


def test_a_new_waiting_is_announced_again(ticket: Ticket) -> None:
    _waits(LONG)
    announce_overdue()
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Hozir"))
    _waits(LONG)
    assert announce_overdue() == 0

    AZIZA.writes("Qachon?")
    Ticket.objects.update(reminded_at=timezone.now() - 3 * LONG, waiting_since=timezone.now() - LONG)
    assert announce_overdue() == 1


def test_a_closed_ticket_waits_for_nobody(ticket: Ticket) -> None:
    _waits(LONG)
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert announce_overdue() == 0


def test_many_are_announced_in_the_order_of_their_opening(ticket: Ticket, desk: Desk) -> None:
    BORIS.writes("Привет", category=desk.payments)
    _waits(LONG)

    assert announce_overdue() == 2
    reminded = [row.ticket_ref for row in DILNOZA.outbox("card") if row.data["reason"] == "waiting"]
    assert reminded == [AZIZA.ticket.pk, BORIS.ticket.pk]
