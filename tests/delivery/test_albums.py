"""An album has no end mark: its row is held about a second after the last member, as data."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.delivery.models import Delivery
from apps.delivery.services.enqueue import ALBUM_HOLD, ALBUM_LIMIT, enqueue
from apps.delivery.services.lease import lease_deliveries
from tests.courier import deliver, due_now, lease, pass_time, sent
from tests.delivery.outbox import A, B, is_due, picture, put
from tests.personas import AZIZA, DILNOZA, Desk, photo

pytestmark = pytest.mark.django_db


def _refs(row: Delivery) -> list[int]:
    return [content["message"] for content in row.data["contents"]]


def test_members_that_arrive_one_by_one_go_out_as_one_row() -> None:
    for ref in (1, 2, 3):
        enqueue([picture(A, ref)])
        pass_time(ALBUM_HOLD / 2)
        assert lease() == {}

    pass_time(ALBUM_HOLD)
    assert _refs(lease()[A]) == [1, 2, 3]


def test_members_of_one_act_are_one_row() -> None:
    enqueue([picture(A, 1), picture(A, 2)])
    [row] = due_now()

    assert _refs(row) == [1, 2]


def test_what_follows_the_album_waits_behind_it() -> None:
    enqueue([picture(A, 1)])
    put(A)
    assert lease() == {}

    pass_time(ALBUM_HOLD)
    first = lease()[A]
    assert _refs(first) == [1]
    assert len(sent(first)) == 1


def test_a_chat_is_asked_again_when_the_album_is_due() -> None:
    enqueue([picture(A, 1)])
    assert lease() == {}
    assert not is_due(A)

    pass_time(ALBUM_HOLD)
    assert is_due(A)


def test_a_member_that_comes_while_the_album_is_being_sent_is_a_row_of_its_own() -> None:
    enqueue([picture(A, 1)])
    [row] = due_now()
    enqueue([picture(A, 2)])

    following = sent(row) or due_now()
    assert [_refs(row) for row in following] == [[2]]


def test_more_than_ten_members_are_two_rows() -> None:
    enqueue([picture(A, ref) for ref in range(ALBUM_LIMIT + 2)])
    for ref in (20, 21):
        enqueue([picture(A, ref)])

    assert [_refs(row) for row in deliver()] == [list(range(10)), [10, 11, 20, 21]]


def test_albums_of_different_chats_and_groups_do_not_mix() -> None:
    enqueue([picture(A, 1), picture(B, 1), picture(A, 5, album="1:8")])
    enqueue([picture(A, 2), picture(B, 2)])

    assert [(row.chat_id, _refs(row)) for row in Delivery.objects.order_by("id")] == [
        (A, [1, 2]),
        (B, [1, 2]),
        (A, [5]),
    ]


def test_an_album_of_a_user_arrives_whole_with_its_caption(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    members = [AZIZA.writes(text, kind="photo", media=photo(name), album="9") for name, text in _ALBUM]

    rows = [row for row in deliver() if row.chat_id == DILNOZA.telegram_id and row.kind == "content"]

    assert [_refs(row) for row in rows] == [[message.pk for message in members]]
    assert [content["text"] for content in rows[0].data["contents"]] == ["Mana", "", ""]
    assert DILNOZA.place_of(members[0]) < DILNOZA.place_of(members[2])


def test_an_album_that_opens_a_ticket_arrives_whole(desk: Desk) -> None:
    for name, text in _ALBUM:
        AZIZA.writes(text, kind="photo", media=photo(name), album="9", category=desk.payments)

    rows = [row for row in deliver() if row.chat_id == DILNOZA.telegram_id]
    assert [row.kind for row in rows] == ["card", "content"]
    assert len(rows[1].data["contents"]) == 3


def test_a_held_album_is_noted_as_data_and_survives_a_restart() -> None:
    enqueue([picture(A, 1)])

    row = Delivery.objects.get()
    assert timedelta(0) < row.not_before - timezone.now() <= ALBUM_HOLD
    assert lease_deliveries(limit=10) == []


_ALBUM = [("a", "Mana"), ("b", ""), ("c", "")]
