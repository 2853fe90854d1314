"""The journal as a file: a row for each event, in words, read piece by piece."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from itertools import islice
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook
from pytest_django import Settings

from apps.admin.actors import SYSTEM
from apps.admin.services.categories import change_category
from apps.admin.services.staff import change_admin
from apps.ticket.models import Event
from apps.ticket.retelling import Names
from apps.ticket.services import audit
from apps.ticket.services.audit import Filters, export_header, export_rows
from apps.ticket.services.lifecycle import take_ticket
from apps.ticket.services.people import register
from core.spreadsheets import csv_rows
from tests.doors import Api
from tests.personas import AZIZA, DILNOZA, EMMA, JASUR, NODIRA, RUSTAM, Desk, Persona

ApiOf = Callable[[Persona | None], Api]
HEADER = ["when", "act", "door", "who", "role", "ticket", "category", "person", "changes", "facts"]


def table(api: Api, **query: Any) -> list[list[str]]:
    """Download a CSV and return its rows, the headings first."""
    answer = api.get("ticket/events/export/", file="csv", **{"language": "en", **query})
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


@pytest.fixture
def taken(desk: Desk) -> Desk:
    AZIZA.writes("Salom", category=desk.payments)
    take_ticket(actor=DILNOZA.at_the_site, ticket_id=AZIZA.ticket.pk)
    return desk


def test_a_row_tells_an_event_in_words(taken: Desk, api: ApiOf) -> None:
    header, row = table(api(None), act="taken")

    number = str(AZIZA.ticket.number)
    changes = "admin: — → Dilnoza; status: new → taken"
    assert header == HEADER
    assert row[1:] == ["taken", "site", "Dilnoza", "admin", number, "Payments", "Aziza", changes, ""]


def test_a_row_says_when_by_the_desks_clock(desk: Desk, api: ApiOf, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tashkent"
    Event.objects.create(act="noted", door="site", created_at=datetime(2026, 3, 4, 20, 0, 1, tzinfo=UTC))

    assert table(api(None))[1][0] == "2026-03-05 01:00:01"


def test_every_role_has_its_word(taken: Desk, api: ApiOf) -> None:
    register(actor=SYSTEM, fields={"telegram_id": EMMA.telegram_id, "first_name": "Emma"})
    api(None).post("user/users/", telegram_id=EMMA.telegram_id, first_name="Emily")
    Event.objects.create(act="sign_in_failed", door="site", data={"login": "rustam"})

    roles = {row[1]: (row[3], row[4]) for row in reversed(table(api(None))[1:])}

    assert roles == {
        "opened": ("Aziza", "person"),
        "taken": ("Dilnoza", "admin"),
        "person added": ("", "system"),
        "person changed": ("", "service"),
        "failed to sign in": ("", "unknown"),
    }


def test_names_stand_in_the_place_of_ids(taken: Desk, api: ApiOf) -> None:
    ids = [taken.payments.pk, taken.delivery.pk]
    change_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, category_ids=ids, is_super_admin=True)
    register(actor=SYSTEM, fields={"telegram_id": EMMA.telegram_id, "first_name": "Emma"})

    facts = {row[1]: row[8:] for row in reversed(table(api(None))[1:])}

    changes = "categories: Payments → Payments, Delivery; super admin: no → yes"
    assert facts["access changed"] == [changes, "admin: Jasur"]
    assert facts["person added"] == ["", "person: Emma"]


@pytest.mark.parametrize(("language", "word", "category"), [("uz", "olingan", "Toʻlovlar"), ("ru", "взято", "Платежи")])
def test_it_speaks_the_asked_for_language_and_leaves_the_threads_own(
    taken: Desk, language: str, word: str, category: str
) -> None:
    with translation.override("en"):
        assert export_header(language) != HEADER == export_header("en")
        rows = export_rows(actor=SYSTEM, filters=Filters(act="taken"), language=language)
        row = next(rows)
        assert translation.get_language() == "en"

    assert (row[1], row[6]) == (word, category)


def test_without_a_language_it_speaks_its_readers(taken: Desk, api: ApiOf) -> None:
    answer = api(RUSTAM).get("ticket/events/export/", file="csv", act="taken")

    assert "olingan" in b"".join(answer.streaming_content).decode()


def test_a_formula_in_a_name_stays_a_name(desk: Desk, api: ApiOf) -> None:
    change_category(
        actor=RUSTAM.in_telegram, category_id=desk.payments.pk, changes={"name_en": "=1+1", "name_uz": "=2+2"}
    )
    Persona(7001, '=HYPERLINK("http://x")', "en").writes(category=desk.payments)

    rows = table(api(None), act="opened")

    assert (rows[1][3][:2], rows[1][6]) == ("'=", "'=1+1")


def test_a_workbook_holds_the_same(taken: Desk, api: ApiOf) -> None:
    answer = api(None).get("ticket/events/export/", file="xlsx", language="en", act="taken")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None

    (header, row) = sheet.iter_rows(values_only=True)
    assert list(header) == HEADER
    assert isinstance(row[0], datetime)
    assert row[5] == AZIZA.ticket.number
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="events-')


def test_it_leaves_out_what_was_not_asked_for(taken: Desk, api: ApiOf) -> None:
    assert len(table(api(None), category=taken.delivery.pk)) == 1
    assert [row[1] for row in table(api(None), door="telegram")[1:]] == ["opened", "person added"]


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 8])
def test_no_row_is_lost_or_repeated_between_two_pieces(desk: Desk, at_once: int) -> None:
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    for number in range(7):
        at = moment - timedelta(seconds=number // 3)
        Event.objects.create(act="noted", door="site", created_at=at, data={"message": number})

    with patch.object(audit, "EXPORTED_AT_ONCE", at_once):
        rows = list(export_rows(actor=SYSTEM, filters=Filters(), language="en"))

    assert [row[9] for row in rows] == [f"message: {number}" for number in (2, 1, 0, 5, 4, 3, 6)]


def test_it_is_read_piece_by_piece_as_it_is_taken(desk: Desk) -> None:
    """However long the journal is: a piece in memory, and the names of a piece in a few questions."""
    for number in range(30):
        Event.objects.create(
            act="appointed", door="site", admin=RUSTAM.admin, data={"admin": DILNOZA.admin.pk + number}
        )

    with patch.object(audit, "EXPORTED_AT_ONCE", 10), CaptureQueriesContext(connection) as captured:
        rows = export_rows(actor=SYSTEM, filters=Filters(), language="en")
        assert asked(captured) == 0
        assert len(list(islice(rows, 10))) == 10
        assert asked(captured) == 2
        assert len(list(rows)) == 20
        assert asked(captured) == 2 * 3 + 1


def asked(captured: CaptureQueriesContext) -> int:
    """Count the questions about the desk, without what begins, bounds and ends a transaction."""
    return sum(" FROM " in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_what_takes_the_database_too_long_is_refused_and_not_cut_off(
    taken: Desk, api: ApiOf, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(audit, "LIMIT_MS", 50)
    monkeypatch.setattr(Names, "of", slow)
    answer = api(None).get("ticket/events/export/", file=file)
    assert (answer.status_code, answer.json()["code"]) == (503, "took_too_long")


def test_an_admins_export_holds_their_tickets_only(taken: Desk) -> None:
    def told(persona: Persona) -> set[Any]:
        return {row[1] for row in export_rows(actor=persona.in_telegram, filters=Filters(), language="en")}

    assert told(DILNOZA) == {"opened", "taken"}
    assert told(NODIRA) == told(AZIZA) == set()
    assert "person added" in told(RUSTAM)


def test_an_empty_journal_is_a_table_without_rows(desk: Desk) -> None:
    rows = export_rows(actor=SYSTEM, filters=Filters(), language="ru")
    assert len(b"".join(csv_rows(export_header("ru"), rows)).decode("utf-8-sig").splitlines()) == 1
