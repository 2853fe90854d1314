"""What a blocked person does: it is kept or refused in words, and it opens, changes and reaches nothing."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.admin.actors import SYSTEM, Actor
from apps.delivery.models import Delivery
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services import blocking, closing, conversation, history, pending
from apps.ticket.services.contents import Content
from apps.ticket.services.intake import start, store_raw_update
from apps.ticket.services.ratings import rate_ticket
from apps.ticket.transitions import actions_for
from core.errors import Forbidden
from tests.courier import deliver
from tests.doors import Api, wire
from tests.personas import AZIZA, BORIS, BOT_ID, DILNOZA, JASUR, RUSTAM, Desk, Persona, photo

TEXT = Content(kind="text", text="Hozir")


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    """Aziza's ticket, which Dilnoza answered; everything has arrived."""
    AZIZA.writes("Salom", category=desk.payments)
    conversation.answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT)
    deliver()
    return AZIZA.ticket


def block() -> None:
    blocking.block_person(actor=DILNOZA.in_telegram, user_id=AZIZA.user.pk, reason="Haqorat qildi")
    deliver()


def everybodys_outbox() -> int:
    return Delivery.objects.count()


def say_photo() -> Message:
    return AZIZA.writes("Mana", kind="photo", media=photo())


def edit_old_words() -> Message:
    message = Message.objects.filter(user=AZIZA.user, admin=None).earliest("pk")
    assert AZIZA.edits(message, "Boshqa soʻzlar") == "blocked"
    return message


@pytest.mark.parametrize("text", ["Nega?", "/ticket", "x" * 4096])
def test_what_they_write_is_kept_and_brought_to_nobody(ticket: Ticket, text: str) -> None:
    block()
    before = everybodys_outbox()

    message = AZIZA.writes(text)

    assert (message.outcome, message.ticket, message.text) == ("blocked", None, text)
    assert message.discarded_at is not None
    assert everybodys_outbox() == before
    assert not Ticket.objects.open().filter(user=AZIZA.user).exists()


def test_a_file_of_theirs_is_kept_as_well(ticket: Ticket) -> None:
    block()

    assert say_photo().attachment.file_id == "id-photo"


def test_the_same_message_twice_is_kept_once_and_answered_the_same(ticket: Ticket) -> None:
    block()
    message = AZIZA.message("Nega?")

    first, second = AZIZA.receives(message), AZIZA.receives(message)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.message.outcome == second.message.outcome == "blocked"


def test_an_edit_of_older_words_is_kept_with_them_and_reaches_no_chat(ticket: Ticket) -> None:
    block()
    before = everybodys_outbox()

    message = edit_old_words()

    message.refresh_from_db()
    assert (message.text, message.versions.get().text) == ("Boshqa soʻzlar", "Salom")
    assert everybodys_outbox() == before


def test_an_edit_of_words_that_never_came_is_kept(ticket: Ticket) -> None:
    block()
    unseen = Message(message_id=AZIZA.message().source.message_id, kind="text")

    assert AZIZA.edits(unseen, "Yangi") == "blocked"
    assert Message.objects.get(text="Yangi").ticket is None


def test_a_reply_to_the_rating_question_is_no_comment_any_more(ticket: Ticket) -> None:
    closing.close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    rate_ticket(actor=AZIZA.in_telegram, closing_id=AZIZA.notice("ticket_closed")["closing"], value=1)
    deliver()
    thanks = next(row for row in AZIZA.outbox("notice") if row.data["code"] == "rating_thanks")
    block()

    message = AZIZA.writes("Yomon", reply_to=AZIZA.place_of_row(thanks))

    assert (message.outcome, message.rating, message.ticket) == ("blocked", None, None)


def test_an_update_that_cannot_be_read_is_copied_to_what_is_kept(ticket: Ticket) -> None:
    block()
    chat = {"id": AZIZA.telegram_id, "type": "private"}
    payload = json.dumps({"message": {"message_id": 900, "chat": chat, "from": {"id": AZIZA.telegram_id}}})

    store_raw_update(bot_id=BOT_ID, update_id=1, payload=payload, error="strange")

    assert Message.objects.get(message_id=900).outcome == "blocked"


REFUSED: dict[str, Callable[[Desk, Ticket, Actor], object]] = {
    "start": lambda desk, ticket, aziza: start(sender=AZIZA.sender),
    "start with a category": lambda desk, ticket, aziza: start(sender=AZIZA.sender, slug="payments"),
    "choose": lambda desk, ticket, aziza: pending.choose_category(actor=aziza, category_id=desk.payments.pk),
    "ask": lambda desk, ticket, aziza: pending.ask_as_user(actor=aziza),
    "reopen": lambda desk, ticket, aziza: closing.reopen_ticket(actor=aziza, ticket_id=ticket.pk),
    "close": lambda desk, ticket, aziza: closing.close_ticket(actor=aziza, ticket_id=ticket.pk),
    "rate": lambda desk, ticket, aziza: rate_ticket(
        actor=aziza, closing_id=Event.objects.filter(act="closed").latest("pk").pk, value=1
    ),
    "open": lambda desk, ticket, aziza: conversation.open_ticket(
        actor=aziza, user_id=AZIZA.user.pk, category_id=desk.payments.pk, text="Salom"
    ),
    "write": lambda desk, ticket, aziza: conversation.add_message(
        actor=aziza, ticket_id=ticket.pk, content=TEXT, is_note=False, reply_to_id=None, takeover=False
    ),
    "a colleague reopens": lambda desk, ticket, aziza: closing.reopen_ticket(
        actor=JASUR.in_telegram, ticket_id=ticket.pk
    ),
    "the service opens": lambda desk, ticket, aziza: conversation.open_ticket(
        actor=SYSTEM, user_id=AZIZA.user.pk, category_id=desk.payments.pk
    ),
}


@pytest.mark.parametrize("act", REFUSED)
def test_nothing_of_theirs_opens_or_changes(desk: Desk, ticket: Ticket, act: str) -> None:
    block()
    before = everybodys_outbox()

    with pytest.raises(Forbidden) as refused:
        REFUSED[act](desk, ticket, AZIZA.in_telegram)

    assert refused.value.code == "person_blocked"
    assert (everybodys_outbox(), Ticket.objects.get(pk=ticket.pk).status) == (before, "closed")


def test_they_may_still_read_what_was_said(ticket: Ticket) -> None:
    block()

    assert history.show_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk).count == 2


def test_their_own_card_offers_nothing(ticket: Ticket) -> None:
    block()

    assert actions_for(Ticket.objects.get(pk=ticket.pk), AZIZA.in_telegram) == []


def test_words_that_waited_before_the_blocking_wait_on(desk: Desk) -> None:
    BORIS.writes("Вопрос")
    blocking.block_person(actor=RUSTAM.in_telegram, user_id=BORIS.user.pk, reason="Spam")
    BORIS.writes("Ещё")
    blocking.unblock_person(actor=RUSTAM.in_telegram, user_id=BORIS.user.pk)

    ticket = pending.choose_category(actor=BORIS.in_telegram, category_id=desk.payments.pk)["ticket"]

    assert [message.text for message in ticket.messages.all()] == ["Вопрос"]


def test_a_message_of_somebody_blocked_costs_less_than_one_that_is_heard(
    ticket: Ticket, api: Callable[[Persona | None], Api]
) -> None:
    service = api(None)
    block()
    with CaptureQueriesContext(connection) as captured:
        service.post("ticket/inbox/", **wire(AZIZA.message("Nega?")))

    assert len([query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]) <= 9
