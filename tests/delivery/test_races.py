"""Enqueuing and leasing at the same time lose nothing, send nothing twice, and keep every chat's order."""

import threading
from collections import defaultdict
from functools import partial

import pytest
from django.db import transaction

from apps.delivery.models import Delivery
from apps.delivery.services.enqueue import enqueue
from apps.delivery.services.lease import lease_deliveries
from tests.courier import sent
from tests.delivery.outbox import notice, put
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

CHATS = [601, 602, 603]
PER_WRITER = 12


def test_bots_and_writers_at_once_lose_and_reorder_nothing() -> None:
    done = threading.Event()
    lock = threading.Lock()
    seen: dict[int, list[str]] = defaultdict(list)

    def write(writer: int) -> None:
        for number in range(PER_WRITER):
            enqueue([notice(chat, f"{writer}/{number}") for chat in CHATS])

    def work() -> None:
        while True:
            rows = lease_deliveries(limit=3)
            if not rows and done.is_set():
                return
            while rows:
                row = rows.pop()
                with lock:
                    seen[row.chat_id].append(row.data["code"])
                rows += sent(row)

    def write_all() -> None:
        outcomes = at_once([partial(write, writer) for writer in range(3)])
        done.set()
        assert outcomes == [None] * 3

    outcomes = at_once([write_all, work, work, work])

    assert outcomes == [None] * 4
    for chat in CHATS:
        assert len(seen[chat]) == len(set(seen[chat])) == 3 * PER_WRITER
        for writer in range(3):
            own = [code for code in seen[chat] if code.startswith(f"{writer}/")]
            assert own == [f"{writer}/{number}" for number in range(PER_WRITER)]
    assert not Delivery.objects.exclude(state=Delivery.State.SENT).exists()


def test_ids_follow_the_order_of_commits() -> None:
    """Two transactions that write to one chat wait for each other: whoever commits first has the smaller ids."""
    first_has_written, commits = threading.Event(), []

    def first() -> None:
        with transaction.atomic():
            enqueue([notice(CHATS[0], "first")])
            first_has_written.set()
            # The other one is at the chat's lock by now, or will come to it: either way it has to wait.
            threading.Event().wait(0.1)
            enqueue([notice(CHATS[0], "still the first")])
            commits.append("first")

    def second() -> None:
        first_has_written.wait(10)
        enqueue([notice(CHATS[0], "second")])
        commits.append("second")

    assert at_once([first, second]) == [None, None]

    codes = [row.data["code"] for row in Delivery.objects.order_by("id")]
    assert codes == ["first", "still the first", "second"]
    assert commits == ["first", "second"]


def test_many_bots_lease_each_chat_once() -> None:
    put(*range(700, 740))

    leased = at_once([partial(lease_deliveries, limit=10)] * 6)

    chats = [row.chat_id for rows in leased if isinstance(rows, list) for row in rows]
    assert len(chats) == len(set(chats))
    assert not [rows for rows in leased if isinstance(rows, Exception)]
