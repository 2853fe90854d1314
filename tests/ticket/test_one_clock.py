"""Backends whose clocks differ agree: nothing is sent twice, early or late, and nobody waits for an hour at once."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.enqueue import enqueue
from apps.delivery.services.lease import lease_deliveries
from apps.delivery.services.outcomes import Result
from apps.ticket.models import Attachment, Event, Message
from apps.ticket.services.attachments import lease_attachments
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.lifecycle import take_ticket
from apps.ticket.services.reminders import announce_overdue
from core import clock
from tests.courier import lease, report
from tests.delivery.outbox import A, notice, picture, put
from tests.personas import AZIZA, BOT_ID, DILNOZA, Desk, photo

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
OFF = [HOUR, -HOUR]
Wrong = Callable[[timedelta], AbstractContextManager[None]]


@pytest.fixture
def on_a_wrong_clock(monkeypatch: pytest.MonkeyPatch) -> Wrong:
    """Let what happens within happen on a machine whose clock is off by so much."""
    right = timezone.now

    @contextmanager
    def wrong(off: timedelta) -> Iterator[None]:
        with monkeypatch.context() as machine:
            machine.setattr(timezone, "now", lambda: right() + off)
            yield

    # A machine that is busy with other tests may take long to answer.
    monkeypatch.setattr(clock, "FRESH_WITHIN", 60.0)
    clock.learn(connection)
    return wrong


def at_the_database() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


@pytest.mark.parametrize("off", OFF, ids=["ahead", "behind"])
def test_what_one_backend_queues_is_due_at_once_at_another(on_a_wrong_clock: Wrong, off: timedelta) -> None:
    with on_a_wrong_clock(off):
        put(A)

    assert list(lease()) == [A]


@pytest.mark.parametrize("off", OFF, ids=["ahead", "behind"])
def test_what_is_in_hand_is_given_to_nobody_else(on_a_wrong_clock: Wrong, off: timedelta) -> None:
    put(A)
    with on_a_wrong_clock(off):
        assert len(lease_deliveries(limit=5)) == 1
    assert lease() == {}

    with on_a_wrong_clock(-off):
        assert lease() == {}


@pytest.mark.parametrize("off", OFF, ids=["ahead", "behind"])
def test_a_pause_is_as_long_as_it_was_ordered(on_a_wrong_clock: Wrong, off: timedelta) -> None:
    put(A)
    row = lease()[A]
    with on_a_wrong_clock(off):
        report(row, Result.FLOOD, retry_after=30)

    due_at = Chat.objects.get(pk=A).due_at
    assert due_at is not None
    assert timedelta(seconds=25) < due_at - at_the_database() <= timedelta(seconds=30)


@pytest.mark.parametrize("off", OFF, ids=["ahead", "behind"])
def test_an_album_is_held_for_its_second(on_a_wrong_clock: Wrong, off: timedelta) -> None:
    with on_a_wrong_clock(off):
        enqueue([picture(A, 1)])
        enqueue([picture(A, 2)])

    [row] = Delivery.objects.filter(chat=A)
    assert timedelta() < row.not_before - at_the_database() <= timedelta(seconds=1)


def test_trying_ends_a_day_after_the_first_attempt_by_any_backend(on_a_wrong_clock: Wrong) -> None:
    enqueue([notice(A)])
    with on_a_wrong_clock(-timedelta(hours=25)):
        row = lease()[A]
    report(row, Result.RETRY)

    assert Delivery.objects.get(pk=row.pk).state == Delivery.State.PENDING


@pytest.mark.parametrize("off", OFF, ids=["ahead", "behind"])
def test_a_file_is_fetched_once_and_at_once(desk: Desk, on_a_wrong_clock: Wrong, off: timedelta) -> None:
    with on_a_wrong_clock(off):
        AZIZA.writes("Mana", kind="photo", media=photo())
    assert len(lease_attachments(bot_id=BOT_ID, limit=5)) == 1
    with on_a_wrong_clock(-off):
        assert list(lease_attachments(bot_id=BOT_ID, limit=5)) == []
    assert Attachment.objects.get().attempts == 1


@pytest.mark.parametrize("off", OFF, ids=["ahead", "behind"])
def test_a_reminder_comes_when_somebody_has_waited(desk: Desk, on_a_wrong_clock: Wrong, off: timedelta) -> None:
    with on_a_wrong_clock(off):
        AZIZA.writes("Kim bor?", category=desk.payments)
        assert announce_overdue() == 0
    assert announce_overdue() == 0

    ticket = AZIZA.ticket
    assert ticket.waiting_since is not None
    ticket.waiting_since -= timedelta(minutes=31)
    ticket.save(update_fields=["waiting_since"])
    with on_a_wrong_clock(off):
        assert announce_overdue() == 1
    assert announce_overdue() == 0


def test_how_long_somebody_waited_is_measured_by_one_clock(desk: Desk, on_a_wrong_clock: Wrong) -> None:
    with on_a_wrong_clock(-HOUR):
        AZIZA.writes("Kim bor?", category=desk.payments)
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    with on_a_wrong_clock(HOUR):
        said = Content(kind=Message.Kind.TEXT, text="Men")
        answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=said)

    answered = Event.objects.get(act=Event.Act.ANSWERED)
    assert answered.response_time is not None
    assert timedelta() <= answered.response_time < timedelta(minutes=1)


def test_a_clock_that_is_right_is_believed(on_a_wrong_clock: Wrong) -> None:
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()
    with on_a_wrong_clock(timedelta(seconds=1)):
        assert clock.now() > before + timedelta(seconds=1), "A second is no fault."


def test_a_clock_that_is_wrong_is_said_once(on_a_wrong_clock: Wrong, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="core.clock"):
        for _ in range(2):
            with on_a_wrong_clock(HOUR):
                clock.now()
                clock.now()
            clock.now()

    off, right = "this machine's clock is off by +3600 s: the database's is used", "this machine's clock is right again"
    assert [record.getMessage() for record in caplog.records] == [off, right, off, right]


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="only Linux has a clock that stands still meanwhile")
def test_a_machine_that_slept_is_right_when_it_wakes(on_a_wrong_clock: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    awake = time.clock_gettime

    def slept(which: int) -> float:
        return awake(which) + (HOUR.total_seconds() if which == time.CLOCK_BOOTTIME else 0)

    with on_a_wrong_clock(HOUR), monkeypatch.context() as machine:
        machine.setattr(time, "clock_gettime", slept)
        assert abs(clock.now() - timezone.now()) < timedelta(seconds=1)


def test_an_answer_that_was_long_on_its_way_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 30.0])
    with monkeypatch.context() as slow:
        slow.setattr(clock, "steady", lambda: next(moments))
        clock.learn(connection)

    assert abs(clock.now() - at_the_database()) < timedelta(seconds=2)
    assert clock._readings == {}


def test_a_clock_that_is_set_while_the_desk_runs_is_seen(on_a_wrong_clock: Wrong) -> None:
    with on_a_wrong_clock(-timedelta(days=400)):
        assert abs(clock.now() - at_the_database()) < timedelta(seconds=2)
    assert abs(clock.now() - at_the_database()) < timedelta(seconds=2)
