"""A search never shows a word that is not the reader's to read."""

import pytest

from apps.admin.actors import SYSTEM, Actor
from apps.admin.models import Admin
from apps.ticket.models import Message
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.lifecycle import transfer_ticket
from apps.ticket.services.pending import discard_pending
from apps.ticket.services.search import matching_tickets, search
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, NODIRA, RUSTAM, Desk, Persona


def words_for(actor: Actor, query: str) -> list[str]:
    """Return every word that a search shows: of messages and of names."""
    hits = search(actor=actor, query=query).hits
    pieces = [part for hit in hits for snippet in hit.snippets for part in snippet.parts]
    pieces += [part for hit in hits for part in hit.person or []]
    return " ".join(part.text for part in pieces).split()


def finds(persona: Persona, query: str) -> bool:
    """Tell whether the person finds anything."""
    return bool(search(actor=persona.in_telegram, query=query).hits)


def answers(admin: Persona, asker: Persona, text: str) -> Message:
    """Let the admin answer the asker's open ticket."""
    return answer_ticket(actor=admin.in_telegram, ticket_id=asker.ticket.pk, content=Content(kind="text", text=text))


def notes(admin: Persona, asker: Persona, text: str) -> None:
    """Let the admin note something in the asker's open ticket."""
    add_note(actor=admin.in_telegram, ticket_id=asker.ticket.pk, content=Content(kind="text", text=text))


def test_an_admin_finds_words_of_their_own_categories_alone(desk: Desk) -> None:
    AZIZA.writes("Maxfiy toʻlov", category=desk.payments)
    BORIS.writes("Maxfiy yetkazish", category=desk.delivery)

    assert words_for(DILNOZA.in_telegram, "maxfiy") == ["Maxfiy", "toʻlov"]
    assert words_for(NODIRA.in_telegram, "maxfiy") == ["Maxfiy", "yetkazish"]
    assert len(words_for(RUSTAM.in_telegram, "maxfiy")) == len(words_for(SYSTEM, "maxfiy")) == 4


QUESTIONS = ["maxfiy toʻlov", "maxfiy", "maxfyi", "afiy", "Aziza", "Azi", "Azziza", "Aziza maxfiy", "{}", "#{}"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_way_of_asking_leads_into_anothers_category(desk: Desk, question: str) -> None:
    AZIZA.writes("Maxfiy toʻlov", category=desk.payments)
    question = question.format(AZIZA.ticket.number)

    assert not finds(NODIRA, question)
    assert matching_tickets(actor=NODIRA.in_telegram, query=question) == []


def test_a_ticket_that_left_the_category_takes_its_words_along(desk: Desk) -> None:
    AZIZA.writes("Maxfiy toʻlov", category=desk.payments)
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, category_id=desk.delivery.pk)

    assert not finds(DILNOZA, "maxfiy")
    assert finds(NODIRA, "maxfiy")


def test_words_spread_over_two_categories_are_no_hit_for_an_admin_of_one(desk: Desk) -> None:
    AZIZA.writes("Maxfiy toʻlov", category=desk.payments)
    BORIS.writes("Maxfiy yetkazish", category=desk.delivery)

    assert not finds(DILNOZA, "toʻlov yetkazish")


def test_a_user_finds_their_own_tickets_alone(desk: Desk) -> None:
    AZIZA.writes("Maxfiy toʻlov", category=desk.payments)
    answers(DILNOZA, AZIZA, "Maxfiy javob")
    BORIS.writes("Maxfiy yetkazish", category=desk.delivery)

    assert words_for(AZIZA.in_telegram, "maxfiy") == ["Maxfiy", "javob", "Maxfiy", "toʻlov"]


def test_a_note_is_found_by_the_staff_and_never_by_the_one_who_asked(desk: Desk) -> None:
    AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    notes(DILNOZA, AZIZA, "Firibgar boʻlishi mumkin")

    assert finds(DILNOZA, "firibgar")
    assert finds(RUSTAM, "firibgar")
    assert not finds(AZIZA, "firibgar")
    assert not finds(AZIZA, "toʻlov firibgar")
    assert "Firibgar" not in words_for(AZIZA.in_telegram, "toʻlov")


def test_staff_read_no_notes_on_what_they_asked_themselves(desk: Desk) -> None:
    JASUR.writes("Oylik kelmadi", category=desk.payments)
    answers(DILNOZA, JASUR, "Ertaga keladi")
    notes(DILNOZA, JASUR, "Firibgar boʻlishi mumkin")

    assert finds(JASUR, "oylik")
    assert finds(JASUR, "ertaga")
    assert not finds(JASUR, "firibgar")
    assert finds(DILNOZA, "firibgar")


def test_a_super_admin_reads_no_notes_on_what_they_asked_themselves(desk: Desk) -> None:
    RUSTAM.writes("Oylik kelmadi", category=desk.payments)
    notes(DILNOZA, RUSTAM, "Firibgar boʻlishi mumkin")

    assert finds(RUSTAM, "oylik")
    assert not finds(RUSTAM, "firibgar")


def test_an_answer_that_was_taken_back_is_found_by_the_staff_alone(desk: Desk) -> None:
    AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    message = answers(DILNOZA, AZIZA, "Parolingiz yashirin")
    Message.objects.filter(pk=message.pk).update(deleted_at=message.created_at)

    assert finds(DILNOZA, "yashirin")
    assert not finds(AZIZA, "yashirin")


def test_somebody_dismissed_finds_only_what_they_asked(desk: Desk) -> None:
    AZIZA.writes("Maxfiy toʻlov", category=desk.payments)
    Admin.objects.filter(pk=DILNOZA.admin.pk).update(is_active=False)

    assert not finds(DILNOZA, "maxfiy")


def test_what_its_writer_discarded_is_found_by_nobody(desk: Desk) -> None:
    AZIZA.writes("Tashlab yuborilgan gap")
    discard_pending(actor=AZIZA.in_telegram)

    assert not finds(AZIZA, "tashlab")
    assert not finds(RUSTAM, "tashlab")


def test_a_closed_ticket_is_found_like_an_open_one(desk: Desk) -> None:
    AZIZA.writes("Maxfiy toʻlov", category=desk.payments)
    close_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk)

    assert finds(AZIZA, "maxfiy")
    assert finds(DILNOZA, "maxfiy")
