"""One door for every kind of chart."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils import translation

from apps.report.charts.canvas import Box, Canvas, Size
from apps.report.charts.frame import draw_header, draw_words
from apps.report.charts.ranking import draw_admins, draw_categories, no_admins, no_categories
from apps.report.charts.ratings import draw_ratings
from apps.report.charts.ratings import is_empty as no_ratings
from apps.report.charts.response import draw_response
from apps.report.charts.response import is_empty as no_answers
from apps.report.charts.volume import draw_volume
from apps.report.charts.volume import is_empty as no_tickets
from apps.report.charts.words import NOTHING, STEPS, TITLES, days, describe
from apps.report.services.steps import step_of
from apps.report.services.summary import Report

# For a page on a desk, for a page on a phone, and for a picture in a chat.
WIDE, NARROW, CHAT = Size(880, 400), Size(360, 380), Size(512, 352)


class Kind(NamedTuple):
    """How a kind is drawn, and how it is known to have nothing to draw."""

    draw: Callable[[Canvas, Box, Report], None]
    is_empty: Callable[[Report], bool]
    is_by_step: bool = False


KINDS = {
    "volume": Kind(draw_volume, no_tickets, is_by_step=True),
    "response": Kind(draw_response, no_answers, is_by_step=True),
    "ratings": Kind(draw_ratings, no_ratings),
    "categories": Kind(draw_categories, no_categories),
    "admins": Kind(draw_admins, no_admins),
}


def draw(kind: str, report: Report, language: str, *, size: Size = WIDE) -> str:
    """Return the chart as an SVG of that size, with its words in that language."""
    with translation.override(language):
        title, beneath = _heading(kind, report)
        canvas = Canvas(size, title=f"{title}. {beneath}", description=describe(report), language=language)
        room = draw_header(canvas, title, beneath)
        if KINDS[kind].is_empty(report):
            draw_words(canvas, room, str(NOTHING[kind]))
        else:
            KINDS[kind].draw(canvas, room, report)
    return canvas.svg()


def _heading(kind: str, report: Report) -> tuple[str, str]:
    about = [report.category and str(report.category), report.admin and report.admin.display_name]
    title = " · ".join([str(TITLES[kind]), *(name for name in about if name)])
    period = days(report.period.first, report.period.last)
    return title, f"{period} · {STEPS[step_of(report.period)]}" if KINDS[kind].is_by_step else period
