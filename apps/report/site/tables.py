"""The parts of the reports page: its cards and its tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.report.explanations import EXPLANATIONS
from apps.report.services.figures import Figures
from apps.report.services.summary import Day, Report
from apps.report.site.figures import LABELS, NOBODYS, Said, compare, say, say_durations

OF_A_CATEGORY = tuple(LABELS)
OF_AN_ADMIN = tuple(name for name in LABELS if name not in NOBODYS)
OF_A_DAY = ("opened", "closed", "reopened", "backlog", "messages_in", "messages_out")
TIMES_OF_A_DAY = ("first_response", "response")


@dataclass(frozen=True, kw_only=True)
class Card:
    """One figure of the whole period."""

    name: str
    label: str
    now: Said
    before: Said
    change: str
    explanation: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure of a row; `before` is None where nothing is compared."""

    now: Said
    before: Said | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    title: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: `name` is its place on the page, `first` the heading of its first column."""

    name: str
    title: str
    first: str
    headings: list[str]
    rows: list[Row]


def cards_of(report: Report) -> list[Card]:
    """Return every figure with the one before, the change and its explanation."""
    cards = []
    for name in OF_AN_ADMIN if report.admin else OF_A_CATEGORY:
        now, before = say(name, report.totals), say(name, report.previous)
        cards.append(
            Card(
                name=name,
                label=str(LABELS[name]),
                now=now,
                before=before,
                change=compare(name, now, before),
                explanation=str(EXPLANATIONS[name]),
            )
        )
    return cards


def tables_of(report: Report) -> list[Table]:
    """Return the figures by category, by admin and by day."""
    return [_by_category(report), _by_admin(report), _by_day(report)]


def _by_category(report: Report) -> Table:
    names = OF_AN_ADMIN if report.admin else OF_A_CATEGORY
    rows = [Row(title=str(row.category), cells=_cells(names, row.totals, row.previous)) for row in report.by_category]
    return Table(name="category", title=_("By category"), first=_("category"), headings=_headings(names), rows=rows)


def _by_admin(report: Report) -> Table:
    rows = [
        Row(title=row.admin.display_name, cells=_cells(OF_AN_ADMIN, row.totals, row.previous))
        for row in report.by_admin
    ]
    return Table(name="admin", title=_("By admin"), first=_("admin"), headings=_headings(OF_AN_ADMIN), rows=rows)


def _by_day(report: Report) -> Table:
    names = tuple(name for name in OF_A_DAY if not (report.admin and name in NOBODYS))
    rows = [
        Row(
            title=date_format(day.date, "d.m.Y"),
            cells=[*_cells(names, day), *(Cell(now=say_durations(getattr(day, name))) for name in TIMES_OF_A_DAY)],
        )
        for day in reversed(report.by_day)
    ]
    return Table(
        name="day", title=_("By day"), first=_("day"), headings=_headings((*names, *TIMES_OF_A_DAY)), rows=rows
    )


def _cells(names: Sequence[str], totals: Figures | Day, previous: Figures | None = None) -> list[Cell]:
    return [Cell(now=say(name, totals), before=say(name, previous) if previous else None) for name in names]


def _headings(names: Iterable[str]) -> list[str]:
    return [str(LABELS[name]) for name in names]
