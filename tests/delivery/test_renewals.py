"""A slow send is no death: whoever renews a lease keeps the chat, and hears when it is another's."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.lease import LEASE, Held, lease_deliveries, renew_leases
from apps.delivery.services.outcomes import Result
from tests.courier import lease, pass_time, report, sent
from tests.delivery.outbox import A, B, C, put, refreshed
from tests.races import at_once

pytestmark = pytest.mark.django_db


def renew(*rows: Delivery) -> list[int]:
    return renew_leases([Held(chat_id=row.chat_id, lease=row.chat.lease or uuid.uuid4()) for row in rows])


def test_a_renewed_lease_does_not_run_out() -> None:
    put(A)
    row = lease()[A]
    for _ in range(5):
        pass_time(LEASE - timedelta(seconds=5))
        assert renew(row) == []
        assert lease() == {}


def test_one_call_renews_many_and_names_those_that_are_lost() -> None:
    put(A, B, C)
    rows = lease()
    pass_time(LEASE + timedelta(seconds=1))
    assert renew(rows[B]) == []
    taken = lease()
    assert sorted(taken) == [A, C]

    assert renew(*rows.values()) == [A, C]
    assert renew(*taken.values()) == []


def test_a_lease_that_ran_out_is_renewed_while_nobody_else_took_the_chat() -> None:
    put(A)
    row = lease()[A]
    pass_time(LEASE * 3)

    assert renew(row) == []
    assert lease() == {}


def test_a_chat_that_was_finished_is_lost_to_whoever_renews_it() -> None:
    put(A)
    row = lease()[A]
    sent(row)

    assert renew(row) == [A]
    assert Chat.objects.get(pk=A).leased_until is None


def test_the_next_row_of_a_chat_goes_under_the_same_lease() -> None:
    put(A, A)
    row = lease()[A]
    [following] = sent(row)

    assert renew(row) == []
    assert following.chat.lease == row.chat.lease


def test_an_unknown_chat_is_lost() -> None:
    assert renew_leases([Held(chat_id=10**15, lease=uuid.uuid4())]) == [10**15]
    assert renew_leases([]) == []


def test_what_is_handed_back_goes_on_at_once_with_its_parts() -> None:
    put(A)
    row = lease()[A]
    report(row, Result.PART)

    assert report(row, Result.RETURNED) == []

    again = lease()[A]
    assert (again.pk, again.parts_done, again.state) == (row.pk, 1, Delivery.State.PENDING)
    assert again.chat.lease != row.chat.lease


def test_nobody_hands_back_what_is_anothers_by_now() -> None:
    put(A)
    dead = lease()[A]
    pass_time(LEASE + timedelta(seconds=1))
    alive = lease()[A]

    report(dead, Result.RETURNED)

    assert refreshed(alive).chat.lease == alive.chat.lease


@pytest.mark.django_db(transaction=True)
def test_renewing_and_leasing_at_once_give_a_chat_to_one() -> None:
    chats = list(range(800, 840))
    put(*chats)
    rows = lease()
    Chat.objects.update(leased_until=None)

    acts: list[Callable[[], list[Any]]] = [partial(renew, *rows.values()), *[partial(lease_deliveries, limit=15)] * 3]
    outcomes = at_once(acts)

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    lost, *taken = [outcome for outcome in outcomes if isinstance(outcome, list)]
    mine = set(rows) - set(lost)
    theirs = [row.chat_id for given in taken for row in given]
    assert len(theirs) == len(set(theirs))
    # Whose renewal came first kept it; whose lease came first is named.
    assert mine.isdisjoint(theirs)
    assert set(lost) <= set(theirs)
