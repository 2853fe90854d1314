"""The reports page: every figure of the report, in words; wrong questions answered by name; nobody else's figures."""

import csv
import re
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.admin.actors import Door, operator, person
from apps.admin.models import Admin
from apps.report.services.summary import Report, report
from apps.report.site.figures import LABELS, NOBODYS
from apps.ticket.services import conversation
from core.errors import TookTooLong
from core.periods import Period
from tests.api.desk import BORIS, Desk, build_desk
from tests.site.office import downloaded, rate, seat

PAGE, FILE = reverse("reports"), reverse("reports_export")


@pytest.fixture
def office(db: None) -> Desk:
    desk = build_desk()
    rate(desk)
    conversation.open_ticket(
        actor=person(BORIS),
        user_id=desk.boris.pk,
        category_id=desk.delivery.pk,
        text="Posilka qani, maxfiy",
    )
    return desk


def counted(desk: Desk, who: str = "rustam", **scope: Any) -> Report:
    return report(actor=operator(getattr(desk, who), Door.SITE), period=Period.of_days(30), **scope)


def numbers_in(page: str, start: str) -> list[str]:
    """Return the machine's values of the figures in the part of the page that begins there."""
    part = page[page.index(start) :]
    return re.findall(r'<data value="([^"]*)">', part)


# ---------------------------------------------------------------- figures


def test_every_figure_stands_on_a_card_with_the_one_before_and_its_explanation(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE).content.decode()
    totals, shown = counted(office).totals, seat(office.rustam).get(PAGE).context["cards"]
    assert [card.name for card in shown] == list(LABELS)
    for card in shown:
        assert card.explanation in page.replace("&#x27;", "'")
        assert f'id="figure-{card.name}"' in page
    assert (totals.opened, totals.closed) == (2, 1)
    assert numbers_in(page, 'id="figure-opened"')[:2] == ["2", "0"]
    assert numbers_in(page, 'id="figure-resolution"')[0] == str(totals.resolution.median)
    assert numbers_in(page, 'id="figure-ratings"')[0] == "4.0"
    assert numbers_in(page, 'id="figure-rating_response"')[0] == "1.0"


def test_the_tables_hold_the_rows_of_the_report(office: Desk) -> None:
    by_name = {table.name: table for table in seat(office.rustam).get(PAGE).context["tables"]}
    counts = counted(office)
    assert [row.title for row in by_name["category"].rows] == [str(row.category) for row in counts.by_category]
    assert [row.title for row in by_name["admin"].rows] == [row.admin.display_name for row in counts.by_admin]
    assert [row.title for row in by_name["day"].rows] == [f"{day.date:%d.%m.%Y}" for day in reversed(counts.by_day)]
    for table in by_name.values():
        assert {len(row.cells) for row in table.rows} == {len(table.headings)}


def test_a_category_narrows_every_figure(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE, {"category": office.delivery.pk}).content.decode()
    assert numbers_in(page, 'id="figure-opened"')[0] == "1"
    assert numbers_in(page, 'id="figure-closed"')[0] == "0"


def test_by_admin_there_are_no_figures_of_nobodys_acts(office: Desk) -> None:
    cards = seat(office.rustam).get(PAGE, {"admin": office.dilnoza.pk}).context["cards"]
    assert {card.name for card in cards} == set(LABELS) - set(NOBODYS)


def test_the_charts_stand_in_the_page_and_load_nothing(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE).content.decode()
    assert page.count("<figure") == 5
    # Each is drawn for a desk and for a phone.
    assert page.count('role="img"') >= 10
    assert not re.search(r"(?:href|src)=[\"']https?:", page)


def test_a_usual_period_is_a_link_that_keeps_the_category(office: Desk) -> None:
    context = seat(office.rustam).get(PAGE, {"category": office.delivery.pk}).context
    today = timezone.localdate().isoformat()
    assert f"from={today}&to={today}&category={office.delivery.pk}" in [preset.link for preset in context["presets"]]
    assert [preset.name for preset in context["presets"] if preset.is_chosen][:1] == ["30 days"]


