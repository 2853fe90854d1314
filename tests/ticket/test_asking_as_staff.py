"""An admin may ask like anybody; nobody handles a ticket that they opened themselves."""

from collections.abc import Callable

import pytest

from apps.admin.actors import Actor
from apps.admin.models import Category
from apps.ticket.models import Event, Focus, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_message, add_note, answer_ticket
from apps.ticket.services.focus import focus_on
from apps.ticket.services.lifecycle import release_ticket, take_ticket, transfer_ticket
from apps.ticket.services.pending import ask_as_user, choose_category
from core.errors import Conflict
from tests.courier import deliver
from tests.personas import DILNOZA, JASUR, Desk

TEXT = Content(kind="text", text="Salom")


@pytest.fixture
def own(desk: Desk) -> Ticket:
    """A ticket that Dilnoza opened in the category which she answers."""
    DILNOZA.writes("Oyligim qani?")
    ask_as_user(actor=DILNOZA.in_telegram)
    choose_category(actor=DILNOZA.in_telegram, category_id=desk.payments.pk)
    return DILNOZA.ticket


def test_an_admins_question_opens_a_ticket_for_the_others(own: Ticket) -> None:
    assert (DILNOZA.cards(), JASUR.cards()) == ([], ["new"])
    assert DILNOZA.notices()[-1] == "ticket_opened"
    assert Event.objects.get(act=Event.Act.OPENED).user == DILNOZA.user


def test_a_single_category_is_chosen_without_asking(desk: Desk, single: Category) -> None:
    DILNOZA.writes("Oyligim qani?")

    asked = ask_as_user(actor=DILNOZA.in_telegram)
    assert (asked["outcome"], asked["ticket"]) == ("opened", DILNOZA.ticket)


def test_more_words_go_into_it(own: Ticket) -> None:
    DILNOZA.writes("Uch oy boʻldi")

    assert DILNOZA.notice("loose_message")["open_ticket"] == {"id": own.pk, "number": own.number}
    assert ask_as_user(actor=DILNOZA.in_telegram)["outcome"] == "stored"
    assert JASUR.reads() == ["Oyligim qani?", "Uch oy boʻldi"]


def test_a_reply_to_what_the_desk_said_in_it_is_the_askers(own: Ticket) -> None:
    answer = answer_ticket(actor=JASUR.in_telegram, ticket_id=own.pk, content=Content(kind="text", text="Ertaga"))
    deliver()

    assert DILNOZA.writes("Rahmat", reply_to=DILNOZA.place_of(answer)).outcome == "stored"
    assert JASUR.reads()[-1] == "Rahmat"


REFUSED: dict[str, Callable[[Actor, int], object]] = {
    "take": lambda actor, ticket: take_ticket(actor=actor, ticket_id=ticket),
    "release": lambda actor, ticket: release_ticket(actor=actor, ticket_id=ticket),
    "answer": lambda actor, ticket: answer_ticket(actor=actor, ticket_id=ticket, content=TEXT),
    "note": lambda actor, ticket: add_note(actor=actor, ticket_id=ticket, content=TEXT),
    "focus": lambda actor, ticket: focus_on(actor=actor, ticket_id=ticket, mode=Focus.Mode.ANSWER),
    "transfer": lambda actor, ticket: transfer_ticket(actor=actor, ticket_id=ticket, admin_id=JASUR.admin.pk),
}


@pytest.mark.parametrize("act", REFUSED)
@pytest.mark.parametrize("door", ["telegram", "site"])
def test_nobody_handles_what_they_asked(own: Ticket, act: str, door: str) -> None:
    actor = DILNOZA.in_telegram if door == "telegram" else DILNOZA.at_the_site

    with pytest.raises(Conflict, match="cannot_answer_self"):
        REFUSED[act](actor, own.pk)
    assert (DILNOZA.ticket.status, DILNOZA.ticket.messages.count()) == (Ticket.Status.NEW, 1)


def test_nobody_is_given_what_they_asked(own: Ticket) -> None:
    with pytest.raises(Conflict, match="cannot_answer_self"):
        transfer_ticket(actor=JASUR.in_telegram, ticket_id=own.pk, admin_id=DILNOZA.admin.pk)


def test_over_the_api_their_words_are_the_askers(own: Ticket) -> None:
    content = Content(kind="text", text="Yana men")
    message = add_message(
        actor=DILNOZA.in_telegram, ticket_id=own.pk, content=content, is_note=False, reply_to_id=None, takeover=False
    )

    assert (message.admin, JASUR.reads()[-1]) == (None, "Yana men")


def test_they_close_and_reopen_it_as_its_user(own: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=own.pk)
    assert Event.objects.get(act=Event.Act.CLOSED).user == DILNOZA.user

    reopen_ticket(actor=DILNOZA.in_telegram, ticket_id=own.pk)
    assert (DILNOZA.ticket.status, DILNOZA.cards()) == (Ticket.Status.NEW, [])
