"""Either side closes a ticket and the other is told; reopened, it goes back to its last holder where there is one."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.admin.actors import SYSTEM
from apps.admin.services.staff import change_admin, dismiss_admin
from apps.delivery.models import Delivery
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.lifecycle import take_ticket
from core.errors import Conflict, NotFound
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, NODIRA, RUSTAM, Desk, Persona


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    deliver()
    return take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)


def test_closed_by_the_user_the_holder_is_told(ticket: Ticket) -> None:
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert DILNOZA.notice("user_closed")["name"] == "Aziza"
    assert AZIZA.notice("ticket_closed")["by"] == "user"
    assert JASUR.notices() == []


def test_closed_by_the_holder_the_user_is_told(ticket: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert AZIZA.notice("ticket_closed") == {
        "code": "ticket_closed",
        "ticket": ticket.pk,
        "number": ticket.number,
        "by": "admin",
        "can_reopen": True,
        "closing": Event.objects.get(act=Event.Act.CLOSED).pk,
    }
    assert DILNOZA.notices() == []


def test_closed_by_another_admin_both_are_told(ticket: Ticket) -> None:
    close_ticket(actor=RUSTAM.in_telegram, ticket_id=ticket.pk)

    assert DILNOZA.cards()[-1] == "closed"
    assert DILNOZA.outbox("card")[-1].data["by"] == "Rustam"
    assert AZIZA.notice("ticket_closed")["by"] == "admin"


def test_closed_by_a_program_both_are_told(ticket: Ticket) -> None:
    close_ticket(actor=SYSTEM, ticket_id=ticket.pk)

    assert (AZIZA.notice("ticket_closed")["by"], DILNOZA.cards()[-1]) == ("system", "closed")


def test_closed_twice_it_is_told_once(ticket: Ticket) -> None:
    for persona in (AZIZA, AZIZA, DILNOZA):
        close_ticket(actor=persona.in_telegram, ticket_id=ticket.pk)

    assert AZIZA.notices().count("ticket_closed") == 1


def test_the_cards_say_that_it_is_closed(ticket: Ticket) -> None:
    deliver()
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    for admin in (DILNOZA, JASUR):
        facts = admin.outbox(Delivery.Kind.MARK)[-1].data["ticket"]
        assert (facts["status"], facts["actions"]) == ("closed", ["note", "reopen", "show", "block"])


def test_nobody_closes_a_ticket_that_is_not_theirs(ticket: Ticket) -> None:
    BORIS.writes("Привет")
    for stranger in (BORIS, NODIRA):
        with pytest.raises(NotFound):
            close_ticket(actor=stranger.in_telegram, ticket_id=ticket.pk)


def test_reopened_by_the_user_it_goes_back_to_its_holder(ticket: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    AZIZA.writes("Yana ishlamayapti")
    AZIZA.writes("Yordam bering")
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert (AZIZA.ticket.status, AZIZA.ticket.admin) == (Ticket.Status.TAKEN, DILNOZA.admin)
    assert DILNOZA.reads()[-2:] == ["Yana ishlamayapti", "Yordam bering"]
    assert (DILNOZA.cards()[-1], JASUR.cards()[-1]) == ("reopened", "new")
    assert not Message.objects.waiting_of(AZIZA.user).exists()


@pytest.mark.parametrize("loss", ["dismissed", "unbound"])
def test_reopened_after_its_holder_left_it_is_new(ticket: Ticket, desk: Desk, loss: str) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    if loss == "dismissed":
        dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)
    else:
        change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=[])
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert (AZIZA.ticket.status, AZIZA.ticket.admin) == (Ticket.Status.NEW, None)
    assert JASUR.cards()[-1] == "reopened"


def test_reopened_by_the_staff_the_user_is_told_and_nobody_waits(ticket: Ticket) -> None:
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    reopen_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert AZIZA.notices()[-1] == "ticket_reopened"
    assert (AZIZA.ticket.waiting_since, DILNOZA.cards()) == (None, ["new"])


@pytest.mark.parametrize("opener", [DILNOZA, RUSTAM])
def test_reopened_by_the_staff_the_words_that_waited_for_a_choice_move_in(ticket: Ticket, opener: Persona) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    message = AZIZA.writes("Yana ishlamayapti")
    assert (message.outcome, AZIZA.notices()[-1]) == ("waiting", "choose_category")

    reopen_ticket(actor=opener.in_telegram, ticket_id=ticket.pk)

    assert list(AZIZA.ticket.messages.all())[-1] == message
    assert AZIZA.ticket.waiting_since == message.created_at
    assert (DILNOZA.cards()[-1], DILNOZA.reads()[-1]) == ("reopened", "Yana ishlamayapti")


def test_reopened_by_a_colleague_the_loose_answers_of_an_asker_stay_theirs(ticket: Ticket, desk: Desk) -> None:
    DILNOZA.writes("Oyligim qachon?", category=desk.delivery)
    own = close_ticket(actor=NODIRA.in_telegram, ticket_id=DILNOZA.ticket.pk)
    DILNOZA.writes("Aziza, hozir koʻraman")

    reopen_ticket(actor=NODIRA.in_telegram, ticket_id=own.pk)

    assert [message.text for message in own.messages.all()] == ["Oyligim qachon?"]
    assert [message.text for message in Message.objects.waiting_of(DILNOZA.user)] == ["Aziza, hozir koʻraman"]


def test_reopened_by_another_admin_the_holder_is_told(ticket: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    reopen_ticket(actor=RUSTAM.in_telegram, ticket_id=ticket.pk)

    assert DILNOZA.cards()[-1] == "reopened"


def test_the_window_binds_the_user_and_not_the_staff(ticket: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    long_ago = timezone.now() - settings.REOPEN_WINDOW - timedelta(seconds=1)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=long_ago)

    with pytest.raises(Conflict, match="reopen_window_over"):
        reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    reopen_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    assert AZIZA.ticket == ticket


@pytest.mark.parametrize("persona", [AZIZA, DILNOZA])
def test_it_stays_closed_while_the_user_has_another_one_open(ticket: Ticket, desk: Desk, persona: Persona) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    AZIZA.writes("Boshqa savol", category=desk.delivery)

    with pytest.raises(Conflict, match="open_ticket_exists") as refusal:
        reopen_ticket(actor=persona.in_telegram, ticket_id=ticket.pk)
    assert refusal.value.data == {"ticket": AZIZA.ticket.number}
    assert AZIZA.ticket.category == desk.delivery


def test_reopened_twice_it_is_reopened_once(ticket: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    with pytest.raises(Conflict, match="ticket_not_closed"):
        reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    assert AZIZA.notices().count("ticket_reopened") == 1
