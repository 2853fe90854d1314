"""Reports over the API: the shape that is documented, pictures and files, and refusals by name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.admin.actors import SYSTEM
from apps.report.explanations import EXPLANATIONS
from apps.report.serializers import ActivitySerializer, ReportSerializer
from apps.report.services import measures
from apps.report.services.figures import Figures
from apps.report.services.summary import report
from core.periods import Period
from tests.doors import Api
from tests.personas import AZIZA, DILNOZA, RUSTAM, Desk, Persona, known
from tests.report.acts import Life, at

Apis = Callable[[Persona | None], Api]
DAYS = {"from": "2026-11-10", "to": "2026-11-12"}
PERIOD = Period(first=date(2026, 11, 10), last=date(2026, 11, 12))
PATHS = ["report/summary/", "report/chart/", "report/export/"]
WANTED = {"report/chart/": {"kind": "volume"}, "report/export/": {"file": "csv"}}


@pytest.fixture
def lived(desk: Desk) -> Desk:
    life = Life(desk.payments)
    life.opened(at(10))
    life.answered(at(10), DILNOZA.admin, waited=60, first=60)
    life.rated(life.closed(at(11), DILNOZA.admin), 5, at(12), DILNOZA.admin)
    return desk


def shape(value: Any) -> Any:
    """Return the names in a thing of JSON, without its values."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None


def test_a_report_is_answered_as_it_is_documented(lived: Desk, api: Apis) -> None:
    answer = api(RUSTAM).get("report/summary/", **DAYS, category=lived.payments.pk)
    assert answer.status_code == 200
    body = answer.json()
    assert body == report(actor=SYSTEM, period=PERIOD, category_id=lived.payments.pk).as_facts()
    assert shape(body) == shape(ReportSerializer(body).data)
    assert (body["from"], body["to"], body["time_zone"]) == ("2026-11-10", "2026-11-12", "Asia/Tashkent")
    assert body["before"] == {"from": "2026-11-07", "to": "2026-11-09"}
    assert body["category"]["slug"] == "payments"
    assert body["admin"] is None
    assert body["by_admin"][0]["admin"] == {"id": DILNOZA.admin.pk, "first_name": "Dilnoza", "is_active": True}
    assert body["by_day"][1]["date"] == "2026-11-11"
    assert body["totals"]["first_response"] == {"n": 1, "mean": 60.0, "median": 60.0, "p90": 60.0}
    assert body["totals"]["ratings"]["values"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 1}


def test_a_report_of_one_admin_says_whose_it_is(lived: Desk, api: Apis) -> None:
    body = api(None).get("report/summary/", **DAYS, admin=DILNOZA.admin.pk).json()
    assert body["admin"] == {"id": DILNOZA.admin.pk, "first_name": "Dilnoza"}
    assert (body["totals"]["opened"], body["totals"]["rating_response"]) == (None, None)


def test_without_days_it_is_of_the_last_thirty(lived: Desk, api: Apis) -> None:
    body = api(None).get("report/summary/").json()
    assert len(body["by_day"]) == 30
    assert body["to"] == timezone.localdate().isoformat()


def test_ones_own_activity_is_answered_as_it_is_documented(desk: Desk, api: Apis) -> None:
    life = Life(desk.payments)
    now = timezone.now()
    life.answered(now, DILNOZA.admin, waited=60, first=60)
    rating = life.rated(life.closed(now, DILNOZA.admin), 4, now, DILNOZA.admin)

    body = api(DILNOZA).get("report/activity/").json()

    assert shape(body) == shape(ActivitySerializer(body).data)
    assert body["today"]["first_response"]["median"] == 60.0
    assert body["week"]["ratings"]["mean"] == 4.0
    assert body["recent_ratings"][0]["number"] == life.ticket.number
    assert body["recent_ratings"][0] | {"created_at": None} == {
        "ticket": life.ticket.pk,
        "number": life.ticket.number,
        "value": rating.value,
        "comment": "",
        "created_at": None,
    }


@pytest.mark.parametrize("kind", ["volume", "response", "ratings"])
@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_a_chart_is_a_png(lived: Desk, api: Apis, kind: str, language: str) -> None:
    answer = api(RUSTAM).get("report/chart/", **DAYS, kind=kind, language=language)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG\r\n")


def test_a_chart_speaks_the_readers_language_where_none_is_asked_for(lived: Desk, api: Apis) -> None:
    known(RUSTAM)
    own, uzbek, russian = (
        api(RUSTAM).get("report/chart/", **DAYS, kind="volume", **wanted).content
        for wanted in ({}, {"language": "uz"}, {"language": "ru"})
    )
    assert own == uzbek != russian


