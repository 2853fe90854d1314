"""How many tickets were opened and closed, as bars; beneath them the backlog, as a line on an axis of its own."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.report.charts.canvas import INK, ORANGE, TEAL, Box, Canvas
from apps.report.charts.frame import (
    APART,
    DAYS,
    LEGEND,
    Entry,
    Panel,
    draw_axis,
    draw_labels,
    draw_legend,
    draw_tips,
    gutter,
)
from apps.report.charts.scales import counting
from apps.report.charts.words import days, number, short_day
from apps.report.services.steps import step_of
from apps.report.services.summary import Day, Report

# The share of the height that the bars get, and the share of a slot that they fill.
UPPER, FILLED = 0.62, 0.76
MOST_DOTS = 40


class Measure(NamedTuple):
    """A count with its word, its colour, its figure of the whole period, and how to count it in some days."""

    word: str
    fill: str
    total: int
    count: Callable[[Sequence[Day]], int]

    def says(self, count: int) -> str:
        return f"{self.word}: {number(count)}"


class Column(NamedTuple):
    """What stands above one day, week or month."""

    label: str
    tip: str
    bars: tuple[int, ...]
    line: int


def is_empty(report: Report) -> bool:
    """Tell whether nothing moved and nothing waited."""
    return not any(day.opened or day.closed or day.backlog or day.messages_out for day in report.by_day)


def draw_volume(canvas: Canvas, room: Box, report: Report) -> None:
    """Draw the bars over the line. An admin opens nothing and has no backlog: theirs are closings over answers."""
    bars, line = _measures(report)
    columns = _columns(report, bars, line)
    upper = counting(max(max(column.bars) for column in columns), marks=5)
    lower = counting(max(column.line for column in columns), marks=2)
    left = room.left + gutter([(upper, number), (lower, number)])
    height = (room.height - 2 * LEGEND - APART - DAYS) * UPPER
    top = Panel(box=Box(left, room.top + LEGEND, room.right - left, height), scale=upper)
    below = top.box.bottom + APART + LEGEND
    bottom = Panel(box=Box(left, below, room.right - left, room.bottom - DAYS - below), scale=lower)
    _draw_legends(canvas, room, top, bars, line)
    _draw_bars(canvas, top, columns, [bar.fill for bar in bars])
    _draw_line(canvas, bottom, [column.line for column in columns], line.fill)
    draw_labels(canvas, bottom.box, [column.label for column in columns])
    both = Box(left, top.box.top, room.right - left, bottom.box.bottom - top.box.top)
    draw_tips(canvas, both, [column.tip for column in columns])


def _measures(report: Report) -> tuple[list[Measure], Measure]:
    totals = report.totals
    closed = Measure(_("Closed"), ORANGE, totals.closed, lambda some: sum(day.closed for day in some))
    if totals.opened is None:
        answers = Measure(_("Answers"), TEAL, totals.messages_out, lambda some: sum(day.messages_out for day in some))
        return [closed], answers
    opened = Measure(_("Opened"), TEAL, totals.opened, lambda some: sum(day.opened or 0 for day in some))
    left = Measure(_("Open at the end"), INK, totals.backlog or 0, lambda some: some[-1].backlog or 0)
    return [opened, closed], left


def _columns(report: Report, bars: Sequence[Measure], line: Measure) -> list[Column]:
    columns, step = [], step_of(report.period)
    for part in (step.period for step in report.by_step):
        place = (part.first - report.period.first).days
        some = report.by_day[place : place + part.length]
        counts, height = tuple(bar.count(some) for bar in bars), line.count(some)
        said = [measure.says(count) for measure, count in zip([*bars, line], [*counts, height], strict=True)]
        tip = " · ".join([days(part.first, part.last), *said])
        columns.append(Column(short_day(part.first, step), tip, counts, height))
    return columns


def _draw_legends(canvas: Canvas, room: Box, top: Panel, bars: Sequence[Measure], line: Measure) -> None:
    entries = [Entry(words=bar.says(bar.total), fill=bar.fill) for bar in bars]
    draw_legend(canvas, room.left, room.top, entries)
    draw_legend(canvas, room.left, top.box.bottom + APART, [Entry(words=line.says(line.total), fill=line.fill)])


def _draw_bars(canvas: Canvas, panel: Panel, columns: Sequence[Column], fills: Sequence[str]) -> None:
    draw_axis(canvas, panel, number)
    slot = panel.box.width / len(columns)
    # A single day's bars would be as wide as the picture.
    wide = min(slot * FILLED, 96.0) / len(fills)
    for place, column in enumerate(columns):
        left = panel.box.left + slot * (place + 0.5) - wide * len(fills) / 2
        for order, (count, fill) in enumerate(zip(column.bars, fills, strict=True)):
            if count:
                top = panel.y(count)
                bar = Box(left + wide * order, top, wide * 0.94, panel.box.bottom - top)
                canvas.rectangle(bar, fill=fill, radius=1.5)


def _draw_line(canvas: Canvas, panel: Panel, heights: Sequence[int], stroke: str) -> None:
    draw_axis(canvas, panel, number)
    slot = panel.box.width / len(heights)
    points = [(panel.box.left + slot * (place + 0.5), panel.y(height)) for place, height in enumerate(heights)]
    ground = [(points[-1][0], panel.box.bottom), (points[0][0], panel.box.bottom)]
    canvas.area([*points, *ground], fill=stroke, opacity=0.1)
    canvas.line(points, stroke=stroke)
    if len(points) <= MOST_DOTS:
        for point in points:
            canvas.dot(point, fill=stroke)
