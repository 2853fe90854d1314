"""The audit page: who did what, from what to what, by filters; and as a file."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.admin.actors import Door, operator
from apps.ticket.models import Event
from apps.ticket.services import audit_page, lifecycle
from core.errors import TookTooLong
from tests.api.desk import Desk, build_desk, close, take
from tests.site.office import downloaded, seat

PAGE = reverse("admin:ticket_event_changelist")
FILE = reverse("admin:ticket_event_export")


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def rustam(office: Desk) -> Client:
    return seat(office.rustam)


def acts(client: Client, **query: Any) -> list[str]:
    """Return what the page lists, from above."""
    return [row.act for row in client.get(PAGE, query).context["page"].rows]


# ---------------------------------------------------------------- what it shows


def test_each_act_is_told_from_what_to_what_with_its_door(office: Desk) -> None:
    take(office)
    lifecycle.transfer_ticket(
        actor=operator(office.rustam, Door.SITE), ticket_id=office.ticket.pk, category_id=office.delivery.pk
    )
    page = seat(office.rustam).get(PAGE).content.decode()
    assert "category: Toʻlovlar → Yetkazish" in page
    assert "status: taken → new" in page
    assert "admin: Dilnoza → —" in page
    row = seat(office.rustam).get(PAGE, {"act": "transferred"}).context["page"].rows[0]
    assert (row.author, row.door) == ("Rustam", "site")


def test_the_newest_stand_above_and_every_page_leads_to_the_next(
    office: Desk, rustam: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_page, "PAGE", 3)
    everything = list(Event.objects.order_by("-created_at", "-pk").values_list("pk", flat=True))
    seen, context = [], rustam.get(PAGE).context
    seen += [row.id for row in context["page"].rows]
    while "older" in context["links"]:
        context = rustam.get(f"{PAGE}?{context['links']['older']}").context
        seen += [row.id for row in context["page"].rows]
    assert seen == everything
    shown = len(context["page"].rows)
    above = rustam.get(f"{PAGE}?{context['links']['newer']}").context["page"].rows
    assert [row.id for row in above] == everything[-shown - 3 : -shown]


def test_one_act_tells_all_its_facts(office: Desk, rustam: Client) -> None:
    close(office)
    closing = Event.objects.get(act="closed")
    page = rustam.get(reverse("admin:ticket_event_change", args=[closing.pk])).content.decode()
    assert "status: new → closed" in page
    assert "closed by: admin" in page
    assert "resolution time" in page


# ---------------------------------------------------------------- filters


def test_filters_narrow_the_list_together(office: Desk, rustam: Client) -> None:
    assert set(acts(rustam, act="answered")) == {"answered"}
    assert set(acts(rustam, door="api", admin=office.dilnoza.pk)) >= {"answered", "noted", "released"}
    assert "opened" not in acts(rustam, admin=office.dilnoza.pk)
    assert acts(rustam, category=office.delivery.pk) == []
    assert acts(rustam, act="answered", door="site") == []


@pytest.mark.parametrize("words", ["aziza", "AZIZ", "dilnoza"])
def test_a_person_is_found_by_a_part_of_the_name(words: str, rustam: Client) -> None:
    assert "answered" in acts(rustam, q=words)


def test_a_ticket_is_found_by_its_number(office: Desk, rustam: Client) -> None:
    assert "opened" in acts(rustam, q=f"#{office.ticket.number}")
    assert acts(rustam, q="#999999") == []


def test_days_are_those_of_the_desk(rustam: Client) -> None:
    assert acts(rustam, **{"from": "2020-01-01", "to": "2020-12-31"}) == []
    assert "opened" in acts(rustam, **{"from": "2020-01-01"})
    assert acts(rustam, to="2020-12-31") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"from": "2026-02-30"}, "“2026-02-30” is no day of the calendar."),
        ({"from": "2026-11-22", "to": "2026-11-01"}, "The period ends before it begins."),
        ({"from": "0001-01-01"}, "The desk keeps no calendar for the year 1."),
        ({"act": "exploded"}, "“exploded” is not on the list."),
        ({"door": "<b>"}, "“&lt;b&gt;” is not on the list."),
        ({"admin": "'; DROP TABLE"}, "is not on the list."),
        ({"category": "9" * 5000}, "is not on the list."),
        ({"after": "-1"}, "is not on the list."),
        ({"q": "x" * 5000}, "A search has 200 letters at most."),
    ],
)
def test_a_wrong_filter_is_refused_in_words(query: dict[str, str], words: str, rustam: Client) -> None:
    answer = rustam.get(PAGE, query)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert rustam.get(FILE, query).status_code == 400


@pytest.mark.parametrize("words", ["'", "%", "_", "\\", "<b>", "@", "#", "٣", "\U0001f600"])
def test_wild_letters_find_nothing_and_break_nothing(words: str, rustam: Client) -> None:
    assert rustam.get(PAGE, {"q": words}).status_code == 200


def test_letters_that_no_database_keeps_are_found_nowhere(rustam: Client) -> None:
    assert rustam.get(PAGE, {"q": "a\x00b"}).status_code == 200


def test_a_question_that_takes_too_long_is_refused_in_words(rustam: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(**asked: Any) -> None:
        raise TookTooLong

    monkeypatch.setattr("apps.ticket.views.journal.read_audit", slow)
    answer = rustam.get(PAGE)
    assert answer.status_code == 503
    assert "took the database too long" in answer.content.decode()


# ---------------------------------------------------------------- who sees what


def test_an_admin_sees_the_acts_of_their_tickets_only_and_no_files(office: Desk) -> None:
    assert "answered" in acts(seat(office.dilnoza))
    assert {row.ticket.pk for row in seat(office.dilnoza).get(PAGE).context["page"].rows} == {office.ticket.pk}
    assert acts(seat(office.kamola)) == []
    assert acts(seat(office.kamola), q="Aziza") == []
    assert "CSV" not in seat(office.dilnoza).get(PAGE).content.decode()
    assert seat(office.dilnoza).get(FILE).status_code == 403


def test_another_categorys_act_has_no_page(office: Desk) -> None:
    event = Event.objects.filter(ticket=office.ticket).earliest("pk")
    address = reverse("admin:ticket_event_change", args=[event.pk])
    assert seat(office.dilnoza).get(address).status_code == 200
    assert seat(office.kamola).get(address).status_code == 302


# ---------------------------------------------------------------- the files


def test_the_files_hold_what_the_page_lists(office: Desk, rustam: Client) -> None:
    listed = acts(rustam, q="aziza", door="api")
    content = downloaded(rustam, FILE, q="aziza", door="api", file="csv")
    table = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert [row[1] for row in table[1:]] == [str(Event.Act(act).label) for act in listed]
    assert len(listed) > 0
    sheet = load_workbook(BytesIO(downloaded(rustam, FILE, q="aziza", door="api", file="xlsx"))).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [row[1] for row in table[1:]]
