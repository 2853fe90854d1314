"""Many acts at the same instant: the database decides, not luck."""

from collections.abc import Callable
from functools import partial

import pytest

from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket, open_ticket
from apps.ticket.services.intake import receive_message
from apps.ticket.services.lifecycle import take_ticket
from apps.ticket.services.pending import choose_category
from core.errors import Conflict
from tests.courier import deliver, lease
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, JASUR, Desk, Persona, known
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_sixty_four_first_messages_at_the_same_instant_open_one_ticket(raced_desk: Desk) -> None:
    raced_desk.delivery.delete()
    acts = [partial(receive_message, incoming=AZIZA.message(f"Savol {number}")) for number in range(64)]

    outcomes = at_once(acts)

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Ticket.objects.count() == 1
    assert AZIZA.ticket.messages.count() == 64
    assert AZIZA.notices() == ["ticket_opened"]
    assert sorted(DILNOZA.reads()) == sorted(f"Savol {number}" for number in range(64))
    assert DILNOZA.reads() == [message.text for message in AZIZA.ticket.messages.all()]


def test_two_admins_who_take_a_hundred_tickets_at_once_make_a_hundred_winners(raced_desk: Desk) -> None:
    tickets = [_asked(number, raced_desk) for number in range(100)]

    def take_all(persona: Persona) -> list[str]:
        actor, results = persona.in_telegram, []
        for ticket in tickets:
            try:
                take_ticket(actor=actor, ticket_id=ticket.pk)
                results.append("won")
            except Conflict as refusal:
                results.append(refusal.code)
        return results

    dilnoza, jasur = at_once([partial(take_all, DILNOZA), partial(take_all, JASUR)])

    assert isinstance(dilnoza, list), dilnoza
    assert isinstance(jasur, list), jasur
    assert [sorted(pair) for pair in zip(dilnoza, jasur, strict=True)] == [["already_taken", "won"]] * 100
    assert Ticket.objects.filter(status="taken", admin__isnull=False).count() == 100
    assert Event.objects.filter(act=Event.Act.TAKEN).count() == 100


def test_a_choice_pressed_twice_at_once_opens_one_ticket(raced_desk: Desk) -> None:
    AZIZA.writes("Salom")
    choose = partial(choose_category, actor=AZIZA.in_telegram, category_id=raced_desk.payments.pk)

    outcomes = at_once([choose] * 6)

    assert (
        sorted(str(item["outcome"]) for item in outcomes if isinstance(item, dict)) == ["opened"] + ["ticket_open"] * 5
    )
    assert Ticket.objects.count() == 1


def test_a_second_ticket_through_another_door_at_once_is_refused(raced_desk: Desk) -> None:
    user = known(BORIS)
    actor = BORIS.in_telegram
    opening = partial(open_ticket, actor=actor, user_id=user.pk, category_id=raced_desk.payments.pk, text="Привет")

    outcomes = at_once([opening] * 6)

    refused = [item.code for item in outcomes if isinstance(item, Conflict)]
    assert refused == ["open_ticket_exists"] * 5
    assert Ticket.objects.count() == 1


def test_reopening_and_a_new_message_at_once_leave_one_open_ticket(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    for round_number in range(5):
        ticket = close_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk)
        actor = AZIZA.in_telegram
        message = AZIZA.message(f"Yana {round_number}", category=raced_desk.delivery)
        acts: list[Callable[[], object]] = [
            partial(reopen_ticket, actor=actor, ticket_id=ticket.pk),
            partial(receive_message, incoming=message),
        ]
        at_once(acts)
        assert Ticket.objects.open().count() == 1
        assert Message.objects.get(text=f"Yana {round_number}").ticket == AZIZA.ticket


def test_answers_of_two_admins_at_once_have_one_holder(raced_desk: Desk) -> None:
    ticket = _asked(1, raced_desk)
    answers = [
        partial(answer_ticket, actor=persona.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Ha"))
        for persona in (DILNOZA, JASUR)
    ]

    outcomes = at_once(answers)

    assert [item.code for item in outcomes if isinstance(item, Conflict)] == ["held_by_other"]
    assert ticket.messages.exclude(admin=None).count() == 1


@pytest.mark.parametrize("is_delivered", [False, True], ids=["cards-waiting", "cards-sent"])
def test_tickets_that_share_their_staff_move_at_once_without_waiting_in_a_circle(
    raced_desk: Desk, is_delivered: bool
) -> None:
    tickets = [_asked(number, raced_desk) for number in range(12)]
    for number, ticket in enumerate(tickets):
        take_ticket(actor=(DILNOZA, JASUR)[number % 2].in_telegram, ticket_id=ticket.pk)
    if is_delivered:
        deliver()
    other_holder = [(JASUR, DILNOZA)[number % 2].in_telegram for number in range(12)]
    content = Content(kind="text", text="Hello")
    acts: list[Callable[[], object]] = [
        partial(answer_ticket, actor=actor, ticket_id=ticket.pk, content=content, takeover=True)
        for ticket, actor in zip(tickets[:6], other_holder, strict=False)
    ]
    acts += [
        partial(close_ticket, actor=_asker(number).in_telegram, ticket_id=tickets[number].pk) for number in range(6, 12)
    ]
    acts += [lease] * 4

    outcomes = at_once(acts)

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []


def _asked(number: int, desk: Desk) -> Ticket:
    persona = _asker(number)
    user = known(persona)
    return open_ticket(actor=persona.in_telegram, user_id=user.pk, category_id=desk.payments.pk, text="Hello")


def _asker(number: int) -> Persona:
    return Persona(5000 + number, f"{EMMA.first_name} {number}", "en")
