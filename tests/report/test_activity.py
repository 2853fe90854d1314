"""What an admin answered and closed, today and in seven days, by the clock of the desk's city."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.report.services.activity import count_activity
from apps.ticket.models import Event
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from core.errors import Forbidden
from tests.personas import AZIZA, DILNOZA, JASUR, Desk

# In Tashkent it is half past midnight of the 23rd; in London still the evening of the 22nd.
NOW = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def _at_half_past_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def _answered(moment: datetime) -> None:
    Event.objects.create(act=Event.Act.ANSWERED, door="telegram", admin=DILNOZA.admin, created_at=moment)


MOMENTS = [
    (MIDNIGHT, 1, 1),
    (MIDNIGHT - SECOND, 0, 1),
    (MIDNIGHT - timedelta(days=6), 0, 1),
    (MIDNIGHT - timedelta(days=6) - SECOND, 0, 0),
]


@pytest.mark.usefixtures("_at_half_past_midnight")
@pytest.mark.parametrize(("moment", "today", "week"), MOMENTS)
def test_a_day_begins_at_midnight_of_the_desks_city(desk: Desk, moment: datetime, today: int, week: int) -> None:
    _answered(moment)

    counted = count_activity(actor=DILNOZA.in_telegram)

    assert (counted["today"]["answered"], counted["week"]["answered"]) == (today, week)


@pytest.mark.usefixtures("_at_half_past_midnight")
def test_in_another_city_it_is_another_day(desk: Desk, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/London"
    _answered(MIDNIGHT - SECOND)

    with timezone.override("Europe/London"):
        assert count_activity(actor=DILNOZA.in_telegram)["today"]["answered"] == 1


def test_answers_and_closings_count_and_notes_do_not(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    ticket = AZIZA.ticket
    for text in ("Hozir", "Bajarildi"):
        answer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text=text))
    add_note(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Izoh"))
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    counted, of_another = count_activity(actor=DILNOZA.in_telegram), count_activity(actor=JASUR.in_telegram)
    for time in ("today", "week"):
        assert (counted[time]["answered"], counted[time]["closed"]) == (2, 1)
        assert (of_another[time]["answered"], of_another[time]["closed"]) == (0, 0)


def test_it_is_for_admins_in_person(desk: Desk) -> None:
    AZIZA.writes()
    for actor in (AZIZA.in_telegram, SYSTEM):
        with pytest.raises(Forbidden):
            count_activity(actor=actor)
