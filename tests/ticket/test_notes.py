"""A note is for the staff: it never reaches the user, through no door."""

from collections.abc import Callable

import pytest
from django.conf import settings

from apps.ticket.models import Focus, Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note
from apps.ticket.services.edits import delete_answer, edit_answer
from apps.ticket.services.focus import focus_on
from apps.ticket.services.history import show_ticket
from apps.ticket.services.lifecycle import take_ticket
from core.errors import Forbidden, NotFound
from tests.courier import deliver
from tests.doors import Api
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA, Desk, Persona, photo

SECRET = "Bu mijoz doim shunday"


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    take_ticket(actor=JASUR.in_telegram, ticket_id=AZIZA.ticket.pk)
    return AZIZA.ticket


def _by_telegram(ticket: Ticket) -> Message:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=Focus.Mode.NOTE)
    return DILNOZA.writes(SECRET)


def _by_site(ticket: Ticket) -> Message:
    return add_note(actor=DILNOZA.at_the_site, ticket_id=ticket.pk, content=Content(kind="text", text=SECRET))


def _by_api(ticket: Ticket) -> Message:
    api = Api(token=settings.API_TOKEN, persona=DILNOZA)
    answer = api.post("ticket/messages/", ticket=ticket.pk, kind="note", text=SECRET)
    assert answer.status_code == 201, answer.content
    return Message.objects.get(pk=answer.json()["id"])


@pytest.mark.parametrize("write", [_by_telegram, _by_site, _by_api])
def test_a_note_reaches_the_holder_and_never_the_user(
    ticket: Ticket, api: Callable[[Persona | None], Api], write: Callable[[Ticket], Message]
) -> None:
    note = write(ticket)
    edit_answer(actor=DILNOZA.at_the_site, message_id=note.pk, text=f"{SECRET}!", entities=[])
    show_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    close_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    delete_answer(actor=DILNOZA.at_the_site, message_id=note.pk)
    deliver()

    assert note.kind == Message.Kind.NOTE
    assert f"{SECRET}!" in JASUR.reads()
    assert SECRET not in str([row.data for row in AZIZA.outbox()])
    for path in (f"ticket/messages/?ticket={ticket.pk}", "ticket/messages/", f"ticket/tickets/{ticket.pk}/"):
        seen = api(AZIZA).get(path)
        assert (seen.status_code, SECRET in seen.content.decode()) == (200, False)
    assert api(AZIZA).get(f"ticket/messages/{note.pk}/").status_code == 404
    assert api(AZIZA).get("ticket/tickets/", search=SECRET).json()["results"] == []


def test_a_picture_in_note_mode_is_a_note_whose_bytes_the_user_cannot_fetch(
    ticket: Ticket, api: Callable[[Persona | None], Api]
) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=Focus.Mode.NOTE)
    note = DILNOZA.writes(SECRET, kind="photo", media=photo())

    assert (note.kind, note.data["kind"]) == (Message.Kind.NOTE, "photo")
    assert JASUR.outbox("content")[-1].data["contents"][0]["kind"] == "photo"
    assert api(AZIZA).get(f"ticket/attachments/{note.attachment.pk}/content/").status_code == 404


def test_a_note_leaves_no_trace_in_what_the_user_sees_of_the_ticket(ticket: Ticket) -> None:
    before = (ticket.last_text, ticket.last_message_at, ticket.waiting_since)
    _by_site(ticket)

    assert (AZIZA.ticket.last_text, AZIZA.ticket.last_message_at, AZIZA.ticket.waiting_since) == before


def test_a_user_writes_no_notes(ticket: Ticket, api: Callable[[Persona | None], Api]) -> None:
    answer = api(AZIZA).post("ticket/messages/", ticket=ticket.pk, kind="note", text="Hm")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    with pytest.raises(Forbidden):
        add_note(actor=AZIZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Hm"))
    with pytest.raises(NotFound):
        add_note(actor=NODIRA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Hm"))


def test_an_admin_who_asks_reads_no_notes_about_themselves(desk: Desk) -> None:
    DILNOZA.writes("Oyligim qani?", category=desk.payments)
    ticket = DILNOZA.ticket
    add_note(actor=JASUR.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text=SECRET))

    assert not Message.objects.visible_to(DILNOZA.in_telegram).filter(kind=Message.Kind.NOTE).exists()
    assert Message.objects.visible_to(JASUR.in_telegram).filter(kind=Message.Kind.NOTE).exists()
    assert SECRET not in str([row.data for row in DILNOZA.outbox()])
