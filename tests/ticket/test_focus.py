"""Which ticket an admin writes into is kept by the backend, so that a restart sends no word to the wrong person."""

import pytest

from apps.ticket.models import Focus, Message, Ticket
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.focus import current_focus, finish_focus, focus_on
from apps.ticket.services.lifecycle import release_ticket, take_ticket, transfer_ticket
from core.errors import Conflict, NotFound
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, NODIRA, Desk

ANSWER, NOTE = Focus.Mode.ANSWER, Focus.Mode.NOTE


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    return AZIZA.ticket


def test_all_that_is_typed_goes_there_until_done(ticket: Ticket) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)

    assert [DILNOZA.writes(text).outcome for text in ("Salom", "Hozir")] == ["answered", "answered"]
    left = finish_focus(actor=DILNOZA.in_telegram)

    assert left is not None
    assert (left.ticket, left.mode) == (ticket, ANSWER)
    assert DILNOZA.writes("Kimga?").outcome == "held"
    assert AZIZA.reads() == ["Salom", "Hozir"]


def test_the_first_answer_takes_the_ticket_and_not_the_button(ticket: Ticket) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)
    assert AZIZA.ticket.status == Ticket.Status.NEW

    DILNOZA.writes("Salom")
    assert AZIZA.ticket.admin == DILNOZA.admin


def test_done_twice_leaves_nothing(ticket: Ticket) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)
    finish_focus(actor=DILNOZA.in_telegram)

    assert (finish_focus(actor=DILNOZA.in_telegram), current_focus(actor=DILNOZA.in_telegram)) == (None, None)


def test_the_focus_stands_although_every_process_restarts(ticket: Ticket) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=NOTE)

    kept = current_focus(actor=DILNOZA.in_telegram)
    assert kept is not None
    assert (kept.ticket, kept.mode) == (ticket, NOTE)
    assert DILNOZA.writes("Eski mijoz").outcome == "noted"


def test_another_answer_button_moves_the_focus(ticket: Ticket, desk: Desk) -> None:
    BORIS.writes("Привет", category=desk.payments)
    for asker in (AZIZA, BORIS):
        focus_on(actor=DILNOZA.in_telegram, ticket_id=asker.ticket.pk, mode=ANSWER)

    DILNOZA.writes("Здравствуйте")

    assert (AZIZA.reads(), BORIS.reads()) == ([], ["Здравствуйте"])
    assert Focus.objects.count() == 1


def test_a_reply_goes_where_it_points_and_not_where_the_focus_is(ticket: Ticket, desk: Desk) -> None:
    question = BORIS.writes("Привет", category=desk.payments)
    deliver()
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)

    DILNOZA.writes("Здравствуйте", reply_to=DILNOZA.place_of(question))

    assert (AZIZA.reads(), BORIS.reads()) == ([], ["Здравствуйте"])


def test_in_note_mode_a_reply_to_the_same_ticket_is_a_note_and_to_another_an_answer(ticket: Ticket, desk: Desk) -> None:
    question = Message.objects.get(ticket=ticket)
    other = BORIS.writes("Привет", category=desk.payments)
    deliver()
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=NOTE)

    assert DILNOZA.writes("Shubhali", reply_to=DILNOZA.place_of(question)).outcome == "noted"
    assert DILNOZA.writes("Здравствуйте", reply_to=DILNOZA.place_of(other)).outcome == "answered"
    assert AZIZA.reads() == []


def test_a_ticket_that_another_holds_is_asked_about_first(ticket: Ticket) -> None:
    take_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk)

    with pytest.raises(Conflict, match="held_by_other") as refusal:
        focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)
    assert refusal.value.data == {"admin": "Jasur"}

    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER, takeover=True)
    assert AZIZA.ticket.admin == DILNOZA.admin
    assert JASUR.cards()[-1] == "taken"


def test_a_note_needs_no_takeover(ticket: Ticket) -> None:
    take_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk)
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=NOTE)
    DILNOZA.writes("Ehtiyot boʻling")

    assert AZIZA.ticket.admin == JASUR.admin
    assert JASUR.reads()[-1] == "Ehtiyot boʻling"
    assert JASUR.outbox("content")[-1].data["header"]["note"] is True


def test_a_closed_ticket_takes_no_answers_but_notes(ticket: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    with pytest.raises(Conflict, match="ticket_closed"):
        focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=NOTE)


def test_another_categorys_ticket_is_not_theirs_to_know(ticket: Ticket) -> None:
    with pytest.raises(NotFound):
        focus_on(actor=NODIRA.in_telegram, ticket_id=ticket.pk, mode=NOTE)


def test_words_typed_into_a_ticket_that_moved_on_are_kept_and_asked_about(ticket: Ticket, desk: Desk) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    assert DILNOZA.writes("Hozir").outcome == "closed"

    assert AZIZA.reads() == []
    assert DILNOZA.notices()[-1] == "confirm_reopen"


@pytest.mark.parametrize("act", ["release", "transfer"])
def test_who_gives_the_ticket_away_writes_into_it_no_longer(ticket: Ticket, desk: Desk, act: str) -> None:
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)
    if act == "release":
        release_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    else:
        transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, category_id=desk.delivery.pk)

    assert DILNOZA.writes("Kimga?").outcome == "held"
    assert AZIZA.reads() == []


def test_who_was_taken_over_sends_no_word_without_being_asked(ticket: Ticket) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=ANSWER)
    DILNOZA.writes("Salom")
    focus_on(actor=JASUR.in_telegram, ticket_id=ticket.pk, mode=ANSWER, takeover=True)

    assert DILNOZA.writes("Yana bir gap").outcome == "takeover"
    assert AZIZA.reads() == ["Salom"]
