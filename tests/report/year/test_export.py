"""Every cell of an exported ticket equals what the log tells of it."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from apps.admin.models import Category
from apps.report.services.export import export_tickets
from core.periods import Period
from tests.doors import Api
from tests.personas import Persona
from tests.report.year.compare import Question
from tests.report.year.conftest import Oracles
from tests.report.year.story import ANVAR, SUPER, TOHIR, ZUHRA, Year
from tests.report.year.tickets import Cell, Names, exported

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

PERIODS = {
    "leap day": (date(2028, 2, 29), date(2028, 2, 29)),
    "days without midnight": (date(2028, 3, 20), date(2028, 3, 26)),
    "quiet days": (date(2028, 5, 3), date(2028, 5, 7)),
    "month": (date(2027, 11, 1), date(2027, 11, 30)),
    "year": (date(2027, 9, 1), date(2028, 8, 31)),
}


def _names(year: Year) -> Names:
    categories = {category.pk: category.name("en") for category in Category.objects.all()}
    return Names(categories, {pk: admin.first_name for admin, pk in year.desk.admin_ids.items()})


@pytest.mark.parametrize("zone", ["Asia/Tashkent", "Asia/Beirut", "America/New_York"])
@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("reader", [SUPER, ZUHRA, TOHIR, ANVAR], ids=lambda reader: reader.first_name)
def test_rows_of_a_period(
    year: Year, oracles: Oracles, settings: Settings, reader: Persona, name: str, zone: str
) -> None:
    settings.TIME_ZONE = zone
    first, last = PERIODS[name]
    visible = None if reader == SUPER else year.desk.bound[reader]
    table = export_tickets(actor=year.desk.actor(reader), period=Period(first=first, last=last), language="en")

    question = Question(first=first, last=last, categories=visible)
    assert [_exact(row) for row in table.rows] == exported(oracles(zone), _names(year), question, visible)


@pytest.mark.parametrize("admin", [None, TOHIR], ids=["everybody", "Tohir"])
@pytest.mark.parametrize("category", ["payments", "silent"])
def test_rows_of_a_category_and_an_admin(year: Year, oracles: Oracles, category: str, admin: Persona | None) -> None:
    first, last = PERIODS["year"]
    category_id, admin_id = getattr(year, category).pk, year.admin_id(admin) if admin else None
    table = export_tickets(
        actor=year.desk.actor(SUPER),
        period=Period(first=first, last=last),
        language="en",
        category_id=category_id,
        admin_id=admin_id,
    )

    question = Question(first=first, last=last, categories=frozenset({category_id}), admin=admin_id)
    assert [_exact(row) for row in table.rows] == exported(oracles("Asia/Tashkent"), _names(year), question, None)


def _exact(row: object) -> list[object]:
    assert isinstance(row, list)
    return [Decimal(repr(cell)) if isinstance(cell, float) else cell for cell in row]


def test_the_file_says_the_same_by_the_desks_clock(
    year: Year, oracles: Oracles, settings: Settings, api: Callable[[Persona | None], Api]
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    first, last = PERIODS["year"]
    answer = api(None).get("report/export/", file="csv", language="en", **{"from": str(first), "to": str(last)})
    lines = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")))

    due = exported(oracles("Europe/Berlin"), _names(year), Question(first=first, last=last), None)
    assert len(lines) == len(due) + 1
    for line, row in zip(lines[1:], due, strict=True):
        assert [_said(text, cell) for text, cell in zip(line, row, strict=True)] == line


def _said(text: str, cell: Cell) -> str:
    """Return how the cell stands in a file; a number is right however many zeros end it."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return text if Decimal(text) == cell else str(cell)
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in {"=", "+"} else cell
    if isinstance(cell, int):
        return str(cell)
    return cell.astimezone(ZoneInfo("Europe/Berlin")).replace(microsecond=0, tzinfo=None).isoformat(sep=" ")
