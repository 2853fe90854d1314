"""Categories or admins under each other: two level bars each, the busiest first."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.report.charts.canvas import ORANGE, TEAL, Box, Canvas
from apps.report.charts.frame import GAP, LEGEND, Entry, draw_legend
from apps.report.charts.letters import shorten, width
from apps.report.charts.words import number
from apps.report.services.summary import Report

ROW, SIZE = 32.0, 12.0
FILLS = (TEAL, ORANGE)


class Row(NamedTuple):
    """A name and its two counts."""

    name: str
    counts: tuple[int, int]


def no_categories(report: Report) -> bool:
    """Tell whether there is no category to draw."""
    return not any(any(row.counts) for row in _categories(report))


def no_admins(report: Report) -> bool:
    """Tell whether no admin did anything."""
    return not any(any(row.counts) for row in _admins(report))


def draw_categories(canvas: Canvas, room: Box, report: Report) -> None:
    """Draw what was opened and closed in each category; for an admin, what they closed and answered there."""
    words = (_("Opened"), _("Closed")) if report.totals.opened is not None else (_("Answers"), _("Closed"))
    _draw(canvas, room, _categories(report), words)


def draw_admins(canvas: Canvas, room: Box, report: Report) -> None:
    """Draw what each admin answered and closed."""
    _draw(canvas, room, _admins(report), (_("Answers"), _("Closed")))


def _categories(report: Report) -> list[Row]:
    return [
        Row(
            str(row.category),
            (row.totals.messages_out if row.totals.opened is None else row.totals.opened, row.totals.closed),
        )
        for row in report.by_category
    ]


def _admins(report: Report) -> list[Row]:
    return [Row(row.admin.display_name, (row.totals.messages_out, row.totals.closed)) for row in report.by_admin]


def _draw(canvas: Canvas, room: Box, rows: Sequence[Row], words: tuple[str, str]) -> None:
    entries = [Entry(words=word, fill=fill) for word, fill in zip(words, FILLS, strict=True)]
    draw_legend(canvas, room.left, room.top, entries)
    body = Box(room.left, room.top + LEGEND, room.width, room.height - LEGEND)
    shown = _busiest(rows, int(body.height // ROW))
    tall = min(body.height / len(shown), 2 * ROW)
    names = min(max(width(row.name, SIZE) for row in shown), room.width * 0.34)
    counts = max(width(number(count), SIZE) for row in shown for count in row.counts) + GAP
    longest = max(max(row.counts) for row in shown)
    bars = Box(room.left + names + GAP, body.top, room.width - names - GAP - counts, body.height)
    for order, row in enumerate(shown):
        _draw_row(canvas, bars._replace(top=body.top + tall * order, height=tall), row, longest, words)


def _busiest(rows: Sequence[Row], most: int) -> list[Row]:
    """Return the busiest rows; where there is no room for all, the last one is the sum of the rest."""
    ranked = sorted((row for row in rows if any(row.counts)), key=lambda row: (-sum(row.counts), row.name))
    if len(ranked) <= most:
        return ranked
    kept, rest = ranked[: most - 1], ranked[most - 1 :]
    words = ngettext("%(count)s more", "%(count)s more", len(rest)) % {"count": number(len(rest))}
    return [*kept, Row(words, (sum(row.counts[0] for row in rest), sum(row.counts[1] for row in rest)))]


def _draw_row(canvas: Canvas, box: Box, row: Row, longest: int, words: tuple[str, str]) -> None:
    middle, thick = box.top + box.height / 2, min(box.height * 0.34, 18)
    tip = " · ".join([row.name, *(f"{word}: {number(count)}" for word, count in zip(words, row.counts, strict=True))])
    name = shorten(row.name, box.left - GAP - 16, SIZE)
    canvas.words((box.left - GAP, middle + 4), name, size=SIZE, anchor="end", tip=tip)
    for order, (count, fill) in enumerate(zip(row.counts, FILLS, strict=True)):
        bar = Box(box.left, middle + thick * (order - 1) + order, box.width * count / longest, thick)
        if count:
            canvas.rectangle(bar, fill=fill, radius=2, tip=tip)
        canvas.words((bar.right + 5, bar.top + thick / 2 + 4), number(count), size=11, quiet=True)
