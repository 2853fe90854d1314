"""Each act is written with how long it took: reports count these rows and never look further back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from apps.ticket.models import Event, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.lifecycle import release_ticket, take_ticket, transfer_ticket
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA, RUSTAM, Desk

TEXT = Content(kind="text", text="Hozir")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Clock:
    """The time of the test."""

    def __init__(self) -> None:
        self.now = START

    def passes(self, **span: int) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    with patch("django.utils.timezone.now", lambda: clock.now):
        yield clock


def last(act: Event.Act) -> Event:
    return Event.objects.filter(act=act).latest("pk")


def answer() -> Event:
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=Ticket.objects.get().pk, content=TEXT)
    return last(Event.Act.ANSWERED)


def test_an_answer_knows_how_long_it_was_waited_for(desk: Desk, clock: Clock) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    clock.passes(minutes=3)
    AZIZA.writes("Kim bor?")
    clock.passes(minutes=2, microseconds=7)

    event = answer()

    waited = timedelta(minutes=5, microseconds=7)
    assert (event.response_time, event.first_response_time) == (waited, waited)
    assert event.created_at == clock.now


def test_only_the_first_answer_is_a_first_response(desk: Desk, clock: Clock) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    clock.passes(minutes=1)
    answer()
    clock.passes(hours=1)
    AZIZA.writes("Yana")
    clock.passes(minutes=4)

    event = answer()

    assert (event.response_time, event.first_response_time) == (timedelta(minutes=4), None)


def test_an_answer_that_nobody_waited_for_has_no_response_time(desk: Desk, clock: Clock) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    answer()
    clock.passes(minutes=1)

    event = answer()

    assert (event.response_time, event.first_response_time) == (None, None)


def test_a_note_is_no_answer(desk: Desk, clock: Clock) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    clock.passes(minutes=1)
    add_note(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT)
    clock.passes(minutes=1)

    assert answer().first_response_time == timedelta(minutes=2)


def test_a_reopening_begins_a_cycle(desk: Desk, clock: Clock) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    clock.passes(minutes=1)
    answer()
    clock.passes(minutes=9)
    ticket = close_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    first = last(Event.Act.CLOSED)
    clock.passes(hours=20)
    reopen_ticket(actor=RUSTAM.in_telegram, ticket_id=ticket.pk)
    clock.passes(minutes=6)
    answered = answer()
    clock.passes(minutes=1)
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    second = last(Event.Act.CLOSED)

    assert (first.resolution_time, first.full_resolution_time) == (timedelta(minutes=10), timedelta(minutes=10))
    assert (answered.response_time, answered.first_response_time) == (None, timedelta(minutes=6))
    assert second.resolution_time == timedelta(minutes=7)
    assert second.full_resolution_time == timedelta(hours=20, minutes=17)


def test_a_clock_that_was_set_back_makes_no_time_negative(desk: Desk, clock: Clock) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    clock.passes(hours=-1)

    event = answer()
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)

    assert (event.response_time, event.first_response_time) == (timedelta(), timedelta())
    assert last(Event.Act.CLOSED).resolution_time == timedelta()


def test_an_act_says_from_what_to_what(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    pk, dilnoza, jasur = AZIZA.ticket.pk, DILNOZA.admin.pk, JASUR.admin.pk
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=pk)
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=pk, admin_id=jasur)
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=pk, content=TEXT, takeover=True)
    release_ticket(actor=DILNOZA.in_telegram, ticket_id=pk)
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=pk, category_id=desk.delivery.pk)
    close_ticket(actor=NODIRA.in_telegram, ticket_id=pk)
    reopen_ticket(actor=NODIRA.in_telegram, ticket_id=pk)

    told = [(event.act, event.changes) for event in Event.objects.filter(ticket=pk).exclude(changes={})]

    assert told == [
        ("opened", {"status": [None, "new"]}),
        ("taken", {"status": ["new", "taken"], "admin": [None, dilnoza]}),
        ("transferred", {"admin": [dilnoza, jasur]}),
        ("taken_over", {"admin": [jasur, dilnoza]}),
        ("released", {"status": ["taken", "new"], "admin": [dilnoza, None]}),
        ("transferred", {"category": [desk.payments.pk, desk.delivery.pk]}),
        ("closed", {"status": ["new", "closed"]}),
        ("reopened", {"status": ["closed", "new"]}),
    ]


def test_a_transfer_is_an_act_of_the_category_that_the_ticket_leaves(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    transfer_ticket(actor=RUSTAM.in_telegram, ticket_id=AZIZA.ticket.pk, category_id=desk.delivery.pk)
    close_ticket(actor=RUSTAM.in_telegram, ticket_id=AZIZA.ticket.pk)

    assert last(Event.Act.TRANSFERRED).category == desk.payments
    assert last(Event.Act.CLOSED).category == desk.delivery


def test_an_act_counts_the_messages_that_it_brought(desk: Desk) -> None:
    for _ in range(3):
        AZIZA.writes("Salom")
    AZIZA.writes("Kim bor?", category=desk.payments)
    AZIZA.writes("Yana")
    answer()
    ticket = close_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    AZIZA.writes("Ochib bering")
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    acts = ["opened", "received", "answered", "closed", "reopened"]
    counts = {event.act: event.message_count for event in Event.objects.filter(act__in=acts)}
    assert counts == {"opened": 4, "received": 1, "answered": 1, "closed": 0, "reopened": 1}
