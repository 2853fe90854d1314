"""The one who asked reads their ticket again: everything that was said, and nothing that was noted."""

from apps.ticket.services.closing import close_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.history import PAGE, show_ticket
from tests.personas import AZIZA, DILNOZA, Desk


def text(words: str) -> Content:
    return Content(kind="text", text=words)


def test_the_asker_is_sent_the_conversation_and_its_card_without_the_notes(desk: Desk) -> None:
    AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    ticket = AZIZA.ticket
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=text("Tekshiramiz"))
    add_note(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=text("Ehtiyot boʻling"))
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    before = len(AZIZA.outbox())

    shown = show_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    *contents, card = AZIZA.outbox()[before:]
    assert [row.data["contents"][0]["text"] for row in contents] == ["Toʻlov oʻtmadi", "Tekshiramiz"]
    assert all(row.data["header"]["at"] for row in contents)
    assert (card.kind, card.data["ticket"]["actions"]) == ("card", ["reopen"])
    assert (shown.count, shown.more) == (2, None)


def test_a_long_conversation_comes_in_pages(desk: Desk) -> None:
    AZIZA.writes("0", category=desk.payments)
    for number in range(1, PAGE + 2):
        AZIZA.writes(str(number))

    last = show_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    first = show_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk, before=last.more)

    assert (last.count, first.count, first.more) == (PAGE, 2, None)
