"""The first page: how the queue stands now, and how the days behind went, for what the reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from apps.admin.site import operator_of
from apps.report.charts import NARROW, WIDE, Size, draw
from apps.report.charts.hours import draw_hours
from apps.report.services.first_page import Days, read_days
from apps.report.site.cards import cards_of
from apps.report.site.query import words_of
from apps.report.site.views import PAIRED, language_of_page
from apps.ticket.services.queue import read_standing
from core.errors import Refusal

# As wide as the page, and low: a day of hours is a row.
ROW = Size(880, 300)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart as a wide screen shows it, and a narrow one; `is_row` has a row of the page to itself."""

    wide: SafeString
    narrow: SafeString
    is_row: bool


def add_first_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what the first page shows. Figures that take too long are left out, and the queue is shown all the same."""
    actor = operator_of(request)
    standing, days, problem = read_standing(actor=actor), None, ""
    try:
        days = read_days(actor=actor)
    except Refusal as refusal:
        problem = words_of(refusal)
    return {
        **context,
        "title": _("Today at the desk"),
        "cards": cards_of(standing, days),
        "longest": standing.longest,
        "problem": problem,
        "charts": list(_charts(days, is_super=actor.is_super)) if days else [],
    }


def _charts(days: Days, *, is_super: bool) -> Iterator[Chart]:
    """Yield the charts in their order. The work of all admins is for super admins, in a pair with the categories."""
    yield _chart("volume", days, WIDE)
    yield _chart("hours", days, ROW if is_super else PAIRED)
    yield _chart("categories", days, PAIRED)
    if is_super:
        yield _chart("admins", days, PAIRED)


def _chart(kind: str, days: Days, size: Size) -> Chart:
    return Chart(wide=_drawn(kind, days, size), narrow=_drawn(kind, days, NARROW), is_row=size != PAIRED)


def _drawn(kind: str, days: Days, size: Size) -> SafeString:
    language = language_of_page()
    svg = (
        draw_hours(days.hours, language, size=size) if kind == "hours" else draw(kind, days.month, language, size=size)
    )
    # The drawing escapes every name by itself: it is built as a tree, never out of strings.
    return mark_safe(svg)  # noqa: S308
