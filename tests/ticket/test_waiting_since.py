"""`waiting_since` is the user's first message that nobody has answered: kept, not computed."""

import pytest

from apps.ticket.models import Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket, open_ticket
from apps.ticket.services.lifecycle import release_ticket, take_ticket, transfer_ticket
from apps.ticket.services.pending import choose_category
from tests.personas import AZIZA, DILNOZA, JASUR, Desk

TEXT = Content(kind="text", text="Hozir")


@pytest.fixture
def first(desk: Desk) -> Message:
    return AZIZA.writes("Salom", category=desk.payments)


def test_the_first_message_begins_it_and_the_next_do_not_move_it(first: Message) -> None:
    AZIZA.writes("Kim bor?")

    assert AZIZA.ticket.waiting_since == first.created_at


def test_words_written_before_the_category_was_chosen_count(desk: Desk) -> None:
    first = AZIZA.writes("Salom")
    AZIZA.writes("Kim bor?")
    choose_category(actor=AZIZA.in_telegram, category_id=desk.payments.pk)

    assert AZIZA.ticket.waiting_since == first.created_at


def test_an_answer_ends_it_and_the_next_question_begins_it_anew(first: Message) -> None:
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT)
    assert AZIZA.ticket.waiting_since is None

    again = AZIZA.writes("Rahmat, yana bir savol")
    assert AZIZA.ticket.waiting_since == again.created_at


def test_neither_a_note_nor_a_change_of_hands_ends_it(first: Message, desk: Desk) -> None:
    ticket = AZIZA.ticket
    add_note(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=TEXT)
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    release_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    transfer_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk, category_id=desk.delivery.pk)

    assert AZIZA.ticket.waiting_since == first.created_at


def test_an_edit_moves_nothing(first: Message) -> None:
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT)
    AZIZA.edits(first, "Salom!")

    assert AZIZA.ticket.waiting_since is None


def test_closing_ends_it(first: Message) -> None:
    ticket = close_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk)

    assert Ticket.objects.get(pk=ticket.pk).waiting_since is None


def test_who_reopens_waits_again_since_their_first_new_word(first: Message) -> None:
    ticket = close_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    again = AZIZA.writes("Ishlamadi")
    AZIZA.writes("Kim bor?")
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert AZIZA.ticket.waiting_since == again.created_at


def test_who_reopens_without_a_word_waits_from_that_moment(first: Message) -> None:
    ticket = close_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert AZIZA.ticket.waiting_since == AZIZA.ticket.reopened_at


def test_a_ticket_opened_without_words_waits_for_nobody_yet(desk: Desk) -> None:
    AZIZA.writes("x")
    Message.objects.all().delete()
    open_ticket(actor=AZIZA.in_telegram, user_id=AZIZA.user.pk, category_id=desk.payments.pk)

    assert AZIZA.ticket.waiting_since is None