@pytest.mark.parametrize(("language", "word"), [("uz", "Ochilgan"), ("ru", "Открыто"), ("en", "Opened")])
def test_the_page_speaks_the_readers_language(language: str, word: str, office: Desk) -> None:
    page = seat(office.rustam, language).get(PAGE)
    assert word in [card.label for card in page.context["cards"]]
    assert f'lang="{language}"' in page.content.decode()


# ---------------------------------------------------------------- wrong questions


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"from": "2026-02-30"}, "“2026-02-30” is no day of the calendar."),
        ({"from": "2026-11-22", "to": "2026-11-01"}, "The period ends before it begins."),
        ({"from": "0001-01-01", "to": "0001-01-02"}, "The desk keeps no calendar for the year 1."),
        ({"from": "2001-01-01", "to": "2026-01-01"}, "A period has 1098 days at most."),
        ({"category": "<b>"}, "“&lt;b&gt;” is not on the list."),
        ({"admin": "9" * 5000}, "is not on the list."),
        ({"from": "2026-11-2\x00"}, "is no day of the calendar."),
    ],
)
def test_a_wrong_question_is_refused_in_words_and_keeps_what_was_typed(
    query: dict[str, str], words: str, office: Desk
) -> None:
    client = seat(office.rustam)
    answer = client.get(PAGE, query)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert "figure-opened" not in answer.content.decode()
    assert client.get(FILE, query).status_code == 400


def test_an_unknown_category_or_admin_is_refused_in_words(office: Desk) -> None:
    for query in ({"category": 10**9}, {"admin": 10**9}):
        answer = seat(office.rustam).get(PAGE, query)
        assert answer.status_code == 404
        assert "There is no such category or admin" in answer.content.decode()
        assert seat(office.rustam).get(FILE, query).status_code == 404


def test_a_question_that_takes_too_long_is_refused_in_words(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(**asked: Any) -> None:
        raise TookTooLong

    monkeypatch.setattr("apps.report.site.views.report", slow)
    answer = seat(office.rustam).get(PAGE)
    assert answer.status_code == 503
    assert "ask for a shorter period" in answer.content.decode()


# ---------------------------------------------------------------- who sees what


def test_an_admin_sees_their_categories_and_their_own_row_only(office: Desk) -> None:
    answer = seat(office.dilnoza).get(PAGE)
    tables = {table.name: [row.title for row in table.rows] for table in answer.context["tables"]}
    assert tables["category"] == ["Toʻlovlar"]
    assert tables["admin"] == ["Dilnoza"]
    assert list(answer.context["categories"]) == [office.payments]
    assert not answer.context["admins"]
    page = answer.content.decode()
    assert "Yetkazish" not in page
    assert "Kamola" not in page
    assert numbers_in(page, 'id="figure-opened"')[0] == "1"


def test_another_category_or_admin_is_not_an_admins_to_report_on(office: Desk) -> None:
    client = seat(office.dilnoza)
    for query, status in (({"category": office.delivery.pk}, 404), ({"admin": office.kamola.pk}, 403)):
        for address in (PAGE, FILE):
            answer = client.get(address, query)
            assert answer.status_code == status
            assert "maxfiy" not in answer.content.decode()


def test_nobody_but_the_staff_gets_in(office: Desk) -> None:
    for client in (Client(), seat(office.sardor)):
        for address in (PAGE, FILE):
            assert client.get(address).status_code == 302
    assert seat(office.rustam).post(PAGE).status_code == 405


# ---------------------------------------------------------------- the file


def test_the_file_holds_the_tickets_behind_the_figures(office: Desk) -> None:
    def askers(who: Admin) -> set[str]:
        table = list(csv.reader(StringIO(downloaded(seat(who), FILE, file="csv").decode("utf-8-sig"))))
        return {row[3] for row in table[1:]}

    assert askers(office.rustam) == {"Aziza", "Boris"}
    assert askers(office.dilnoza) == {"Aziza"}
    assert downloaded(seat(office.rustam), FILE, file="xlsx")[:2] == b"PK"
    answer = seat(office.rustam).get(FILE, {"file": "xlsx"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
