"""Loose words of an admin are stored and asked about: nothing is sent to a guess."""

import pytest

from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.lifecycle import take_ticket
from apps.ticket.services.pending import answer_with_pending, ask_as_user, choose_category, discard_pending
from core.errors import Conflict, NotFound
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, NODIRA, Desk


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    return take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)


def test_loose_words_are_kept_and_asked_about_once(ticket: Ticket) -> None:
    assert [DILNOZA.writes(text).outcome for text in ("Hozir", "koʻraman")] == ["held", "held"]

    assert DILNOZA.notices() == ["loose_message"]
    facts = DILNOZA.notice("loose_message")
    assert facts["tickets"] == [{"id": ticket.pk, "number": ticket.number, "first_name": "Aziza"}]
    assert facts["open_ticket"] is None
    assert DILNOZA.outbox("notice")[0].reply_to_message_id == Message.objects.get(text="Hozir").message_id


def test_they_become_answers_in_their_order(ticket: Ticket) -> None:
    kept = [DILNOZA.writes(text) for text in ("Hozir", "koʻraman")]

    answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert AZIZA.reads() == ["Hozir", "koʻraman"]
    assert list(ticket.messages.filter(admin=DILNOZA.admin)) == kept
    assert AZIZA.ticket.waiting_since is None
    assert DILNOZA.outbox("content") == []


def test_nothing_waits_twice(ticket: Ticket) -> None:
    DILNOZA.writes("Hozir")
    answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    for again in (lambda: answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=ticket.pk), _ask_again):
        with pytest.raises(Conflict, match="nothing_waiting"):
            again()
    assert AZIZA.reads() == ["Hozir"]


def test_words_for_a_ticket_of_another_need_a_takeover(ticket: Ticket) -> None:
    deliver()
    JASUR.writes("Men qilaman", reply_to=JASUR.place_of_row(JASUR.outbox("card")[0]))

    with pytest.raises(Conflict, match="held_by_other"):
        answer_with_pending(actor=JASUR.in_telegram, ticket_id=ticket.pk)
    assert AZIZA.reads() == []

    answer_with_pending(actor=JASUR.in_telegram, ticket_id=ticket.pk, takeover=True)
    assert (AZIZA.reads(), AZIZA.ticket.admin) == (["Men qilaman"], JASUR.admin)
    assert DILNOZA.cards()[-1] == "taken"


def test_words_for_two_tickets_are_asked_about_twice_and_go_each_to_its_own(ticket: Ticket, desk: Desk) -> None:
    BORIS.writes("Привет", category=desk.payments)
    other = take_ticket(actor=DILNOZA.in_telegram, ticket_id=BORIS.ticket.pk)
    deliver()
    for_aziza, for_boris = (JASUR.place_of_row(row) for row in JASUR.outbox("card"))
    JASUR.writes("Parolingiz yangilandi", reply_to=for_aziza)
    JASUR.writes("Ваш пароль обновлён", reply_to=for_boris)
    assert JASUR.notices() == ["confirm_takeover", "confirm_takeover"]

    answer_with_pending(actor=JASUR.in_telegram, ticket_id=ticket.pk, takeover=True)
    assert (AZIZA.reads(), BORIS.reads()) == (["Parolingiz yangilandi"], [])

    answer_with_pending(actor=JASUR.in_telegram, ticket_id=other.pk, takeover=True)
    assert (AZIZA.reads(), BORIS.reads()) == (["Parolingiz yangilandi"], ["Ваш пароль обновлён"])


def test_an_answer_that_waits_takes_no_loose_words_along(ticket: Ticket) -> None:
    deliver()
    JASUR.writes("Bugun kechroq qolaman")
    JASUR.writes("Men qilaman", reply_to=JASUR.place_of_row(JASUR.outbox("card")[0]))

    answer_with_pending(actor=JASUR.in_telegram, ticket_id=ticket.pk, takeover=True)

    assert AZIZA.reads() == ["Men qilaman"]
    assert [message.text for message in Message.objects.waiting_of(JASUR.user)] == ["Bugun kechroq qolaman"]


def test_a_question_of_ones_own_takes_no_waiting_answer_along(ticket: Ticket, desk: Desk) -> None:
    deliver()
    JASUR.writes("Men qilaman", reply_to=JASUR.place_of_row(JASUR.outbox("card")[0]))
    with pytest.raises(Conflict, match="nothing_waiting"):
        ask_as_user(actor=JASUR.in_telegram)

    JASUR.writes("Oyligim qachon?")
    ask_as_user(actor=JASUR.in_telegram)
    choose_category(actor=JASUR.in_telegram, category_id=desk.delivery.pk)

    assert [message.text for message in JASUR.ticket.messages.all()] == ["Oyligim qachon?"]
    answer_with_pending(actor=JASUR.in_telegram, ticket_id=ticket.pk, takeover=True)
    assert AZIZA.reads() == ["Men qilaman"]


def test_words_for_a_closed_ticket_need_it_reopened(ticket: Ticket) -> None:
    deliver()
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    DILNOZA.writes("Bajarildi", reply_to=DILNOZA.place_of_row(DILNOZA.outbox("card")[0]))

    with pytest.raises(Conflict, match="ticket_closed"):
        answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, reopen=True)

    assert (AZIZA.reads(), AZIZA.ticket.admin) == (["Bajarildi"], DILNOZA.admin)
    assert AZIZA.notices()[-1] == "ticket_reopened"


def test_reopening_for_words_is_refused_where_the_user_has_another_ticket(ticket: Ticket, desk: Desk) -> None:
    deliver()
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    AZIZA.writes("Boshqa savol", category=desk.delivery)
    DILNOZA.writes("Bajarildi", reply_to=DILNOZA.place_of_row(DILNOZA.outbox("card")[0]))

    with pytest.raises(Conflict, match="open_ticket_exists"):
        answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, reopen=True)
    assert (AZIZA.reads(), Message.objects.waiting_of(DILNOZA.user).count()) == ([], 1)


def test_a_ticket_that_is_not_theirs_gets_no_word(ticket: Ticket) -> None:
    NODIRA.writes("Salom")

    with pytest.raises(NotFound):
        answer_with_pending(actor=NODIRA.in_telegram, ticket_id=ticket.pk)
    assert (AZIZA.reads(), NODIRA.notices()) == ([], ["loose_message"])


def test_cancelled_words_are_kept_and_sent_to_nobody(ticket: Ticket) -> None:
    DILNOZA.writes("Yoʻq")

    assert discard_pending(actor=DILNOZA.in_telegram) == 1

    assert (AZIZA.reads(), Message.objects.get(text="Yoʻq").discarded_at is not None) == ([], True)
    assert Event.objects.filter(act=Event.Act.DISCARDED).count() == 1
    with pytest.raises(Conflict, match="nothing_waiting"):
        _ask_again()


def test_they_can_be_asked_as_a_user(ticket: Ticket, desk: Desk) -> None:
    DILNOZA.writes("Menga ham yordam kerak")

    assert ask_as_user(actor=DILNOZA.in_telegram) == {"outcome": "waiting", "ticket": None}
    assert DILNOZA.notices()[-1] == "choose_category"
    assert DILNOZA.notice("choose_category")["waiting"] == 1


def _ask_again() -> None:
    ask_as_user(actor=DILNOZA.in_telegram)
