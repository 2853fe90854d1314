"""A reply to what a bot has sent and not told of yet waits for the report: it is never taken for nobody's."""

from collections.abc import Callable

import pytest

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.lease import LEASE
from apps.delivery.services.outcomes import Result, SentPart
from apps.ticket.models import Message
from core.errors import Conflict
from tests.courier import deliver, lease, pass_time, report
from tests.doors import Api, wire
from tests.personas import AZIZA, DILNOZA, Desk, Persona, message_ids


@pytest.fixture
def in_hand(desk: Desk) -> Delivery:
    """Return a row that a bot has in hand for Dilnoza: Aziza's second message, with her first one told of."""
    AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    deliver()
    AZIZA.writes("Kim bor?")
    return lease()[DILNOZA.telegram_id]


def test_a_reply_that_overtakes_the_report_waits_for_it(in_hand: Delivery) -> None:
    place = next(message_ids)
    with pytest.raises(Conflict, match="not_told_yet"):
        DILNOZA.writes("Men", reply_to=place)
    assert not Message.objects.filter(text="Men").exists(), "What is refused is not half stored."

    report(in_hand, Result.SENT, messages=[SentPart(message_id=place, ref=in_hand.message_ref)])

    assert DILNOZA.writes("Men", reply_to=place).outcome == "answered"


def test_the_same_is_refused_by_its_code_over_http(in_hand: Delivery, api: Callable[[Persona | None], Api]) -> None:
    body = wire(DILNOZA.message("Men", reply_to=next(message_ids)))

    answer = api(None).post("ticket/inbox/", **body)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_told_yet")


def test_a_reply_to_what_is_known_waits_for_nothing(in_hand: Delivery) -> None:
    first = Message.objects.get(text="Toʻlov oʻtmadi")

    assert DILNOZA.writes("Men", reply_to=DILNOZA.place_of(first)).outcome == "answered"


def test_what_was_sent_before_something_that_was_told_of_is_nobodys(in_hand: Delivery) -> None:
    """A menu that the bot showed itself stands in no row: a busy chat does not hold up a reply to it."""
    first = Message.objects.get(text="Toʻlov oʻtmadi")

    assert DILNOZA.writes("Men", reply_to=DILNOZA.place_of(first) - 1).outcome == "held"


def test_without_anything_in_hand_an_unknown_message_is_nobodys(desk: Desk) -> None:
    AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    deliver()

    assert DILNOZA.writes("Men", reply_to=next(message_ids)).outcome == "held"


def test_a_bot_that_died_holds_replies_up_for_a_lease_at_most(in_hand: Delivery) -> None:
    pass_time(LEASE)

    assert DILNOZA.writes("Men", reply_to=next(message_ids)).outcome == "held"


def test_another_chat_in_hand_holds_nobody_up(in_hand: Delivery) -> None:
    Chat.objects.filter(chat_id=AZIZA.telegram_id).update(lease=None, leased_until=None)

    assert AZIZA.writes("Yana men", reply_to=next(message_ids)).outcome == "stored"
