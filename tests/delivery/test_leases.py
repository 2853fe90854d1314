"""A bot that dies leaves a lease that runs out, and another goes on."""

import uuid
from datetime import timedelta

import pytest

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.lease import LEASE
from apps.delivery.services.outcomes import Result, SentPart
from tests.courier import lease, pass_time, report, sent
from tests.delivery.outbox import A, put, refreshed

pytestmark = pytest.mark.django_db


def test_a_lease_that_ran_out_goes_to_another() -> None:
    put(A)
    first = lease()[A]
    pass_time(LEASE - timedelta(seconds=5))
    assert lease() == {}

    pass_time(timedelta(seconds=6))
    second = lease()[A]

    assert (second.pk, second.attempts) == (first.pk, 2)
    assert second.chat.lease != first.chat.lease


def test_what_was_sent_under_an_old_lease_is_believed_but_not_followed() -> None:
    put(A, A)
    dead = lease()[A]
    pass_time(LEASE + timedelta(seconds=1))
    alive = lease()[A]

    assert sent(dead) == []
    assert refreshed(dead).state == Delivery.State.SENT
    assert [row.data["code"] for row in sent(alive)] == ["notice 1"]


@pytest.mark.parametrize("result", [Result.REFUSED, Result.BLOCKED, Result.FLOOD, Result.RETRY, Result.PART])
def test_trouble_under_an_old_lease_changes_nothing(result: Result) -> None:
    put(A)
    dead = lease()[A]
    pass_time(LEASE + timedelta(seconds=1))
    alive = lease()[A]

    assert report(dead, result, retry_after=60) == []

    row = refreshed(alive)
    assert (row.state, row.parts_done, row.chat.lease) == (Delivery.State.PENDING, 0, alive.chat.lease)
    assert row.chat.blocked_at is None


def test_a_lease_that_never_was_is_ignored() -> None:
    [row] = put(A)
    lease()

    assert report(refreshed(row), Result.REFUSED, under=uuid.uuid4()) == []
    assert refreshed(row).state == Delivery.State.PENDING


def test_a_report_told_twice_counts_once_and_is_answered_the_same() -> None:
    put(A, A)
    row = lease()[A]
    messages = [SentPart(message_id=1, ref=None)]
    answers = [report(row, Result.SENT, messages=messages) for _ in range(2)]

    assert [[following.data["code"] for following in answer] for answer in answers] == [["notice 1"], ["notice 1"]]
    assert refreshed(row).sent == [{"message_id": 1, "ref": None}]


def test_a_part_keeps_the_lease_alive_and_is_remembered() -> None:
    put(A)
    row = lease()[A]
    pass_time(LEASE - timedelta(seconds=5))
    report(row, Result.PART)
    pass_time(LEASE - timedelta(seconds=5))
    assert lease() == {}

    pass_time(LEASE)
    again = lease()[A]
    assert again.parts_done == 1


def test_a_part_told_twice_is_one_part() -> None:
    put(A)
    row = lease()[A]
    for _ in range(2):
        report(row, Result.PART, messages=[SentPart(message_id=5, ref=None)])

    assert (refreshed(row).parts_done, refreshed(row).sent) == (1, [{"message_id": 5, "ref": None}])


def test_an_unknown_delivery_is_ignored_and_the_others_of_the_batch_are_not() -> None:
    put(A)
    row = lease()[A]
    missing = Delivery(pk=10**9, chat=Chat.objects.get(chat_id=A))
    assert report(missing, Result.SENT) == []

    sent(row)
    assert refreshed(row).state == Delivery.State.SENT
