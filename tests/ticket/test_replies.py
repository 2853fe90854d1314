"""A reply to any message of a ticket answers that ticket; the first answer takes it."""

import pytest

from apps.delivery.models import Delivery
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.history import show_ticket
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, NODIRA, Desk, photo


@pytest.fixture
def question(desk: Desk) -> Message:
    """Aziza asked, with a picture after it; Boris asked as well; everything has arrived."""
    message = AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    AZIZA.writes("Mana", kind="photo", media=photo())
    BORIS.writes("Где мой платёж?", category=desk.payments)
    deliver()
    return message


def test_a_reply_to_a_card_answers_and_takes_the_ticket(question: Message) -> None:
    answer = DILNOZA.writes("Hozir koʻraman", reply_to=DILNOZA.place_of(question))

    assert (answer.outcome, answer.ticket) == ("answered", AZIZA.ticket)
    assert (AZIZA.ticket.status, AZIZA.ticket.admin) == (Ticket.Status.TAKEN, DILNOZA.admin)
    assert (AZIZA.reads(), BORIS.reads()) == (["Hozir koʻraman"], [])
    assert AZIZA.notice("ticket_taken")["admin"] == "Dilnoza"


def test_a_reply_to_a_copied_message_answers_its_ticket(question: Message) -> None:
    picture = Message.objects.get(kind=Message.Kind.PHOTO)
    DILNOZA.writes("Rasm yaxshi", reply_to=DILNOZA.place_of(picture))

    assert AZIZA.reads() == ["Rasm yaxshi"]
    assert AZIZA.outbox("content")[0].reply_to_message_id == picture.message_id


def test_a_reply_to_a_notice_answers_its_ticket(question: Message) -> None:
    DILNOZA.writes("Hozir", reply_to=DILNOZA.place_of(question))
    deliver()
    close_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=question.ticket_id or 0)
    deliver()
    notice = DILNOZA.outbox("notice")[-1]
    assert notice.data["code"] == "user_closed"

    DILNOZA.writes("Yana nima?", reply_to=DILNOZA.place_of_row(notice))

    assert AZIZA.reads() == ["Hozir", "Yana nima?"]


def test_a_reply_to_shown_history_answers_its_ticket(question: Message) -> None:
    show_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    deliver()
    shown = DILNOZA.outbox("content")[-1]
    assert shown.data["header"]["at"] is not None

    DILNOZA.writes("Koʻrdim", reply_to=DILNOZA.place_of_row(shown))

    assert AZIZA.reads() == ["Koʻrdim"]


def test_a_reply_to_ones_own_answer_answers_the_same_ticket(question: Message) -> None:
    answer = DILNOZA.writes("Hozir", reply_to=DILNOZA.place_of(question))
    deliver()

    DILNOZA.writes("Boʻldi", reply_to=answer.message_id)

    assert AZIZA.reads() == ["Hozir", "Boʻldi"]
    assert AZIZA.outbox("content")[1].quotes == AZIZA.outbox("content")[0]


def test_a_reply_of_the_user_stays_a_reply_at_the_other_end(question: Message) -> None:
    answer = DILNOZA.writes("Hozir", reply_to=DILNOZA.place_of(question))
    deliver()

    AZIZA.writes("Rahmat", reply_to=AZIZA.place_of(answer))

    row = DILNOZA.outbox("content")[-1]
    assert (row.data["contents"][0]["text"], row.reply_to_message_id) == ("Rahmat", answer.message_id)


def test_a_reply_to_ones_own_earlier_message_quotes_its_copy(question: Message) -> None:
    AZIZA.writes("Tezroq", reply_to=question.message_id)

    row = DILNOZA.outbox("content")[-1]
    assert row.quotes == DILNOZA.outbox("card")[0]


def test_the_words_for_a_ticket_that_another_holds_are_kept_and_asked_about(question: Message) -> None:
    DILNOZA.writes("Hozir", reply_to=DILNOZA.place_of(question))
    deliver()

    kept = JASUR.writes("Men hal qilaman", reply_to=JASUR.place_of(question))

    assert (kept.outcome, kept.ticket) == ("takeover", None)
    facts = JASUR.notice("confirm_takeover")
    assert (facts["ticket"]["id"], facts["admin"]) == (AZIZA.ticket.pk, "Dilnoza")
    assert JASUR.outbox("notice")[-1].reply_to_message_id == kept.message_id
    assert (AZIZA.reads(), AZIZA.ticket.admin) == (["Hozir"], DILNOZA.admin)


def test_the_words_for_a_closed_ticket_are_kept_and_asked_about(question: Message) -> None:
    Ticket.objects.filter(user=AZIZA.user).update(
        status=Ticket.Status.CLOSED, closed_at=question.created_at, waiting_since=None
    )

    kept = DILNOZA.writes("Bajarildi", reply_to=DILNOZA.place_of(question))

    assert (kept.outcome, kept.ticket, AZIZA.reads()) == ("closed", None, [])
    assert DILNOZA.notice("confirm_reopen")["ticket"]["id"] == question.ticket_id


def test_a_reply_to_a_ticket_that_is_no_longer_theirs_is_kept(question: Message, desk: Desk) -> None:
    DILNOZA.admin.categories.clear()

    kept = DILNOZA.writes("Hozir", reply_to=DILNOZA.place_of(question))

    assert (kept.outcome, AZIZA.reads()) == ("held", [])
    assert DILNOZA.notices() == ["loose_message"]


def test_ids_of_another_chat_mean_nothing(question: Message) -> None:
    kept = NODIRA.writes("Hm", reply_to=DILNOZA.place_of(question))

    assert (kept.outcome, AZIZA.reads()) == ("held", [])


def test_an_answer_of_every_kind_reaches_the_user(question: Message) -> None:
    place = DILNOZA.place_of(question)
    kinds = [kind for kind in Message.Kind.values if kind != Message.Kind.NOTE]
    for kind in kinds:
        media = photo(kind) if kind not in {"text", "location", "venue", "contact", "other"} else None
        DILNOZA.writes("x", kind=kind, media=media, reply_to=place)

    assert [row.data["contents"][0]["kind"] for row in AZIZA.outbox(Delivery.Kind.CONTENT)] == kinds
    assert Event.objects.filter(act=Event.Act.ANSWERED).count() == len(kinds)
    assert Event.objects.filter(act=Event.Act.TAKEN).count() == 1
