"""429 waits as long as it is told to; 5xx and lost connections back off and try again for 24 hours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.outcomes import TRY_FOR, Result
from tests.courier import lease, pass_time, report
from tests.delivery.outbox import A, put, refreshed

pytestmark = pytest.mark.django_db


def _pause() -> timedelta:
    due_at = Chat.objects.get(chat_id=A).due_at
    assert due_at is not None
    return due_at - timezone.now()


def test_a_flood_waits_as_long_as_telegram_says() -> None:
    put(A)
    report(lease()[A], Result.FLOOD, retry_after=77)

    assert timedelta(seconds=70) < _pause() <= timedelta(seconds=77)
    pass_time(timedelta(seconds=60))
    assert lease() == {}
    pass_time(timedelta(seconds=18))
    assert lease()[A].attempts == 2


def test_new_rows_do_not_shorten_the_wait() -> None:
    put(A)
    report(lease()[A], Result.FLOOD, retry_after=77)
    put(A)

    assert lease() == {}


def test_a_flood_never_gives_up() -> None:
    [row] = put(A)
    for _ in range(30):
        report(lease()[A], Result.FLOOD, retry_after=7200)
        pass_time(timedelta(hours=2))

    assert refreshed(row).state == Delivery.State.PENDING


def test_retries_pause_longer_each_time_and_five_minutes_at_most() -> None:
    put(A)
    pauses = []
    for _ in range(12):
        report(lease()[A], Result.RETRY, error="Bad Gateway")
        pauses.append(_pause())
        pass_time(timedelta(minutes=5))

    seconds = [round(pause.total_seconds()) for pause in pauses]
    assert seconds == sorted(seconds)
    assert (seconds[0], seconds[-1]) == (1, 300)


def test_after_a_day_of_retries_it_has_failed() -> None:
    put(A, A)
    row = lease()[A]
    report(row, Result.RETRY, error="Bad Gateway")
    pass_time(TRY_FOR - timedelta(minutes=1))
    report(lease()[A], Result.RETRY, error="Bad Gateway")
    assert refreshed(row).state == Delivery.State.PENDING

    pass_time(timedelta(minutes=6))
    report(lease()[A], Result.RETRY, error="Bad Gateway")

    assert (refreshed(row).state, refreshed(row).error) == (Delivery.State.FAILED, "Bad Gateway")
    assert lease()[A].data["code"] == "notice 1"


def test_time_in_a_blocked_chat_does_not_count() -> None:
    put(A)
    row = lease()[A]
    report(row, Result.BLOCKED)
    pass_time(timedelta(days=3))
    Chat.objects.update(blocked_at=None)

    report(lease()[A], Result.RETRY)

    assert refreshed(row).state == Delivery.State.PENDING
