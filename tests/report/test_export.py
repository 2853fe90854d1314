"""One row for each ticket of a period: the facts of its life, in the reader's language, in pieces."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from apps.admin.actors import SYSTEM
from apps.report.services import export
from apps.report.services.export import COLUMNS, export_tickets
from apps.ticket.models import Message, Rating, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.ratings import rate_ticket
from core.periods import Period
from core.spreadsheets import Row, csv_rows, xlsx_file
from tests.personas import AZIZA, DILNOZA, JASUR, Desk
from tests.report.acts import Life, at

PERIOD = Period(first=date(2026, 11, 10), last=date(2026, 11, 12))
NAMES = [
    "number",
    "status",
    "category",
    "person",
    "username",
    "opened",
    "first response (s)",
    "closed",
    "reopened (times)",
    "resolution (s)",
    "full resolution (s)",
    "holder",
    "last answered by",
    "messages in",
    "messages out",
    "rating",
    "comment",
]
BEGIN = datetime(2026, 11, 10, 4, tzinfo=UTC)


class Clock:
    """A clock that the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = BEGIN
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def rows(language: str = "en", period: Period = PERIOD, **wanted: int) -> list[Row]:
    return list(export_tickets(actor=SYSTEM, period=period, language=language, **wanted).rows)


def only(language: str = "en") -> dict[str, Any]:
    (row,) = rows(language)
    return dict(zip(NAMES, row, strict=True))


def _says(admin: Any, text: str) -> None:
    ticket = Ticket.objects.get(user=AZIZA.user)
    answer_ticket(actor=admin.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text=text))


def _live(desk: Desk, clock: Clock) -> Ticket:
    """Let Aziza's ticket be answered, closed, reopened by her, answered by another, closed and rated."""
    AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    ticket = AZIZA.ticket
    clock.on(seconds=90.5)
    _says(DILNOZA, "Hozir")
    add_note(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="VIP"))
    clock.on(seconds=9.5)
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    clock.on(hours=1)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    AZIZA.writes("Yana oʻtmadi")
    clock.on(minutes=2)
    answer_ticket(
        actor=JASUR.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Tuzatildi"), takeover=True
    )
    clock.on(minutes=3)
    close_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    return ticket


def test_a_row_tells_a_tickets_whole_life(desk: Desk, clock: Clock) -> None:
    ticket = _live(desk, clock)
    closing = ticket.events.filter(act="closed").latest("id")
    rating, _ = rate_ticket(actor=AZIZA.in_telegram, closing_id=closing.pk, value=4)
    for text in ("Rahmat!", "Tez boʻldi"):
        Message.objects.create(ticket=ticket, user=AZIZA.user, kind="text", text=text, rating=rating, created_at=BEGIN)

    assert only() == {
        "number": ticket.number,
        "status": "closed",
        "category": "Payments",
        "person": "Aziza",
        "username": "",
        "opened": BEGIN,
        "first response (s)": 90.5,
        "closed": BEGIN + timedelta(seconds=100, hours=1, minutes=5),
        "reopened (times)": 1,
        "resolution (s)": 300.0,
        "full resolution (s)": 4000.0,
        "holder": "Jasur",
        "last answered by": "Jasur",
        "messages in": 2,
        "messages out": 2,
        "rating": 4,
        "comment": "Rahmat!\nTez boʻldi",
    }


def test_an_open_ticket_is_not_resolved(desk: Desk, clock: Clock) -> None:
    ticket = _live(desk, clock)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    row = only()
    assert (row["status"], row["closed"], row["reopened (times)"]) == ("taken", None, 2)
    assert (row["resolution (s)"], row["full resolution (s)"]) == (None, None)


def test_a_new_ticket_has_little_to_tell(desk: Desk, clock: Clock) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    row = only()
    assert (row["first response (s)"], row["holder"], row["last answered by"], row["rating"]) == (None, "", "", None)
    assert (row["messages in"], row["messages out"], row["comment"]) == (1, 0, "")


def test_the_latest_closings_rating_is_told(desk: Desk) -> None:
    life = Life(desk.payments)
    first, second = life.closed(at(10)), life.closed(at(11))
    # The older closing was rated later.
    life.rated(second, 5, at(11, 13))
    life.rated(first, 1, at(12))
    assert only()["rating"] == 5


