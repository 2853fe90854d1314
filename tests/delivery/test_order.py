"""Per chat in order, chats side by side: a slow or blocked one delays nobody else."""

import pytest

from apps.delivery.models import Delivery
from apps.delivery.services.enqueue import set_reachability
from apps.delivery.services.lease import lease_deliveries
from apps.delivery.services.outcomes import Result
from tests.courier import lease, report, sent
from tests.delivery.outbox import A, B, C, put

pytestmark = pytest.mark.django_db


def test_one_row_per_chat_goes_out_at_a_time() -> None:
    put(A, A, B, A)

    leased = lease()

    assert [leased[chat].data["code"] for chat in (A, B)] == ["notice 0", "notice 2"]
    assert lease() == {}


def test_the_next_row_follows_the_report_of_the_one_before() -> None:
    rows = put(A, A, A)
    row = lease()[A]
    order = [row.pk]
    while following := sent(row):
        [row] = following
        order.append(row.pk)

    assert order == [row.pk for row in rows]
    assert not Delivery.objects.filter(state=Delivery.State.PENDING).exists()


def test_the_reporter_keeps_the_chat() -> None:
    put(A, A)
    row = lease()[A]
    [following] = sent(row)

    assert following.chat.lease == row.chat.lease
    assert lease() == {}


def test_a_chat_that_is_done_is_free_at_once() -> None:
    put(A)
    assert sent(lease()[A]) == []
    put(A)

    assert set(lease()) == {A}


@pytest.mark.parametrize("result", [Result.FLOOD, Result.RETRY, Result.BLOCKED, Result.REFUSED])
def test_trouble_in_one_chat_delays_no_other(result: Result) -> None:
    put(A, B, A, B)
    leased = lease()
    report(leased[A], result, retry_after=60)

    [following] = sent(leased[B])

    assert following.chat_id == B


def test_a_chat_that_is_being_sent_to_delays_no_other() -> None:
    put(A)
    lease()
    put(B, C)

    assert set(lease()) == {B, C}


def test_a_blocked_chat_gives_way_and_goes_on_where_it_stopped() -> None:
    put(A, A, B)
    set_reachability(chat_id=A, reachable=False)
    assert set(lease()) == {B}

    put(A)
    set_reachability(chat_id=A, reachable=True)
    row = lease()[A]
    assert row.data["code"] == "notice 0"
    assert [row.data["code"] for row in sent(row)] == ["notice 1"]


def test_a_refused_row_is_over_and_the_next_goes() -> None:
    put(A, A)

    [following] = report(lease()[A], Result.REFUSED, error="Bad Request: chat not found")

    first = Delivery.objects.earliest("id")
    assert (first.state, first.error) == (Delivery.State.FAILED, "Bad Request: chat not found")
    assert following.data["code"] == "notice 1"


def test_the_longest_due_chats_come_first_and_no_more_than_asked_for() -> None:
    put(C)
    put(A)
    put(B)

    assert {row.chat_id for row in lease_deliveries(limit=2)} == {C, A}
