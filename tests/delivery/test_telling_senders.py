"""Who is told when words do not arrive, and how they are sent once more."""

from datetime import timedelta

import pytest

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.enqueue import set_reachability
from apps.delivery.services.outcomes import Result
from apps.ticket.models import Event, Message
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.intake import start
from apps.ticket.services.lifecycle import take_ticket
from apps.ticket.services.outcomes import retry_delivery, retry_message
from core.errors import Conflict, NotFound
from tests.courier import block, deliver, due_now, lease, pass_time, report
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA, Desk, photo


@pytest.fixture
def answer(desk: Desk) -> Message:
    """Dilnoza's answer, on its way to Aziza; all before it has arrived."""
    question = AZIZA.writes("Salom", category=desk.payments)
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    deliver()
    return DILNOZA.writes("Hozir", reply_to=DILNOZA.place_of(question))


def test_a_blocked_chat_is_told_to_the_admin_on_that_message(answer: Message) -> None:
    report(lease()[AZIZA.telegram_id], Result.BLOCKED, error="Forbidden: bot was blocked by the user")

    facts = DILNOZA.notice("delivery_blocked")
    assert (facts["name"], facts["number"]) == ("Aziza", AZIZA.ticket.number)
    assert DILNOZA.outbox("notice")[-1].reply_to_message_id == answer.message_id
    assert not Event.objects.filter(act=Event.Act.DELIVERY_FAILED).exists()


def test_an_answer_behind_a_notice_that_met_the_block_is_told_as_well(desk: Desk) -> None:
    question = AZIZA.writes("Salom", category=desk.payments)
    deliver()
    answers = [DILNOZA.writes(text, reply_to=DILNOZA.place_of(question)) for text in ("Hozir", "Tayyor")]
    head = lease()[AZIZA.telegram_id]
    assert head.data["code"] == "ticket_taken"
    report(head, Result.BLOCKED, error="Forbidden: user is deactivated")

    told = [row for row in DILNOZA.outbox("notice") if row.data["code"] == "delivery_blocked"]
    assert [row.reply_to_message_id for row in told] == [answer.message_id for answer in answers]


def test_an_answer_into_a_chat_that_is_blocked_already_is_told_at_once(answer: Message) -> None:
    deliver()
    block(AZIZA)
    again = DILNOZA.writes("Yana", reply_to=answer.message_id)

    assert DILNOZA.notices()[-1] == "delivery_blocked"
    assert DILNOZA.outbox("notice")[-1].reply_to_message_id == again.message_id


@pytest.mark.parametrize("sign", ["writes", "starts", "unblocks"])
def test_it_goes_on_by_itself_when_the_person_comes_back(answer: Message, sign: str) -> None:
    report(lease()[AZIZA.telegram_id], Result.BLOCKED)
    if sign == "writes":
        AZIZA.writes("Qaytdim")
    elif sign == "starts":
        start(sender=AZIZA.sender)
    else:
        set_reachability(chat_id=AZIZA.telegram_id, reachable=True)

    assert lease()[AZIZA.telegram_id].message_ref == answer.pk


def test_blocking_is_noted_when_telegram_says_so(answer: Message) -> None:
    set_reachability(chat_id=AZIZA.telegram_id, reachable=False)
    since = Chat.objects.get(chat_id=AZIZA.telegram_id).blocked_at
    set_reachability(chat_id=AZIZA.telegram_id, reachable=False)

    assert Chat.objects.get(chat_id=AZIZA.telegram_id).blocked_at == since
    assert AZIZA.telegram_id not in lease()


def test_a_refusal_is_told_to_the_admin_in_telegrams_words(answer: Message) -> None:
    row = lease()[AZIZA.telegram_id]
    report(row, Result.REFUSED, error="Bad Request: chat not found")

    facts = DILNOZA.notice("delivery_failed")
    assert (facts["error"], facts["delivery"], facts["can_retry"]) == ("Bad Request: chat not found", row.pk, True)
    assert DILNOZA.outbox("notice")[-1].reply_to_message_id == answer.message_id
    assert Event.objects.filter(act=Event.Act.DELIVERY_FAILED).count() == 1


def test_a_day_of_retries_is_told_to_the_admin(answer: Message) -> None:
    report(lease()[AZIZA.telegram_id], Result.RETRY, error="Bad Gateway")
    pass_time(timedelta(hours=25))
    report(lease()[AZIZA.telegram_id], Result.RETRY, error="Bad Gateway")

    assert DILNOZA.notice("delivery_failed")["error"] == "Bad Gateway"


def test_a_flood_or_a_retry_is_told_to_nobody(answer: Message) -> None:
    told = len(DILNOZA.notices())
    report(lease()[AZIZA.telegram_id], Result.FLOOD, retry_after=1)
    pass_time(timedelta(seconds=5))
    report(lease()[AZIZA.telegram_id], Result.RETRY)

    assert len(DILNOZA.notices()) == told