@pytest.mark.parametrize("act", ["opened", "closed", "reopened"])
def test_a_ticket_has_one_row_for_all_that_happened_in_the_period(desk: Desk, act: str) -> None:
    inside, outside, other = Life(desk.payments), Life(desk.payments), Life(desk.payments)
    for day in (10, 12):
        inside.act(act, at(day))
    outside.act(act, at(9))
    outside.act(act, at(13, 0))
    for name in ("received", "answered", "noted", "taken", "released", "transferred"):
        other.act(name, at(11), DILNOZA.admin if name == "answered" else None)
    assert [row[0] for row in rows()] == [inside.ticket.number]


def test_it_is_narrowed_by_category_and_by_who_acted(desk: Desk) -> None:
    ours, theirs = Life(desk.payments), Life(desk.delivery)
    ours.closed(at(10), DILNOZA.admin)
    theirs.closed(at(10), JASUR.admin)
    assert [row[0] for row in rows(category_id=desk.payments.pk)] == [ours.ticket.number]
    assert [row[0] for row in rows(admin_id=JASUR.admin.pk)] == [theirs.ticket.number]
    assert rows(category_id=desk.payments.pk, admin_id=JASUR.admin.pk) == []


@pytest.mark.parametrize(
    ("language", "category", "status"),
    [("uz", "Toʻlovlar", "yopilgan"), ("ru", "Платежи", "закрыто"), ("en", "Payments", "closed")],
)
def test_it_speaks_the_readers_language(desk: Desk, language: str, category: str, status: str) -> None:
    Life(desk.payments).closed(at(10))
    row = only(language)
    assert (row["category"], row["status"]) == (category, status)


def test_headings_are_in_the_language_and_fit_the_rows(desk: Desk) -> None:
    headings = {
        language: export_tickets(actor=SYSTEM, period=PERIOD, language=language).header for language in ("uz", "en")
    }
    assert headings["en"] == NAMES
    assert len(headings["uz"]) == len(COLUMNS)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_all_pieces_come_and_none_twice(desk: Desk, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "TICKETS_AT_ONCE", 2)
    lives = [Life(desk.payments) for _ in range(count)]
    for life in lives:
        life.opened(at(10))
    assert [row[0] for row in rows()] == [life.ticket.number for life in lives]


def test_more_tickets_need_no_more_questions(desk: Desk) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            rows()
        return len(queries)

    def happen() -> None:
        life = Life(desk.payments)
        life.answered(at(10), DILNOZA.admin)
        life.rated(life.closed(at(10), DILNOZA.admin), 5, at(10, 13), DILNOZA.admin)

    happen()
    one = asked()
    for _ in range(5):
        happen()
    assert asked() == one


def test_what_people_wrote_runs_nowhere_and_dates_are_dates(desk: Desk, clock: Clock) -> None:
    ticket = _live(desk, clock)
    closing = ticket.events.filter(act="closed").latest("id")
    rating, _ = rate_ticket(actor=AZIZA.in_telegram, closing_id=closing.pk, value=1)
    evil = '=HYPERLINK("http://x.uz")\nikkinchi qator'
    Message.objects.create(ticket=ticket, user=AZIZA.user, kind="text", text=evil, rating=rating, created_at=BEGIN)
    user = AZIZA.user
    user.first_name, user.username = "@SUM(A1)", "+998"
    user.save(update_fields=["first_name", "username"])
    table = export_tickets(actor=SYSTEM, period=PERIOD, language="en")
    kept = list(table.rows)

    text = b"".join(csv_rows(table.header, kept)).decode("utf-8-sig")
    told = next(csv.DictReader(StringIO(text, newline="")))
    with xlsx_file(table.header, kept) as file:
        cells = next(load_workbook(BytesIO(file.read())).worksheets[0].iter_rows(min_row=2))

    assert (told["person"], told["username"], told["comment"]) == ("'@SUM(A1)", "'+998", f"'{evil}")
    assert told["opened"] == "2026-11-10 09:00:00"
    by_name = dict(zip(NAMES, cells, strict=True))
    assert by_name["opened"].value == datetime(2026, 11, 10, 9)  # noqa: DTZ001 - a cell knows no zone
    assert by_name["first response (s)"].value == 90.5
    for name in ("person", "username", "comment"):
        assert by_name[name].data_type == "s"
    assert by_name["comment"].value == evil


def test_ratings_of_the_database_and_of_the_file_agree(desk: Desk) -> None:
    for value in (1, 3, 5):
        life = Life(desk.payments)
        life.rated(life.closed(at(10)), value, at(11))
    assert sorted(row[-2] for row in rows()) == sorted(Rating.objects.values_list("value", flat=True))  # type: ignore[type-var]
