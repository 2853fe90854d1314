"""What people gave: the mean, and how often each number of stars was given."""

from django.utils.translation import gettext as _

from apps.report.charts.canvas import TEAL, Box, Canvas
from apps.report.charts.frame import GAP
from apps.report.charts.letters import shorten, width
from apps.report.charts.words import number, percent, ratings
from apps.report.services.summary import Figures, Ratings, Report

BEST = 5
# Below this width the mean stands above the bars instead of beside them.
NARROW, LEAST = 440, 160


def is_empty(report: Report) -> bool:
    """Tell whether nobody rated."""
    return not report.totals.ratings.n


def draw_ratings(canvas: Canvas, room: Box, report: Report) -> None:
    """Draw the mean beside the bars."""
    if room.width < NARROW:
        upper = Box(room.left, room.top, room.width, 112)
        rest = Box(room.left, upper.bottom, room.width, room.bottom - upper.bottom)
    else:
        upper = Box(room.left, room.top, max(room.width * 0.3, LEAST), room.height)
        rest = Box(upper.right + 2 * GAP, room.top, room.right - upper.right - 2 * GAP, room.height)
    _draw_mean(canvas, upper, report.totals, report.previous)
    _draw_bars(canvas, rest, report.totals.ratings)


def _draw_mean(canvas: Canvas, box: Box, figures: Figures, previous: Figures) -> None:
    middle, top = box.left + box.width / 2, box.top + max(0, box.height / 2 - 56)
    mean = number(figures.ratings.mean or 0, 2)
    canvas.words((middle, top + 46), f"{mean} ★", size=40, anchor="middle", bold=True)
    lines = [ratings(figures.ratings.n)]
    if figures.rating_response is not None and figures.rating_response.rate is not None:
        lines.append(_("%(share)s of closings rated") % {"share": percent(figures.rating_response.rate)})
    if previous.ratings.n:
        lines.append(_("%(mean)s in the period before") % {"mean": number(previous.ratings.mean or 0, 2)})
    for order, line in enumerate(lines):
        canvas.words((middle, top + 70 + 18 * order), shorten(line, box.width, 12), anchor="middle", quiet=True)


def _draw_bars(canvas: Canvas, box: Box, given: Ratings) -> None:
    counts = {int(value): count for value, count in given.values.items()}
    values = range(BEST, 0, -1)
    said = {value: f"{number(counts.get(value, 0))} ({percent(counts.get(value, 0) / given.n)})" for value in values}
    before, after = width("5 ★", 13) + GAP, max(width(words, 12) for words in said.values()) + GAP
    row, longest = box.height / BEST, max(counts.values())
    for order, value in enumerate(values):
        middle = box.top + row * (order + 0.5)
        count, thick = counts.get(value, 0), min(row * 0.62, 34)
        track = Box(box.left + before, middle - thick / 2, box.width - before - after, thick)
        canvas.words((box.left + before - GAP, middle + 4.5), f"{value} ★", size=13, anchor="end")
        canvas.rectangle(track, fill="currentColor", opacity=0.07, radius=3)
        if count:
            canvas.rectangle(track._replace(width=track.width * count / longest), fill=TEAL, radius=3)
        canvas.words((box.right, middle + 4.5), said[value], anchor="end")
