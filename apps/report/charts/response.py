"""How soon people were answered, step by step: the median, and lighter what nine of ten answers stayed within."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.report.charts.canvas import ORANGE, TEAL, Box, Canvas
from apps.report.charts.frame import (
    APART,
    DAYS,
    Entry,
    Panel,
    draw_axis,
    draw_labels,
    draw_legend,
    draw_tips,
    gutter,
    legend_height,
)
from apps.report.charts.scales import timing
from apps.report.charts.words import days, mark, number, short_day
from apps.report.services.steps import step_of
from apps.report.services.summary import Durations, Report, Step
from core.wording import human_time

LIGHT = 0.6
MOST_DOTS = 40


class Measure(NamedTuple):
    """A kind of waiting with its word, its colour, and where its durations stand in a step."""

    word: str
    fill: str
    total: Durations
    of: Callable[[Step], Durations]


class Point(NamedTuple):
    """A step's place on the axis, its median and what nine of ten stayed within."""

    x: float
    median: float
    p90: float


def is_empty(report: Report) -> bool:
    """Tell whether nobody was answered."""
    return not (report.totals.first_response.n or report.totals.response.n)


def draw_response(canvas: Canvas, room: Box, report: Report) -> None:
    """Draw the first answers over all answers, each on an axis of its own."""
    measures = _measures(report)
    scales = [timing(_longest(report.by_step, measure), marks=3) for measure in measures]
    left = room.left + gutter([(scale, mark) for scale in scales])
    legend = max(legend_height(_entries(measure), room.width) for measure in measures)
    height = (room.height - DAYS + APART) / len(measures) - APART - legend
    for order, (measure, scale) in enumerate(zip(measures, scales, strict=True)):
        top = room.top + order * (height + APART + legend)
        draw_legend(canvas, room.left, top, _entries(measure))
        panel = Panel(box=Box(left, top + legend, room.right - left, height), scale=scale)
        draw_axis(canvas, panel, mark)
        _draw_steps(canvas, panel, report.by_step, measure)
    whole = Box(left, room.top + legend, room.right - left, room.height - legend - DAYS)
    _label_steps(canvas, whole, report, measures)


def _label_steps(canvas: Canvas, whole: Box, report: Report, measures: Sequence[Measure]) -> None:
    unit = step_of(report.period)
    draw_labels(canvas, whole, [short_day(step.period.first, unit) for step in report.by_step])
    draw_tips(canvas, whole, [_tip(step, measures) for step in report.by_step])


def _measures(report: Report) -> list[Measure]:
    totals = report.totals
    return [
        Measure(_("First response"), TEAL, totals.first_response, lambda step: step.first_response),
        Measure(_("Every response"), ORANGE, totals.response, lambda step: step.response),
    ]


def _longest(steps: Sequence[Step], measure: Measure) -> float:
    return max((measure.of(step).p90 or 0 for step in steps), default=0)


def _entries(measure: Measure) -> list[Entry]:
    median, most = _said(measure.total.median), _said(measure.total.p90)
    return [
        Entry(words=_("%(what)s, median: %(time)s") % {"what": measure.word, "time": median}, fill=measure.fill),
        Entry(words=_("9 of 10 within %(time)s") % {"time": most}, fill=measure.fill, opacity=LIGHT),
    ]


def _said(seconds: float | None) -> str:
    return "—" if seconds is None else human_time(seconds)


def _tip(step: Step, measures: Sequence[Measure]) -> str:
    said = [
        f"{measure.word}: {_said(times.median)} ({_('9 of 10 within %(time)s') % {'time': _said(times.p90)}}, "
        f"n = {number(times.n)})"
        for measure in measures
        if (times := measure.of(step)).n
    ]
    return " · ".join([days(step.period.first, step.period.last), *said])


def _draw_steps(canvas: Canvas, panel: Panel, steps: Sequence[Step], measure: Measure) -> None:
    for points in _stretches(panel, steps, measure):
        upper = [(point.x, panel.y(point.p90)) for point in points]
        middle = [(point.x, panel.y(point.median)) for point in points]
        canvas.area([*upper, *reversed(middle)], fill=measure.fill)
        canvas.line(upper, stroke=measure.fill, thick=1.5, opacity=LIGHT)
        canvas.line(middle, stroke=measure.fill)
        if len(steps) <= MOST_DOTS or len(points) == 1:
            for high, low in zip(upper, middle, strict=True):
                canvas.dot(high, fill=measure.fill, radius=1.8, opacity=LIGHT)
                canvas.dot(low, fill=measure.fill)


def _stretches(panel: Panel, steps: Sequence[Step], measure: Measure) -> Iterator[list[Point]]:
    """Yield the steps that follow each other: a line across a step without an answer would show what never was."""
    slot = panel.box.width / len(steps)
    for has_any, stretch in groupby(enumerate(steps), lambda pair: measure.of(pair[1]).n > 0):
        if has_any:
            yield [_point(panel.box.left + slot * (place + 0.5), measure.of(step)) for place, step in stretch]


def _point(x: float, times: Durations) -> Point:
    return Point(x, times.median or 0, times.p90 or 0)
