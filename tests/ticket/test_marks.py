"""The cards in the admins' chats say how the ticket stands, whoever changed it."""

import pytest

from apps.delivery.models import Delivery
from apps.ticket.models import Ticket
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.history import show_ticket
from apps.ticket.services.lifecycle import release_ticket, take_ticket
from tests.courier import deliver, lease
from tests.personas import AZIZA, DILNOZA, JASUR, Desk


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    return AZIZA.ticket


def test_a_card_that_still_waits_is_changed_in_place(ticket: Ticket) -> None:
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert JASUR.outbox(Delivery.Kind.MARK) == []
    assert JASUR.outbox("card")[0].data["ticket"]["status"] == "taken"


def test_a_card_that_is_being_sent_is_changed_afterwards(ticket: Ticket) -> None:
    lease()
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    [mark] = JASUR.outbox(Delivery.Kind.MARK)
    assert mark.target == JASUR.outbox("card")[0]


def test_only_the_last_card_of_a_chat_is_brought_up_to_date(ticket: Ticket) -> None:
    show_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk)
    deliver()
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    [mark] = JASUR.outbox(Delivery.Kind.MARK)
    assert mark.target == JASUR.outbox("card")[-1]


def test_every_change_marks_every_chat(ticket: Ticket) -> None:
    deliver()
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    release_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert [row.data["ticket"]["status"] for row in DILNOZA.outbox(Delivery.Kind.MARK)] == ["taken", "new", "closed"]
    deliver()
    last = [row.data["ticket"]["status"] for row in JASUR.outbox(Delivery.Kind.MARK, Delivery.Kind.CARD)]
    assert last[-1] == "closed"


def test_buttons_are_those_of_the_reader(ticket: Ticket) -> None:
    deliver()
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert "release" in DILNOZA.outbox(Delivery.Kind.MARK)[0].data["ticket"]["actions"]
    assert "release" not in JASUR.outbox(Delivery.Kind.MARK)[0].data["ticket"]["actions"]


def test_the_words_inside_a_card_stay_when_it_is_marked(ticket: Ticket) -> None:
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert JASUR.reads() == ["Salom"]
