"""A ticket shows its history again, to its staff and to the one who asked; replies to it work like the first time."""

import pytest

from apps.ticket.models import Ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note
from apps.ticket.services.history import refresh_card, show_ticket
from apps.ticket.services.lifecycle import take_ticket
from core.errors import NotFound
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, BOT_ID, DILNOZA, JASUR, NODIRA, Desk


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("0", category=desk.payments)
    for number in range(1, 23):
        AZIZA.writes(str(number))
    deliver()
    return AZIZA.ticket


def test_it_comes_in_pages_of_ten_the_latest_first_and_each_in_order(ticket: Ticket) -> None:
    pages, before = [], None
    for _ in range(3):
        seen = len(JASUR.outbox("content"))
        shown = show_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk, before=before)
        pages.append([row.data["contents"][0]["text"] for row in JASUR.outbox("content")[seen:]])
        before = shown.more

    assert [number for page in reversed(pages) for number in page] == [str(number) for number in range(23)]
    assert ([len(page) for page in pages], before) == ([10, 10, 3], None)
    assert JASUR.cards() == ["new", "shown", "shown", "shown"]


def test_what_is_shown_says_when_it_was_written(ticket: Ticket) -> None:
    show_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    header = DILNOZA.outbox("content")[-1].data["header"]
    assert (header["at"] is not None, header["name"], header["author"]) == (True, "Aziza", "user")


def test_the_one_who_asked_reads_it_without_the_notes(ticket: Ticket) -> None:
    add_note(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Ehtiyot"))

    shown = show_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    assert (shown.count, "Ehtiyot" in AZIZA.reads()) == (10, False)
    assert AZIZA.outbox("card")[-1].data["ticket"]["actions"][0] == "close"


def test_nobody_else_reads_it(ticket: Ticket) -> None:
    for stranger in (NODIRA, BORIS):
        stranger.writes("Salom")
        with pytest.raises(NotFound):
            show_ticket(actor=stranger.in_telegram, ticket_id=ticket.pk)


def test_an_admin_who_asked_is_offered_an_askers_buttons_whatever_happens(desk: Desk) -> None:
    DILNOZA.writes("Oyligim qani?", category=desk.payments)
    show_ticket(actor=DILNOZA.in_telegram, ticket_id=DILNOZA.ticket.pk)
    deliver()
    take_ticket(actor=JASUR.in_telegram, ticket_id=DILNOZA.ticket.pk)

    offered = [row.data["ticket"]["actions"] for row in DILNOZA.outbox("card", "mark")]
    assert not [actions for actions in offered if set(actions) - {"close", "reopen", "show"}]


def test_a_known_card_is_brought_up_to_date_and_an_unknown_one_sent(ticket: Ticket) -> None:
    place = DILNOZA.place_of_row(DILNOZA.outbox("card")[0])
    refresh_card(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, bot_id=BOT_ID, telegram_message_id=place)
    assert DILNOZA.outbox("mark")[-1].target == DILNOZA.outbox("card")[0]

    for known in (None, 10**9, JASUR.place_of_row(JASUR.outbox("card")[0])):
        refresh_card(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, bot_id=BOT_ID, telegram_message_id=known)
    assert DILNOZA.cards() == ["new", "shown", "shown", "shown"]
