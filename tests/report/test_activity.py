"""What an admin answered and closed, today and in seven days, by the clock of the desk's city."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.admin.models import Admin, Category
from apps.report.services.activity import count_activity
from apps.ticket.models import Event, Message, Rating, Ticket
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from core.errors import Forbidden
from tests.personas import AZIZA, DILNOZA, JASUR, Desk
from tests.report.acts import Life

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


def _rated(category: Category, value: int, minutes_ago: int, admin: Admin) -> Rating:
    life, when = Life(category), timezone.now() - timedelta(minutes=minutes_ago)
    return life.rated(life.closed(when, admin), value, when, admin)


def test_first_answers_and_ratings_are_summed_up(desk: Desk) -> None:
    life, now = Life(desk.payments), timezone.now()
    for first in (10, 20, 60):
        life.answered(now, DILNOZA.admin, first=first)
    for value in (5, 4):
        _rated(desk.payments, value, 0, DILNOZA.admin)
    _rated(desk.payments, 1, 0, JASUR.admin)

    week = count_activity(actor=DILNOZA.in_telegram)["week"]

    assert week["first_response"] == {"n": 3, "mean": 30.0, "median": 20.0, "p90": 52.0}
    assert (week["ratings"]["n"], week["ratings"]["mean"]) == (2, 4.5)


def test_what_was_done_in_a_category_that_was_taken_away_still_counts(desk: Desk) -> None:
    _answered(timezone.now())
    Life(desk.delivery).closed(timezone.now(), DILNOZA.admin)
    today = count_activity(actor=DILNOZA.in_telegram)["today"]
    assert (today["answered"], today["closed"]) == (1, 1)


def test_the_five_latest_ratings_are_shown_with_their_words(desk: Desk) -> None:
    ratings = [_rated(desk.payments, value, 10 - value, DILNOZA.admin) for value in (1, 2, 3, 4, 5)]
    ratings.append(_rated(desk.payments, 5, 0, DILNOZA.admin))
    _rated(desk.payments, 1, 0, JASUR.admin)
    for text, kind in (("Rahmat!", "text"), ("", "photo")):
        Message.objects.create(
            ticket=ratings[-1].ticket,
            user=ratings[-1].ticket.user,
            kind=kind,
            text=text,
            rating=ratings[-1],
            created_at=timezone.now(),
        )

    recent = count_activity(actor=DILNOZA.in_telegram)["recent_ratings"]

    assert [shown["number"] for shown in recent] == [rating.ticket.number for rating in reversed(ratings[1:])]
    assert [shown["value"] for shown in recent] == [5, 5, 4, 3, 2]
    assert [shown["comment"] for shown in recent] == ["Rahmat!\n[photo]", "", "", "", ""]


def test_a_rating_of_a_ticket_that_went_elsewhere_is_counted_and_not_shown(desk: Desk) -> None:
    rating = _rated(desk.payments, 3, 0, DILNOZA.admin)
    Ticket.objects.filter(pk=rating.ticket_id).update(category=desk.delivery)
    counted = count_activity(actor=DILNOZA.in_telegram)
    assert (counted["today"]["ratings"]["n"], counted["recent_ratings"]) == (1, [])
