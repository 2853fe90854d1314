"""Messages that are late are seen; those that a limit or a blocked chat holds back are not late."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.outcomes import Result
from apps.report.services.health.check import State
from apps.report.services.health.outbox import LIMITS, WAITING, count_failed, read_waiting
from apps.report.services.health.thresholds import CHATS_LOOKED_AT
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.outcomes import retry_delivery
from tests.courier import lease, pass_time, report, sent
from tests.delivery.outbox import A, B, C, put
from tests.personas import AZIZA, DILNOZA, Desk
from tests.report.health.parts import found, look

pytestmark = pytest.mark.django_db
WELL = (State.OK, "")


def test_an_empty_outbox_is_well() -> None:
    assert look("outbox").facts == {"pending": 0, "held": 0, "leased": 0, "oldest": None}
    assert found("outbox") == WELL


@pytest.mark.parametrize(
    ("waits", "state"),
    [
        (timedelta(seconds=90), State.OK),
        (timedelta(seconds=130), State.WARN),
        (timedelta(minutes=9), State.WARN),
        (timedelta(minutes=11), State.FAIL),
    ],
)
def test_a_late_message_is_worse_the_longer_it_waits(waits: timedelta, state: State) -> None:
    put(A)
    pass_time(waits)
    put(B)

    assert look("outbox").state is state
    # And what the machine took since, which may be busy.
    assert -1 < look("outbox").facts["oldest"] - waits.total_seconds() < 60


def test_a_message_that_arrived_is_not_late() -> None:
    put(A)
    pass_time(timedelta(hours=1))
    sent(lease()[A])

    assert found("outbox") == WELL


def test_a_leased_message_that_nobody_reports_is_late() -> None:
    put(A)
    lease()
    pass_time(timedelta(minutes=3))

    assert found("outbox") == (State.WARN, "deliveries_late")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "The bot stops",
        "Flood control exceeded on method 'SendMessage' in chat 501. Retry in 900 seconds.",
        "Too Many Requests: retry after 900",
    ],
)
def test_what_a_limit_holds_back_is_not_late(words: str) -> None:
    put(A, A, A)
    pass_time(timedelta(hours=1))
    report(lease()[A], Result.FLOOD, retry_after=900, error=words)

    assert found("outbox") == WELL
    assert look("outbox").facts == {"pending": 3, "held": 1, "leased": 0, "oldest": None}


def test_what_a_limit_held_back_is_late_when_nobody_comes_for_it_afterwards() -> None:
    put(A)
    report(lease()[A], Result.FLOOD, retry_after=900)
    pass_time(timedelta(minutes=30))

    assert found("outbox") == (State.FAIL, "deliveries_late")


def test_what_waits_for_a_person_to_come_back_is_not_late() -> None:
    put(A, A)
    report(lease()[A], Result.BLOCKED, error="Forbidden: bot was blocked by the user")
    pass_time(timedelta(days=3))

    assert found("outbox") == WELL
    assert look("outbox").facts["pending"] == 0


def test_what_telegram_fails_to_take_is_late_while_it_is_tried_again() -> None:
    put(A)
    for _ in range(8):
        report(lease()[A], Result.RETRY, error="Bad Gateway")
        pass_time(timedelta(minutes=5))
    report(lease()[A], Result.RETRY, error="Bad Gateway")

    assert Chat.objects.get().due_at > timezone.now()  # type: ignore[operator]
    assert found("outbox") == (State.FAIL, "deliveries_late")


def test_one_held_chat_does_not_hide_another_that_is_late() -> None:
    put(A, B, C)
    pass_time(timedelta(minutes=3))
    rows = lease()
    report(rows[A], Result.FLOOD, retry_after=900)
    sent(rows[C])

    assert found("outbox") == (State.WARN, "deliveries_late")


def test_an_album_that_is_held_together_is_not_old_before_its_time() -> None:
    put(A)
    Delivery.objects.update(not_before=timezone.now() + timedelta(seconds=30))

    assert look("outbox").facts["oldest"] == 0


@pytest.mark.parametrize(("failed", "state"), [(0, State.OK), (1, State.WARN), (49, State.WARN), (50, State.FAIL)])
def test_failed_deliveries_count_for_a_day(failed: int, state: State) -> None:
    put(*range(601, 601 + failed), 901, 902)
    now = timezone.now()
    of_today = Delivery.objects.filter(chat_id__lt=901)
    of_today.update(state=Delivery.State.FAILED, finished_at=now - timedelta(hours=23))
    Delivery.objects.filter(chat_id=901).update(state="failed", finished_at=now - timedelta(hours=25))
    Delivery.objects.filter(chat_id=902).update(state="cancelled", finished_at=now)

    assert look("failures").facts == {"failed": failed}
    assert look("failures").state is state
    assert bool(look("failures").problem) == bool(failed)


def test_what_was_sent_again_is_no_failure_until_it_fails_again(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=Content(kind="text", text="Hozir"))
    row = AZIZA.outbox("content")[-1]
    Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.FAILED, finished_at=timezone.now())
    assert look("failures").facts == {"failed": 1}

    retry_delivery(actor=DILNOZA.in_telegram, delivery_id=row.pk)
    assert found("failures") == WELL

    again = AZIZA.outbox("content")[-1]
    Delivery.objects.filter(pk=again.pk).update(state=Delivery.State.FAILED, finished_at=timezone.now())
    assert look("failures").facts == {"failed": 1}


def _fill() -> None:
    """Twenty thousand chats with a past of three messages each, and few with something to come."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO delivery_chat (chat_id) SELECT n FROM generate_series(1, 20000) n;
            INSERT INTO delivery_delivery (chat_id, language, kind, state, data, album, not_before, attempts,
                parts_done, sent, error, created_at, finished_at)
            SELECT n % 20000 + 1, 'uz', 'notice', CASE WHEN n % 5000 = 0 THEN 'failed' ELSE 'sent' END, '{}', '',
                now(), 1, 0, '[]', '', now(), now() - n * interval '10 seconds'
            FROM generate_series(1, 60000) n;
            ANALYZE delivery_chat; ANALYZE delivery_delivery;
        """
        )
    put(*range(1, 40))


def test_the_questions_are_answered_by_indexes_of_what_waits_and_what_failed() -> None:
    _fill()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {WAITING}", {"chats": CHATS_LOOKED_AT, "limits": LIMITS})
        plan = "\n".join(line for [line] in cursor.fetchall())
    failed = Delivery.objects.filter(state="failed", finished_at__gt=timezone.now() - timedelta(hours=24))

    assert read_waiting().pending == 39
    assert count_failed() == 1
    assert "Seq Scan" not in plan
    assert "chat_due" in plan
    assert "delivery_waiting" in plan
    assert "delivery_failed" in failed.explain()
