"""The first page: how the queue stands now, today beside yesterday, and charts of what the reader may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.admin.models import Category
from apps.report.services import first_page
from apps.report.site.cards import Card, Change
from core.errors import TookTooLong
from tests.api.desk import Desk, build_desk
from tests.report.acts import Life
from tests.site.line import PAGE, waiting
from tests.site.office import outside_addresses, seat

FIRST = reverse("admin:index")


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


def cards(client: Client) -> dict[str, Card]:
    answer = client.get(FIRST)
    assert answer.status_code == 200
    return {card.name: card for card in answer.context["cards"]}


def noon(days_ago: int) -> Any:
    """Return a moment of that day which cannot slip into another."""
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)


# ---------------------------------------------------------------- now


def test_the_cards_of_now_count_what_the_tabs_hold_and_lead_there(office: Desk) -> None:
    waiting(office.payments, 5)
    waiting(office.payments, 9, status="taken", admin=office.dilnoza)
    waiting(office.payments, None, status="taken", admin=office.dilnoza)
    shown = cards(seat(office.dilnoza))
    assert [shown[name].words for name in ("waiting", "new", "mine")] == ["2", "2", "2"]
    assert shown["mine"].details == "of them wait: 1"
    for name in ("waiting", "new", "mine"):
        assert shown[name].link == f"{PAGE}?tab={name}"


def test_the_longest_wait_leads_to_its_ticket_and_goes_on_by_itself(office: Desk) -> None:
    waiting(office.payments, 5)
    longest = waiting(office.payments, 65)
    answer = seat(office.dilnoza).get(FIRST)
    card = next(card for card in answer.context["cards"] if card.name == "longest")
    assert card.link == reverse("admin:ticket_ticket_change", args=[longest.pk])
    assert (card.since, card.details) == (longest.waiting_since, f"#{longest.number}")
    assert "1 h 5 min</time>" in answer.content.decode()


def test_the_five_who_wait_longest_are_listed_in_order(office: Desk) -> None:
    made = [waiting(office.payments, minutes) for minutes in (5, 60, 20, 50, 40, 30)]
    rows = seat(office.dilnoza).get(FIRST).context["longest"]
    assert [row.ticket.pk for row in rows] == [made[place].pk for place in (1, 3, 4, 5, 2)]


def test_where_nobody_waits_it_says_so(office: Desk) -> None:
    page = seat(office.dilnoza).get(FIRST).content.decode()
    assert page.count("Nobody waits 🎉") == 2


# ---------------------------------------------------------------- beside yesterday


def test_what_was_closed_today_stands_beside_yesterday(office: Desk) -> None:
    for days_ago, count in ((0, 3), (1, 2), (2, 7)):
        for _number in range(count):
            Life(office.payments).closed(noon(days_ago), office.dilnoza)
    card = cards(seat(office.dilnoza))["closed"]
    assert card.words == "3"
    assert card.change == Change(arrow="↑", words="+1 (+50 %)", before="all of yesterday: 2")


def test_slower_answers_are_worse_and_said_so_in_words(office: Desk) -> None:
    for moment, seconds in ((noon(1), 60), (noon(8), 600)):
        Life(office.payments).answered(moment, office.dilnoza, waited=seconds, first=seconds)
    for _number in range(3):
        Life(office.payments).answered(noon(0), office.dilnoza, waited=120, first=120)
    client = seat(office.dilnoza)
    shown = cards(client)
    today, week = shown["response-today"], shown["response-week"]
    assert (today.words, today.details) == ("2 min", "n = 4")
    assert today.change == Change(arrow="↑", words="+100 %", before="yesterday: 1 min", verdict="bad")
    assert week.change is not None
    assert (week.change.verdict, week.change.before) == ("good", "7 days before: 10 min")
    page = client.get(FIRST).content.decode()
    assert '<span class="desk-said"> (worse)</span>' in page
    assert '<span class="desk-said"> (better)</span>' in page


def test_where_nobody_was_answered_nothing_is_compared(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_page, "measure_times", lambda window, scope: {})
    week = cards(seat(office.rustam))["response-week"]
    assert (week.words, week.details, week.change) == ("—", "nobody was answered", None)


# ---------------------------------------------------------------- for whom


def test_nothing_of_other_categories_is_counted_or_named(office: Desk) -> None:
    waiting(office.delivery, 50, "Yashirin")
    for _number in range(4):
        Life(office.delivery).closed(noon(0), office.kamola)
    answer = seat(office.dilnoza).get(FIRST)
    shown = {card.name: card.words for card in answer.context["cards"]}
    assert (shown["waiting"], shown["new"], shown["closed"]) == ("0", "1", "0")
    for words in ("Yetkazish", "Kamola", "Yashirin"):
        assert words not in answer.content.decode()


def test_the_work_of_all_admins_is_drawn_for_super_admins_only(office: Desk) -> None:
    titles = {}
    for admin in (office.dilnoza, office.rustam):
        page = seat(admin).get(FIRST).content.decode()
        drawn = ("Opened and closed tickets", "When people write", "Tickets by category", "Work by admin")
        titles[admin.first_name] = [title for title in drawn if f"<title>{title}" in page]
    assert titles["Dilnoza"] == ["Opened and closed tickets", "When people write", "Tickets by category"]
    assert titles["Rustam"] == [*titles["Dilnoza"], "Work by admin"]


def test_an_admin_without_categories_gets_an_empty_page(office: Desk) -> None:
    office.dilnoza.categories.clear()
    shown = cards(seat(office.dilnoza))
    assert {card.words for card in shown.values()} == {"0", "—", "Nobody waits 🎉"}


def test_figures_that_take_too_long_leave_the_queue_standing(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_asked: Any) -> None:
        raise TookTooLong

    monkeypatch.setattr("apps.report.site.dashboard.read_days", refuse)
    answer = seat(office.dilnoza).get(FIRST)
    assert [card.name for card in answer.context["cards"]] == ["waiting", "longest", "new", "mine"]
    assert "This took the database too long" in answer.content.decode()
    assert answer.context["charts"] == []


# ---------------------------------------------------------------- what it costs


def test_the_number_of_questions_does_not_grow_with_the_rows(office: Desk) -> None:
    client = seat(office.rustam)

    def fill(count: int) -> None:
        for number in range(count):
            category = Category.objects.create(slug=f"c{Category.objects.count()}", name_uz=f"Boʻlim {number}")
            waiting(category, number + 1)
            Life(category).opened(noon(0))

    def cost() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert client.get(FIRST).status_code == 200
        return len(questions)

    fill(3)
    few = cost()
    fill(27)
    assert cost() == few


def test_nothing_is_asked_outside(office: Desk) -> None:
    assert outside_addresses(seat(office.rustam).get(FIRST).content.decode()) == []
