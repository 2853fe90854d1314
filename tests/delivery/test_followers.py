"""Rows that follow others: edits, deletions and quotes of what may never have arrived."""

from typing import Any

import pytest

from apps.delivery.models import Delivery
from apps.delivery.serializers import DeliverySerializer
from apps.delivery.services.enqueue import Draft, enqueue
from apps.delivery.services.outcomes import Result, SentPart
from tests.courier import due_now, lease, report, sent
from tests.delivery.outbox import A, notice, picture, put

pytestmark = pytest.mark.django_db

FOLLOWING = [Delivery.Kind.EDIT, Delivery.Kind.DELETE, Delivery.Kind.MARK]


def _follow(target: Delivery, kind: Delivery.Kind) -> None:
    enqueue([Draft(chat_id=A, language="uz", kind=kind, data={}, target=target)])


@pytest.mark.parametrize("kind", FOLLOWING)
def test_what_follows_a_message_that_never_came_is_dropped_on_the_way(kind: Delivery.Kind) -> None:
    [target] = put(A)
    _follow(target, kind)
    put(A)

    [following] = report(lease()[A], Result.REFUSED)

    assert following.data["code"] == "notice 2"
    assert Delivery.objects.get(kind=kind).state == Delivery.State.CANCELLED


@pytest.mark.parametrize("kind", FOLLOWING)
def test_what_follows_a_message_names_what_became_of_it(kind: Delivery.Kind) -> None:
    [target] = put(A)
    _follow(target, kind)
    [following] = report(lease()[A], Result.SENT, messages=[SentPart(message_id=71, ref=4)])

    wire: Any = DeliverySerializer(following).data
    assert wire["target"] == {
        "sent": [{"message_id": 71, "ref": 4}],
        "kind": "notice",
        "data": {"code": "notice 0"},
    }


def test_a_partly_sent_message_can_be_followed() -> None:
    [target] = put(A)
    _follow(target, Delivery.Kind.DELETE)
    row = lease()[A]
    report(row, Result.PART, messages=[SentPart(message_id=71, ref=4)])

    [following] = report(row, Result.REFUSED)

    assert following.kind == Delivery.Kind.DELETE


def _reply_to(row: Delivery) -> int | None:
    wire: Any = DeliverySerializer(row).data
    value: int | None = wire["reply_to"]
    return value


def test_a_quote_of_a_message_of_the_chat_is_its_id() -> None:
    draft = notice(A)
    draft.reply_to_message_id = 12
    enqueue([draft])

    assert _reply_to(lease()[A]) == 12


def test_a_quote_of_an_earlier_row_is_what_it_became_by_then() -> None:
    [quoted] = put(A)
    draft = notice(A)
    draft.quotes = quoted
    enqueue([draft])

    [following] = report(lease()[A], Result.SENT, messages=[SentPart(message_id=71, ref=None)])
    assert _reply_to(following) == 71


def test_a_quote_of_one_picture_is_that_picture() -> None:
    enqueue([picture(A, 1), picture(A, 2)])
    album = Delivery.objects.get()
    draft = notice(A)
    draft.quotes, draft.quoted_ref = album, 2
    enqueue([draft])

    [row] = due_now()
    [following] = report(row, Result.SENT, messages=[SentPart(message_id=60 + ref, ref=ref) for ref in (1, 2)])
    assert _reply_to(following) == 62


def test_a_quote_of_what_never_arrived_is_left_out() -> None:
    [quoted] = put(A)
    draft = notice(A)
    draft.quotes = quoted
    enqueue([draft])

    [following] = report(lease()[A], Result.REFUSED)
    assert _reply_to(following) is None


def test_a_report_without_messages_ends_a_follower() -> None:
    [target] = put(A)
    sent(lease()[A])
    _follow(target, Delivery.Kind.MARK)

    assert sent(lease()[A]) == []
    assert Delivery.objects.get(kind=Delivery.Kind.MARK).state == Delivery.State.SENT
