"""After a closing the person says how it was: one rating for each closing, theirs to change for a day."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db.models import F

from apps.admin.actors import SYSTEM
from apps.admin.services.staff import change_admin, dismiss_admin
from apps.ticket.models import Event, Message, Rating, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.lifecycle import transfer_ticket
from apps.ticket.services.ratings import RATING_WINDOW, rate_ticket
from core.errors import Conflict, Forbidden, NotFound
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, NODIRA, RUSTAM, Desk, Persona
from tests.races import at_once

TEXT = Content(kind="text", text="Hozir")


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    """Aziza's ticket, which Dilnoza answered and then closed."""
    AZIZA.writes("Salom", category=desk.payments)
    answered_by(DILNOZA)
    return closed()


def answered_by(admin: Persona) -> None:
    answer_ticket(actor=admin.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT, takeover=True)


def closed() -> Ticket:
    ticket = close_ticket(actor=RUSTAM.in_telegram, ticket_id=AZIZA.ticket.pk)
    deliver()
    return ticket


def closing() -> int:
    """Return what the last notice of a closing asks to rate."""
    return int(AZIZA.notice("ticket_closed")["closing"])


def rate(value: int, *, by: Persona = AZIZA, of: int | None = None) -> tuple[Rating, bool]:
    return rate_ticket(actor=by.in_telegram, closing_id=of or closing(), value=value)


def comment(text: str = "Rahmat!", **details: Any) -> Message:
    """Reply to the bot's question for a comment, once it has arrived."""
    deliver()
    question = next(row for row in AZIZA.outbox("notice")[::-1] if row.data["code"] == "rating_thanks")
    return AZIZA.writes(text, reply_to=AZIZA.place_of_row(question), **details)


def age(span: timedelta) -> None:
    """Let the rating have been given earlier."""
    Rating.objects.update(created_at=F("created_at") - span)


def test_a_rating_is_kept_with_who_answered_last_and_where(ticket: Ticket, desk: Desk) -> None:
    rating, is_new = rate(4)

    assert (is_new, rating.value, rating.admin, rating.category) == (True, 4, DILNOZA.admin, desk.payments)
    ticket.refresh_from_db()
    assert ticket.rating == 4


