"""How soon people were answered, day by day: the median, and lighter what nine of ten answers stayed within."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.report.charts.canvas import ORANGE, TEAL, Box, Canvas
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
from apps.report.charts.scales import timing
from apps.report.charts.words import day as written
from apps.report.charts.words import mark, number, short_day
from apps.report.services.summary import Day, Durations, Report
from core.wording import human_time

LIGHT = 0.45
MOST_DOTS, MOST_TIPS = 62, 400


class Measure(NamedTuple):
    """A kind of waiting with its word, its colour, and where its durations stand in a day."""

    word: str
    fill: str
    total: Durations
    of: Callable[[Day], Durations]


class Point(NamedTuple):
    """A day's place on the axis, its median and what nine of ten stayed within."""

    x: float
    median: float
    p90: float


def is_empty(report: Report) -> bool:
    """Tell whether nobody was answered."""
    return not (report.totals.first_response.n or report.totals.response.n)


def draw_response(canvas: Canvas, room: Box, report: Report) -> None:
    """Draw the first answers over all answers, each on an axis of its own."""
    measures = _measures(report)
    scales = [timing(_longest(report.by_day, measure), marks=3) for measure in measures]
    left = room.left + gutter([(scale, mark) for scale in scales])
    height = (room.height - DAYS + APART) / len(measures) - APART - LEGEND
    for order, (measure, scale) in enumerate(zip(measures, scales, strict=True)):
        top = room.top + order * (height + APART + LEGEND)
        draw_legend(canvas, Box(room.left, top, room.width, LEGEND), _entries(measure))
        panel = Panel(box=Box(left, top + LEGEND, room.right - left, height), scale=scale)
        draw_axis(canvas, panel, mark)
        _draw_days(canvas, panel, report.by_day, measure)
    whole = Box(left, room.top + LEGEND, room.right - left, room.height - LEGEND - DAYS)
    draw_labels(canvas, whole, [short_day(row.date, "day") for row in report.by_day])
    if len(report.by_day) <= MOST_TIPS:
        draw_tips(canvas, whole, [_tip(row, measures) for row in report.by_day])


def _measures(report: Report) -> list[Measure]:
    totals = report.totals
    return [
        Measure(_("First response"), TEAL, totals.first_response, lambda row: row.first_response),
        Measure(_("Every response"), ORANGE, totals.response, lambda row: row.response),
    ]


def _longest(rows: Sequence[Day], measure: Measure) -> float:
    return max((measure.of(row).p90 or 0 for row in rows), default=0)


def _entries(measure: Measure) -> list[Entry]:
    median, most = _said(measure.total.median), _said(measure.total.p90)
    return [
        Entry(words=_("%(what)s, median: %(time)s") % {"what": measure.word, "time": median}, fill=measure.fill),
        Entry(words=_("9 of 10 within %(time)s") % {"time": most}, fill=measure.fill, opacity=LIGHT),
    ]


def _said(seconds: float | None) -> str:
    return "—" if seconds is None else human_time(seconds)


def _tip(row: Day, measures: Sequence[Measure]) -> str:
    said = [
        f"{measure.word}: {_said(times.median)} ({_('9 of 10 within %(time)s') % {'time': _said(times.p90)}}, "
        f"n = {number(times.n)})"
        for measure in measures
        if (times := measure.of(row)).n
    ]
    return " · ".join([written(row.date), *said])


def _draw_days(canvas: Canvas, panel: Panel, rows: Sequence[Day], measure: Measure) -> None:
    for points in _stretches(panel, rows, measure):
        upper = [(point.x, panel.y(point.p90)) for point in points]
        middle = [(point.x, panel.y(point.median)) for point in points]
        canvas.area([*upper, *reversed(middle)], fill=measure.fill)
        canvas.line(upper, stroke=measure.fill, thick=1.5, opacity=LIGHT)
        canvas.line(middle, stroke=measure.fill)
        if len(rows) <= MOST_DOTS or len(points) == 1:
            for high, low in zip(upper, middle, strict=True):
                canvas.dot(high, fill=measure.fill, radius=1.8, opacity=LIGHT)
                canvas.dot(low, fill=measure.fill)


def _stretches(panel: Panel, rows: Sequence[Day], measure: Measure) -> Iterator[list[Point]]:
    """Yield the days that follow each other: a line across days without an answer would show what never was."""
    slot = panel.box.width / len(rows)
    for has_any, stretch in groupby(enumerate(rows), lambda pair: measure.of(pair[1]).n > 0):
        if has_any:
            yield [_point(panel.box.left + slot * (place + 0.5), measure.of(row)) for place, row in stretch]


def _point(x: float, times: Durations) -> Point:
    return Point(x, times.median or 0, times.p90 or 0)
