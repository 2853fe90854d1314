"""An admin takes an answer back from the user's chat, within 48 hours; here it stays, marked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.delivery.models import Delivery
from apps.ticket.models import Event, Message
from apps.ticket.services.edits import delete_answer, delete_answer_in_chat
from core.errors import Conflict
from tests.courier import deliver
from tests.personas import AZIZA, BOT_ID, DILNOZA, JASUR, Desk


@pytest.fixture
def answer(desk: Desk) -> Message:
    question = AZIZA.writes("Salom", category=desk.payments)
    deliver()
    return DILNOZA.writes("Adashdim", reply_to=DILNOZA.place_of(question))


def test_a_sent_answer_is_deleted_from_the_users_chat(answer: Message) -> None:
    deliver()

    delete_answer_in_chat(actor=DILNOZA.in_telegram, bot_id=BOT_ID, telegram_message_id=answer.message_id or 0)

    [deletion] = AZIZA.outbox(Delivery.Kind.DELETE)
    assert deletion.target is not None
    assert deletion.target.sent[0]["ref"] == deletion.data["message"] == answer.pk
    answer.refresh_from_db()
    assert (answer.text, answer.deleted_at is not None) == ("Adashdim", True)


def test_an_answer_that_still_waits_is_never_sent(answer: Message) -> None:
    delete_answer(actor=DILNOZA.in_telegram, message_id=answer.pk)

    assert "content" not in [row.kind for row in deliver() if row.chat_id == AZIZA.telegram_id]
    assert AZIZA.outbox(Delivery.Kind.CONTENT)[0].state == Delivery.State.CANCELLED


def test_deleting_twice_deletes_once(answer: Message) -> None:
    deliver()
    for _ in range(2):
        delete_answer(actor=DILNOZA.in_telegram, message_id=answer.pk)

    assert len(AZIZA.outbox(Delivery.Kind.DELETE)) == 1
    assert Event.objects.filter(act=Event.Act.DELETED).count() == 1


def test_after_48_hours_it_stays(answer: Message) -> None:
    Message.objects.filter(pk=answer.pk).update(created_at=timezone.now() - timedelta(hours=48, seconds=1))

    with pytest.raises(Conflict, match="delete_window_over"):
        delete_answer(actor=DILNOZA.in_telegram, message_id=answer.pk)


def test_nobody_deletes_what_another_wrote(answer: Message) -> None:
    question = Message.objects.get(text="Salom")
    for actor, message in ((JASUR.in_telegram, answer), (DILNOZA.in_telegram, question)):
        with pytest.raises(Conflict, match="not_deletable"):
            delete_answer(actor=actor, message_id=message.pk)
    with pytest.raises(Conflict, match="not_deletable"):
        delete_answer_in_chat(actor=DILNOZA.in_telegram, bot_id=BOT_ID, telegram_message_id=10**9)
