"""The lists of the menu: what is in each, and whose turn comes first."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from apps.ticket.models import Ticket
from apps.ticket.services.closing import close_ticket
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM, Desk, Persona


def asks(persona: Persona, desk: Desk, *, minutes_ago: int) -> Ticket:
    persona.writes(category=desk.payments)
    since = timezone.now() - timedelta(minutes=minutes_ago)
    Ticket.objects.filter(pk=persona.ticket.pk).update(waiting_since=since)
    return persona.ticket


def shown(persona: Persona, box: str) -> list[int]:
    headers = {"Authorization": f"Token {settings.API_TOKEN}", "X-Telegram-Id": str(persona.telegram_id)}
    page = Client().get(f"/api/ticket/tickets/?box={box}", headers=headers).json()
    return [ticket["id"] for ticket in page["results"]]


@pytest.mark.parametrize(("persona", "box"), [(DILNOZA, "new"), (DILNOZA, "waiting"), (RUSTAM, "all")])
def test_who_waits_longest_comes_first_whoever_asked_last(desk: Desk, persona: Persona, box: str) -> None:
    hurried = asks(AZIZA, desk, minutes_ago=1)
    patient = asks(BORIS, desk, minutes_ago=9)
    newest = asks(EMMA, desk, minutes_ago=5)

    assert shown(persona, box) == [patient.pk, newest.pk, hurried.pk]


def test_what_is_closed_comes_last_where_everything_is_shown(desk: Desk) -> None:
    closed = asks(AZIZA, desk, minutes_ago=9)
    close_ticket(actor=AZIZA.in_telegram, ticket_id=closed.pk)
    waiting = asks(BORIS, desk, minutes_ago=1)

    assert shown(RUSTAM, "all") == [waiting.pk, closed.pk]


def test_where_nobody_waits_the_latest_word_comes_first_page_by_page(desk: Desk) -> None:
    tickets = []
    for persona, days in ((AZIZA, 400), (BORIS, 1), (EMMA, 30)):
        closed = asks(persona, desk, minutes_ago=1)
        close_ticket(actor=persona.in_telegram, ticket_id=closed.pk)
        Ticket.objects.filter(pk=closed.pk).update(last_message_at=timezone.now() - timedelta(days=days))
        tickets.append(closed.pk)
    long_ago, yesterday, last_month = tickets

    assert shown(RUSTAM, "all") == [yesterday, last_month, long_ago]
    assert shown(RUSTAM, f"all&limit=2&after={yesterday}") == [last_month, long_ago]
    assert shown(RUSTAM, f"all&limit=2&before={long_ago}") == [yesterday, last_month]