def test_the_one_who_answered_last_is_rated_not_the_one_who_closed_or_holds_it(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    answered_by(DILNOZA)
    answered_by(JASUR)
    transfer_ticket(actor=JASUR.in_telegram, ticket_id=AZIZA.ticket.pk, admin_id=DILNOZA.admin.pk)
    closed()

    assert rate(5)[0].admin == JASUR.admin


def test_an_unanswered_ticket_is_rated_and_nobodys_work(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    closed()

    assert rate(1)[0].admin is None
    assert DILNOZA.notices() == JASUR.notices() == []


def test_the_rated_admin_and_the_person_are_told(ticket: Ticket) -> None:
    rate(4)

    facts = {"ticket": ticket.pk, "number": ticket.number, "value": 4}
    assert DILNOZA.notice("rated") == {"code": "rated", "name": "Aziza", "before": None, **facts}
    assert AZIZA.notice("rating_thanks") == {"code": "rating_thanks", "closing": closing(), **facts}
    assert "rated" not in JASUR.notices() + RUSTAM.notices()


def test_within_a_day_it_is_changed_and_the_question_is_not_asked_again(ticket: Ticket) -> None:
    rate(2)
    age(RATING_WINDOW - timedelta(minutes=1))
    rating, is_new = rate(5)

    assert (is_new, rating.value, Rating.objects.count()) == (False, 5, 1)
    assert rating.changed_at is not None
    assert (DILNOZA.notice("rated")["before"], DILNOZA.notice("rated")["value"]) == (2, 5)
    assert AZIZA.notices().count("rating_thanks") == 1
    changes = Event.objects.filter(act=Event.Act.RATED).values_list("changes", flat=True)
    assert list(changes) == [{"rating": [None, 2]}, {"rating": [2, 5]}]


def test_after_a_day_a_change_is_refused_and_nothing_is_written(ticket: Ticket) -> None:
    rate(2)
    age(RATING_WINDOW + timedelta(minutes=1))
    before = Event.objects.count()

    with pytest.raises(Conflict) as refused:
        rate(5)

    assert refused.value.code == "rating_window_over"
    assert (Rating.objects.get().value, Event.objects.count()) == (2, before)


def test_the_same_again_changes_nothing_whenever_it_comes(ticket: Ticket) -> None:
    first, _ = rate(3)
    age(timedelta(days=30))
    before = Event.objects.count()

    again, is_new = rate(3)

    assert (again.pk, is_new, Event.objects.count()) == (first.pk, False, before)


def test_each_closing_has_a_rating_of_its_own(ticket: Ticket) -> None:
    first = closing()
    rate(2)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    answered_by(JASUR)
    closed()
    rate(5)

    assert [(rating.value, rating.admin) for rating in Rating.objects.order_by("pk")] == [
        (2, DILNOZA.admin),
        (5, JASUR.admin),
    ]
    rate(1, of=first)
    ticket.refresh_from_db()
    assert ticket.rating == 5, "The ticket shows the rating of its last closing, whichever was changed last."


@pytest.mark.parametrize("somebody", [BORIS, DILNOZA, RUSTAM])
def test_nobody_rates_anothers_ticket(ticket: Ticket, somebody: Persona) -> None:
    BORIS.writes("Привет")

    with pytest.raises(NotFound):
        rate(1, by=somebody)

    assert not Rating.objects.exists()


def test_an_act_that_is_no_closing_is_not_rated(ticket: Ticket) -> None:
    opened = Event.objects.get(act=Event.Act.OPENED)

    with pytest.raises(NotFound):
        rate(1, of=opened.pk)


def test_a_program_has_no_opinion(ticket: Ticket) -> None:
    with pytest.raises(Forbidden):
        rate_ticket(actor=SYSTEM, closing_id=closing(), value=5)


def test_a_reply_to_the_question_is_a_comment_and_no_message(ticket: Ticket) -> None:
    rate(4)
    message = comment("Tez va yaxshi")

    assert (message.outcome, message.ticket_id, message.rating) == ("commented", ticket.pk, Rating.objects.get())
    row = DILNOZA.outbox("content")[-1]
    assert (row.data["contents"][0]["text"], row.data["header"]["rating"]) == ("Tez va yaxshi", 4)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("closed", None)
    assert Event.objects.get(act=Event.Act.COMMENTED).data["message"] == message.pk


def test_the_same_comment_twice_is_one(ticket: Ticket) -> None:
    rate(4)
    message = comment()
    assert message.message_id is not None

    again = comment(message_id=message.message_id)

    assert (again.pk, Event.objects.filter(act=Event.Act.COMMENTED).count()) == (message.pk, 1)


def test_an_edited_comment_is_edited_for_its_reader(ticket: Ticket) -> None:
    rate(4)
    message = comment("Raxmat")
    deliver()

    assert AZIZA.edits(message, "Rahmat") == "edited"
    assert DILNOZA.outbox("edit")[-1].data["content"]["text"] == "Rahmat"


def test_anything_else_typed_is_a_message(ticket: Ticket) -> None:
    rate(4)

    assert AZIZA.writes("Yana savol").outcome == "waiting"


def test_a_comment_that_comes_too_late_is_a_message(ticket: Ticket) -> None:
    rate(4)
    age(RATING_WINDOW + timedelta(minutes=1))

    message = comment("Kech")

    assert (message.outcome, message.rating, message.ticket) == ("waiting", None, None)


def test_a_comment_on_nobodys_work_reaches_those_on_duty(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    closed()
    rate(1)
    comment("Hech kim javob bermadi")

    assert "Hech kim javob bermadi" in DILNOZA.reads()
    assert "Hech kim javob bermadi" in JASUR.reads()
    assert "Hech kim javob bermadi" not in NODIRA.reads()


@pytest.mark.parametrize("how", ["dismissed", "unbound"])
def test_who_may_not_see_the_ticket_any_more_hears_nothing_of_it(ticket: Ticket, how: str) -> None:
    if how == "dismissed":
        dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)
    else:
        change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=[])
    rating, _ = rate(4)
    comment("Zoʻr")

    assert rating.admin == DILNOZA.admin, "It is still their work that was rated."
    assert "rated" not in DILNOZA.notices()
    assert "Zoʻr" not in DILNOZA.reads()
    assert "Zoʻr" in JASUR.reads()


@pytest.mark.django_db(transaction=True)
def test_many_presses_at_one_instant_are_one_rating(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    answered_by(DILNOZA)
    closed()

    answers = at_once([partial(rate, value) for value in (1, 2, 3, 4, 5, 5, 4, 3)])

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    rating = Rating.objects.get()
    events = list(Event.objects.filter(act=Event.Act.RATED).order_by("pk").values_list("changes__rating", flat=True))
    assert [pair[0] for pair in events[1:]] == [pair[1] for pair in events[:-1]], "Each change begins where one ended."
    assert events[0][0] is None
    assert events[-1][1] == rating.value
    assert AZIZA.notices().count("rating_thanks") == 1
