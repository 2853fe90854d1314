"""The search above the list of tickets: the desk's own, ranked, with the words marked where they stand."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.admin.actors import person
from apps.ticket.models import Message
from apps.ticket.services import conversation
from tests.api.desk import BORIS, Desk, build_desk
from tests.site.office import seat

PAGE = reverse("admin:ticket_ticket_changelist")


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


def found(client: Client, words: str, **filters: str) -> list[int]:
    answer = client.get(PAGE, {"q": words, **filters})
    assert answer.status_code == 200
    return [row.ticket.pk for row in answer.context["queue"].rows]


def ask(desk: Desk, text: str) -> int:
    """Open a ticket of Boris in *delivery*."""
    ticket = conversation.open_ticket(
        actor=person(BORIS), user_id=desk.boris.pk, category_id=desk.delivery.pk, text=text
    )
    return ticket.pk


@pytest.mark.parametrize("words", ["tolov", "toʻlov", "to'lov otmadi", "тўлов", "Aziza", "azi"])
def test_words_and_names_are_found_in_whatever_letters(words: str, office: Desk) -> None:
    assert found(seat(office.rustam), words) == [office.ticket.pk]


def test_a_number_is_found(office: Desk) -> None:
    assert found(seat(office.rustam), f"#{office.ticket.number}") == [office.ticket.pk]


def test_the_best_match_stands_above(office: Desk) -> None:
    better = ask(office, "Toʻlov oʻtmadi dedi kuryer")
    assert found(seat(office.rustam), "Boris toʻlov")[0] == better


def test_the_words_are_marked_where_they_stand(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE, {"q": "tolov aziza"}).content.decode()
    assert '<mark class="desk-mark">Toʻlov</mark>' in page
    assert '<mark class="desk-mark">Aziza</mark>' in page


def test_markup_around_a_marked_word_stays_text(office: Desk) -> None:
    ask(office, "<script>alert(1)</script> posilka <b>")
    page = seat(office.rustam).get(PAGE, {"q": "posilka"}).content.decode()
    assert '<mark class="desk-mark">posilka</mark>' in page
    assert "<script>alert(1)" not in page


def test_filters_narrow_what_was_found(office: Desk) -> None:
    assert found(seat(office.rustam), "toʻlov", state="new") == [office.ticket.pk]
    assert found(seat(office.rustam), "toʻlov", state="closed") == []


def test_another_categorys_words_are_not_found(office: Desk) -> None:
    ask(office, "Posilka yoʻlda")
    assert found(seat(office.dilnoza), "posilka") == []
    assert found(seat(office.dilnoza), "Boris") == []
    assert found(seat(office.kamola), "tolov") == []


def test_a_note_about_ones_own_question_stays_hidden(office: Desk) -> None:
    assert found(seat(office.rustam), "VIP") == [office.ticket.pk]
    office.rustam.telegram_id = office.aziza.telegram_id
    office.rustam.save(update_fields=["telegram_id"])
    assert Message.objects.filter(text="VIP").exists()
    assert found(seat(office.rustam), "VIP") == []


@pytest.mark.parametrize("words", ["x", "'", "%", "_", "\\", "<", "!", "x" * 5000, "\U0001f600"])
def test_what_cannot_be_looked_for_is_said_in_words(words: str, office: Desk) -> None:
    answer = seat(office.rustam).get(PAGE, {"q": words})
    assert answer.status_code == 200
    assert answer.context["problem"] == "Look for two letters or digits at least, and 200 at most."
    assert "queue" not in answer.context


@pytest.mark.parametrize("words", ["a & | ! ( ) : *b", "<b>", "';--xx", "% or 1=1"])
def test_wild_words_break_nothing(words: str, office: Desk) -> None:
    assert seat(office.rustam).get(PAGE, {"q": words}).status_code == 200
