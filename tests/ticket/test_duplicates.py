"""Telegram repeats what was not confirmed: the same message is stored once and answered the same."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.db import transaction

from apps.ticket.models import Message, Ticket
from apps.ticket.services.edits import receive_edit
from apps.ticket.services.intake import Received, receive_message
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, BOT_ID, DILNOZA, EMMA, Desk
from tests.races import at_once


def test_the_same_message_is_stored_once_and_answered_the_same(desk: Desk) -> None:
    incoming = AZIZA.message("Salom", category=desk.payments)

    first, second = AZIZA.receives(incoming), AZIZA.receives(incoming)

    assert (first.is_new, second.is_new) == (True, False)
    assert (first.message, first.message.outcome) == (second.message, second.message.outcome)
    assert Message.objects.count() == 1
    assert (AZIZA.notices(), DILNOZA.reads()) == (["ticket_opened"], ["Salom"])


def test_a_repeated_message_is_answered_as_it_was_although_the_ticket_moved_on(desk: Desk) -> None:
    waiting = AZIZA.message("Salom")
    AZIZA.receives(waiting)
    AZIZA.writes("Toʻlovlar", category=desk.payments)

    again = AZIZA.receives(waiting)

    assert (again.message.outcome, again.message.ticket) == ("waiting", AZIZA.ticket)


def test_a_repeated_answer_reaches_the_user_once(desk: Desk) -> None:
    question = EMMA.writes("Hello", category=desk.payments)
    deliver()
    answer = DILNOZA.message("Good day", reply_to=DILNOZA.place_of(question))

    outcomes = [DILNOZA.receives(answer).message.outcome for _ in range(3)]

    assert outcomes == ["answered"] * 3
    assert EMMA.reads() == ["Good day"]


def test_the_same_ids_of_another_bot_are_another_message(desk: Desk) -> None:
    incoming = AZIZA.message("Salom")
    AZIZA.receives(incoming)
    AZIZA.receives(replace(incoming, source=replace(incoming.source, bot_id=BOT_ID + 1)))

    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_deliveries_of_one_message_at_once_are_one(raced_desk: Desk) -> None:
    for persona in (AZIZA, BORIS, EMMA):
        incoming = persona.message("Salom", category=raced_desk.payments)
        answers = at_once([partial(receive_message, incoming=incoming)] * 8)

        received = [answer for answer in answers if isinstance(answer, Received)]
        assert len(received) == 8, answers
        assert sum(answer.is_new for answer in received) == 1
        assert {(answer.message.pk, answer.message.outcome) for answer in received} == {
            (Message.objects.get(chat_id=persona.telegram_id).pk, "opened")
        }
        assert persona.notices() == ["ticket_opened"]
    assert Ticket.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_message_and_its_edit_at_once_are_one_message_with_the_last_words(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    for number in range(5):
        incoming = AZIZA.message(f"Savol {number}")
        edited = AZIZA.message(f"Savol {number}!", message_id=incoming.source.message_id)
        acts: list[Callable[[], object]] = [
            partial(receive_message, incoming=incoming),
            partial(receive_edit, incoming=edited),
        ]
        outcomes = at_once(acts)

        assert not any(isinstance(outcome, Exception) for outcome in outcomes), outcomes
        with transaction.atomic():
            kept = Message.objects.get(message_id=incoming.source.message_id)
        assert kept.text == f"Savol {number}!"