def test_retry_sends_it_once_more_and_only_once(answer: Message) -> None:
    row = lease()[AZIZA.telegram_id]
    with pytest.raises(Conflict, match="not_failed"):
        retry_delivery(actor=DILNOZA.in_telegram, delivery_id=row.pk)
    report(row, Result.REFUSED, error="Bad Request")

    retry_delivery(actor=DILNOZA.in_telegram, delivery_id=row.pk)
    with pytest.raises(Conflict, match="not_failed"):
        retry_delivery(actor=DILNOZA.in_telegram, delivery_id=row.pk)

    again = next(row for row in due_now() if row.chat_id == AZIZA.telegram_id)
    assert (again.kind, again.message_ref) == (Delivery.Kind.CONTENT, answer.pk)
    assert Event.objects.filter(act=Event.Act.DELIVERY_RETRIED).count() == 1


def test_a_retry_that_failed_again_can_be_retried(answer: Message) -> None:
    row = lease()[AZIZA.telegram_id]
    report(row, Result.REFUSED)
    retry_delivery(actor=DILNOZA.in_telegram, delivery_id=row.pk)
    again = lease()[AZIZA.telegram_id]
    report(again, Result.REFUSED)

    assert DILNOZA.notice("delivery_failed")["delivery"] == again.pk
    retry_delivery(actor=DILNOZA.in_telegram, delivery_id=again.pk)
    assert lease()[AZIZA.telegram_id].message_ref == answer.pk


def test_an_album_that_was_retried_is_edited_and_retried_as_what_it_is(answer: Message) -> None:
    deliver()
    album = [
        DILNOZA.writes(text, kind="photo", media=photo(text), album="a1", reply_to=answer.message_id)
        for text in ("birinchi", "ikkinchi")
    ]
    (row,) = (row for row in due_now() if row.chat_id == AZIZA.telegram_id)
    report(row, Result.REFUSED)
    retry_delivery(actor=DILNOZA.in_telegram, delivery_id=row.pk)
    (again,) = (row for row in due_now() if row.chat_id == AZIZA.telegram_id)
    report(again, Result.REFUSED)

    retry_message(actor=DILNOZA.in_telegram, message_id=album[1].pk)
    deliver()
    DILNOZA.edits(album[1], "uchinchi", media=photo("ikkinchi"))

    edit = AZIZA.outbox("edit")[-1]
    assert edit.target is not None
    assert (edit.data["content"]["text"], [part["ref"] for part in edit.target.sent]) == (
        "uchinchi",
        [message.pk for message in album],
    )


def test_only_the_tickets_staff_retries(answer: Message) -> None:
    row = lease()[AZIZA.telegram_id]
    report(row, Result.REFUSED)

    for stranger in (NODIRA, AZIZA):
        with pytest.raises(NotFound):
            retry_delivery(actor=stranger.in_telegram, delivery_id=row.pk)


def test_an_operators_answer_that_failed_is_told_in_their_chat(answer: Message) -> None:
    deliver()
    content = Content(kind="text", text="Saytdan")
    answer_ticket(actor=DILNOZA.at_the_site, ticket_id=AZIZA.ticket.pk, content=content)
    report(lease()[AZIZA.telegram_id], Result.REFUSED, error="Bad Request")

    assert DILNOZA.notice("delivery_failed")["error"] == "Bad Request"


def test_a_users_words_that_reach_nobody_are_told_to_the_user(answer: Message) -> None:
    deliver()
    message = AZIZA.writes("Kim bor?")
    report(lease()[DILNOZA.telegram_id], Result.REFUSED, error="Bad Request")

    assert AZIZA.notice("not_delivered")["number"] == AZIZA.ticket.number
    assert AZIZA.outbox("notice")[-1].reply_to_message_id == message.message_id


def test_first_words_in_cards_that_reach_nobody_are_told_to_the_user(desk: Desk) -> None:
    message = AZIZA.writes("Salom", category=desk.payments)
    leased = lease()
    for admin in (DILNOZA, JASUR):
        assert "not_delivered" not in AZIZA.notices()
        report(leased[admin.telegram_id], Result.REFUSED)

    assert AZIZA.outbox("notice")[-1].reply_to_message_id == message.message_id


def test_a_users_words_that_reach_one_of_the_staff_are_told_to_nobody(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    deliver()
    AZIZA.writes("Kim bor?")
    leased = lease()
    report(leased[DILNOZA.telegram_id], Result.REFUSED, error="Bad Request")

    assert JASUR.telegram_id in leased
    assert "not_delivered" not in AZIZA.notices()


def test_a_notice_that_failed_is_told_to_nobody(desk: Desk) -> None:
    AZIZA.writes("Salom")
    report(lease()[AZIZA.telegram_id], Result.REFUSED)

    assert AZIZA.notices() == ["choose_category"]