def test_an_export_is_a_file_of_its_kind(lived: Desk, api: Apis) -> None:
    answer = api(RUSTAM).get("report/export/", **DAYS, file="csv", language="en")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tickets-2026-11-10-2026-11-12.csv"'
    assert b"".join(answer.streaming_content).decode("utf-8-sig").startswith("number,status,category,person")
    answer = api(RUSTAM).get("report/export/", **DAYS, file="xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tickets-2026-11-10-2026-11-12.xlsx"'
    assert b"".join(answer.streaming_content).startswith(b"PK")


BAD: list[tuple[dict[str, str], list[str]]] = [
    ({"from": "2026-11-12", "to": "2026-11-10"}, ["to"]),
    ({"from": "2026-02-30"}, ["from"]),
    ({"from": "2026-02-01", "to": "2026-02-30"}, ["to"]),
    ({"from": "0000-01-01"}, ["from"]),
    ({"from": "0001-01-01"}, ["from"]),
    ({"to": "1999-12-31"}, ["to"]),
    ({"to": "9999-12-31"}, ["to"]),
    ({"from": "2020-01-01", "to": "2026-01-01"}, ["from"]),
    ({"from": "yesterday"}, ["from"]),
    ({"from": "2026-11-10T00:00:00"}, ["from"]),
    ({"from": "10.11.2026"}, ["from"]),
    ({"from": "2026-11-10\x00"}, ["from"]),
    ({"from": "9" * 5000}, ["from"]),
    ({"category": "0"}, ["category"]),
    ({"category": "-1"}, ["category"]),
    ({"category": "payments"}, ["category"]),
    ({"category": "1; DROP TABLE ticket_event"}, ["category"]),
    ({"admin": str(2**63)}, ["admin"]),
    ({"admin": "me"}, ["admin"]),
    ({"category": "x", "admin": "y"}, ["admin", "category"]),
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("query", "fields"), BAD, ids=lambda value: str(value)[:60])
def test_bad_input_is_refused_by_name(
    desk: Desk, api: Apis, path: str, query: dict[str, str], fields: list[str]
) -> None:
    answer = api(None).get(path, **WANTED.get(path, {}), **query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert sorted(answer.json()["fields"]) == fields


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("report/chart/", {}, "kind"),
        ("report/chart/", {"kind": "pie"}, "kind"),
        ("report/chart/", {"kind": "volume", "language": "de"}, "language"),
        ("report/export/", {}, "file"),
        ("report/export/", {"file": "pdf"}, "file"),
        ("report/export/", {"file": "csv", "language": "../uz"}, "language"),
    ],
)
def test_a_picture_or_file_that_does_not_exist_is_refused_by_name(
    desk: Desk, api: Apis, path: str, query: dict[str, str], field: str
) -> None:
    answer = api(None).get(path, **query)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


@pytest.mark.parametrize("path", PATHS)
def test_whose_figures_one_may_ask_for(desk: Desk, api: Apis, path: str) -> None:
    known(AZIZA)
    admin = DILNOZA.admin

    def answered(persona: Persona | None, **query: int) -> tuple[int, str]:
        answer = api(persona).get(path, **WANTED.get(path, {}), **query)
        return answer.status_code, "" if answer.status_code == 200 else answer.json()["code"]

    assert answered(AZIZA) == (403, "forbidden")
    assert answered(DILNOZA) == (200, "")
    assert answered(DILNOZA, category=desk.payments.pk) == (200, "")
    assert answered(DILNOZA, admin=admin.pk) == (200, "")
    assert answered(DILNOZA, category=desk.delivery.pk) == (404, "not_found")
    assert answered(DILNOZA, admin=RUSTAM.admin.pk) == (403, "forbidden")
    assert answered(RUSTAM, category=999_999_999) == (404, "not_found")
    admin.is_active = False
    admin.save(update_fields=["is_active"])
    assert answered(DILNOZA) == (403, "forbidden")
    assert answered(RUSTAM, admin=admin.pk) == (200, "")


@pytest.mark.parametrize("path", ["report/chart/", "report/export/"])
def test_a_file_is_given_and_refused_whatever_a_client_accepts(desk: Desk, path: str) -> None:
    headers = {"authorization": f"Token {settings.API_TOKEN}", "accept": "image/png, text/csv"}
    wanted = WANTED[path]
    assert Client().get(f"/api/{path}", wanted, headers=headers).status_code == 200
    refused = Client().get(f"/api/{path}", {**wanted, "from": "x"}, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize("path", ["report/summary/", "report/chart/", "report/activity/"])
def test_a_question_that_takes_too_long_is_refused(
    desk: Desk, api: Apis, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_args: object) -> dict[Any, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")
        return {}

    monkeypatch.setattr(measures, "count_acts", slow)
    for module in ("summary", "activity"):
        monkeypatch.setattr(f"apps.report.services.{module}.LIMIT_MS", 50)
    answer = api(DILNOZA).get(path, **WANTED.get(path, {}))
    assert (answer.status_code, answer.json()["code"]) == (503, "took_too_long")


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_an_export_that_takes_too_long_is_refused_and_not_cut_off(
    desk: Desk, api: Apis, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Life(desk.payments).opened(at(10))
    monkeypatch.setattr("apps.report.services.export.LIMIT_MS", 50)
    monkeypatch.setattr(
        "apps.report.services.export.LIVES",
        "SELECT pg_sleep(5), ticket_id FROM ticket_event WHERE ticket_id = ANY (%s)",
    )
    answer = api(RUSTAM).get("report/export/", **DAYS, file=file)
    assert (answer.status_code, answer.json()["code"]) == (503, "took_too_long")


def test_every_figure_is_explained() -> None:
    assert set(Figures.__dataclass_fields__) <= set(EXPLANATIONS)
