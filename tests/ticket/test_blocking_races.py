"""A blocking at the same instant as what it is about: whatever comes first, nothing is lost and nothing stays open."""

from collections.abc import Callable
from functools import partial

import pytest

from apps.delivery.models import Delivery
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services import blocking, closing, labels
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.intake import receive_message
from apps.ticket.services.lifecycle import take_ticket
from core.errors import Refusal
from tests.personas import AZIZA, DILNOZA, JASUR, RUSTAM, Desk
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def defects(outcomes: list[object]) -> list[object]:
    """Return what is neither an answer nor a refusal."""
    return [outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, Refusal)]


def block() -> Callable[[], object]:
    return partial(blocking.block_person, actor=RUSTAM.in_telegram, user_id=AZIZA.user.pk, reason="Spam")


def unblock() -> None:
    blocking.unblock_person(actor=RUSTAM.in_telegram, user_id=AZIZA.user.pk)


def test_a_message_at_the_instant_of_a_blocking_is_told_or_kept(raced_desk: Desk) -> None:
    for number in range(ROUNDS):
        AZIZA.writes("Salom", category=raced_desk.payments)
        words = f"Savol {number}"
        acts: list[Callable[[], object]] = [block(), partial(receive_message, incoming=AZIZA.message(words))]

        assert defects(list(at_once(acts))) == []

        message = Message.objects.get(text=words)
        was_told = Delivery.objects.filter(message_ref=message.pk).exists()
        assert (message.outcome, was_told) in {("stored", True), ("blocked", False)}
        assert not Ticket.objects.open().exists()
        unblock()


def test_two_blockings_at_once_are_one(raced_desk: Desk) -> None:
    for number in range(ROUNDS):
        AZIZA.writes("Salom", category=raced_desk.payments)

        assert defects(list(at_once([block(), block()]))) == []

        assert Event.objects.filter(act="person_blocked").count() == number + 1
        assert AZIZA.notices().count("person_blocked") == number + 1
        unblock()


def test_a_blocking_while_somebody_answers_ends_with_a_closed_ticket(raced_desk: Desk) -> None:
    for number in range(ROUNDS):
        AZIZA.writes("Salom", category=raced_desk.payments)
        pk, words = AZIZA.ticket.pk, f"Javob {number}"
        answer = partial(
            answer_ticket, actor=DILNOZA.in_telegram, ticket_id=pk, content=Content(kind="text", text=words)
        )

        take = partial(take_ticket, actor=JASUR.in_telegram, ticket_id=pk)
        acts: list[Callable[[], object]] = [block(), answer, take]
        outcomes: list[object] = list(at_once(acts))

        assert defects(outcomes) == []
        assert Ticket.objects.get(pk=pk).is_closed
        assert isinstance(outcomes[1], Refusal) != (words in AZIZA.reads())
        unblock()


def test_a_blocking_while_a_colleague_reopens_ends_with_a_closed_ticket(raced_desk: Desk) -> None:
    for _ in range(ROUNDS):
        AZIZA.writes("Salom", category=raced_desk.payments)
        pk = AZIZA.ticket.pk
        closing.close_ticket(actor=DILNOZA.in_telegram, ticket_id=pk)
        reopen = partial(closing.reopen_ticket, actor=DILNOZA.in_telegram, ticket_id=pk)
        own = partial(closing.reopen_ticket, actor=AZIZA.in_telegram, ticket_id=pk)

        acts: list[Callable[[], object]] = [block(), reopen, own]

        assert defects(list(at_once(acts))) == []

        assert not Ticket.objects.open().exists()
        unblock()


def test_the_same_new_tags_at_once_come_to_be_once(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    pk = AZIZA.ticket.pk
    for number in range(ROUNDS):
        names = [f"Qaytarish {number}", f"Muhim {number}"]
        acts = [
            partial(labels.set_tags, actor=DILNOZA.in_telegram, ticket_id=pk, names=names),
            partial(labels.set_tags, actor=JASUR.in_telegram, ticket_id=pk, names=[name.upper() for name in names]),
        ]

        assert defects(list(at_once(acts))) == []

        assert len(Ticket.objects.get(pk=pk).tag_names) == 2
