"""How the desk did in a period, compared with the one before: the numbers of the API, the site, the bot and charts."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.utils import timezone

from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from apps.report.services.figures import Durations, Figures, RatingResponse, Ratings
from apps.report.services.groups import BEFORE, NOW, By, Group
from apps.report.services.measures import Measures, measure
from apps.report.services.scope import scope_of
from apps.report.services.steps import Step, measure_steps
from apps.ticket.services.facts import category_facts
from core.periods import Period
from core.statements import statement_limit

__all__ = [
    "AdminRow",
    "CategoryRow",
    "Day",
    "Durations",
    "Figures",
    "RatingResponse",
    "Ratings",
    "Report",
    "Step",
    "report",
]

# Longer than any desk's year takes, and short enough that a wild question holds nobody up.
LIMIT_MS = 10_000


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of the period; `backlog` is that of its end."""

    date: date
    opened: int | None
    closed: int
    reopened: int
    backlog: int | None
    messages_in: int | None
    messages_out: int
    first_response: Durations
    response: Durations


@dataclass(frozen=True, kw_only=True)
class CategoryRow:
    """What happened in one category."""

    category: Category
    totals: Figures
    previous: Figures


@dataclass(frozen=True, kw_only=True)
class AdminRow:
    """What one admin did."""

    admin: Admin
    totals: Figures
    previous: Figures


@dataclass(frozen=True, kw_only=True)
class Report:
    """All figures of a period, the same of the one before, and the parts that they are made of."""

    period: Period
    time_zone: str
    category: Category | None
    admin: Admin | None
    totals: Figures
    previous: Figures
    by_day: list[Day]
    # How long people waited, for charts: by day, or by week or month where the days are many. Not on the wire.
    by_step: list[Step]
    by_category: list[CategoryRow]
    by_admin: list[AdminRow]

    def as_facts(self) -> dict[str, Any]:
        """Return it as it stands on the wire."""
        return {
            **_days(self.period),
            "before": _days(self.period.before),
            "time_zone": self.time_zone,
            "category": category_facts(self.category) if self.category else None,
            "admin": _admin_facts(self.admin) if self.admin else None,
            "totals": asdict(self.totals),
            "previous": asdict(self.previous),
            "by_day": [asdict(day) | {"date": day.date.isoformat()} for day in self.by_day],
            "by_category": [{"category": category_facts(row.category), **_compared(row)} for row in self.by_category],
            "by_admin": [
                {"admin": {**_admin_facts(row.admin), "is_active": row.admin.is_active}, **_compared(row)}
                for row in self.by_admin
            ],
        }


def report(*, actor: Actor, period: Period, category_id: int | None = None, admin_id: int | None = None) -> Report:
    """Count what happened in the period, as far as the actor may know it.

    Forbidden where they ask for another's work, NotFound for a category that is not theirs, TookTooLong.
    """
    scope = scope_of(actor=actor, category_id=category_id, admin_id=admin_id)
    # A closing in the middle of it must not be in one number and missing in the next.
    with statement_limit(LIMIT_MS, one_moment=True):
        measures = measure(period, scope)
        by_step = measure_steps(period, scope, measures)
    return Report(
        period=period,
        time_zone=timezone.get_current_timezone_name(),
        category=scope.category,
        admin=scope.admin,
        totals=measures.figures(NOW),
        previous=measures.figures(BEFORE),
        by_day=_by_day(measures, period),
        by_step=by_step,
        by_category=_by_category(measures),
        by_admin=_by_admin(measures),
    )


def _by_day(measures: Measures, period: Period) -> list[Day]:
    days = []
    for number, day in enumerate(period.days(), start=1):
        figures = measures.figures(Group(True, By.DAY, number))
        kept = {field.name: getattr(figures, field.name) for field in fields(Day) if field.name != "date"}
        days.append(Day(date=day, **kept))
    return days


def _by_category(measures: Measures) -> list[CategoryRow]:
    rows = []
    for category in Category.objects.filter(pk__in=measures.keys(By.CATEGORY)):
        totals, previous = (measures.figures(Group(now, By.CATEGORY, category.pk)) for now in (True, False))
        if not (totals.is_empty and previous.is_empty):
            rows.append(CategoryRow(category=category, totals=totals, previous=previous))
    return rows


def _by_admin(measures: Measures) -> list[AdminRow]:
    """Return who did anything, by their names; a plain admin sees only their own row."""
    shown = [key for key in measures.keys(By.ADMIN) if measures.scope.may_name(key)]
    rows = []
    for admin in sorted(
        Admin.objects.filter(pk__in=shown), key=lambda admin: (admin.display_name.casefold(), admin.pk)
    ):
        totals, previous = (measures.figures(Group(now, By.ADMIN, admin.pk)) for now in (True, False))
        if not (totals.is_empty and previous.is_empty):
            rows.append(AdminRow(admin=admin, totals=totals, previous=previous))
    return rows


def _days(period: Period) -> dict[str, Any]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _admin_facts(admin: Admin) -> dict[str, Any]:
    return {"id": admin.pk, "first_name": admin.display_name}


def _compared(row: CategoryRow | AdminRow) -> dict[str, Any]:
    return {"totals": asdict(row.totals), "previous": asdict(row.previous)}
