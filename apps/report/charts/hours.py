"""When people write: a square for each hour of each weekday, the darker the more."""

from django.utils import translation
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from apps.report.charts.canvas import INK, TEAL, Box, Canvas, Size
from apps.report.charts.frame import DAYS, GAP, LEGEND, SMALL, draw_header, draw_words
from apps.report.charts.letters import width
from apps.report.charts.words import days, number
from apps.report.services.hours import HOURS, WEEKDAYS, Hours

# The faintest square that stands for a message can still be told from an empty one.
FAINTEST, EMPTY = 0.18, 0.05
APART, EVERY = 1.5, 3
STEPS, STEP = 5, 16


def draw_hours(hours: Hours, language: str, *, size: Size) -> str:
    """Return the chart as an SVG of that size, with its words in that language."""
    with translation.override(language):
        title, period = _("When people write"), days(hours.period.first, hours.period.last)
        canvas = Canvas(size, title=f"{title}. {period}", description=_describe(hours), language=language)
        counted = _("messages by hour and weekday")
        room = draw_header(canvas, title, f"{period} · {counted}")
        if hours.total:
            _draw(canvas, room, hours)
        else:
            draw_words(canvas, room, _("No messages in these days."))
    return canvas.svg()


def _describe(hours: Hours) -> str:
    """Say the sum and the busiest hour, for whoever cannot see the picture."""
    if not hours.total:
        return _("No messages in these days.")
    busiest = _told(*hours.busiest, hours.most)
    return _("%(count)s messages. The busiest hour: %(busiest)s.") % {"count": number(hours.total), "busiest": busiest}


def _told(day: int, hour: int, count: int) -> str:
    return f"{WEEKDAYS_ABBR[day]}, {hour:02}:00–{(hour + 1) % 24:02}:00 · {number(count)}"


def _draw(canvas: Canvas, room: Box, hours: Hours) -> None:
    names = [str(WEEKDAYS_ABBR[day]) for day in WEEKDAYS]
    left = room.left + max(width(name, SMALL) for name in names) + GAP
    grid = Box(left, room.top + LEGEND, room.right - left, room.height - LEGEND - DAYS)
    wide, tall = grid.width / len(HOURS), grid.height / len(WEEKDAYS)
    _draw_legend(canvas, room, hours)
    for day in WEEKDAYS:
        top = grid.top + tall * day
        canvas.words((left - GAP, top + tall / 2 + 4), names[day], anchor="end", quiet=True)
        for hour in HOURS:
            square = Box(grid.left + wide * hour, top, wide - APART, tall - APART)
            _draw_square(canvas, square, hours.counts[day][hour], hours.most, _told(day, hour, hours.counts[day][hour]))
    for hour in HOURS[::EVERY]:
        canvas.words((grid.left + wide * (hour + 0.5), grid.bottom + 16), str(hour), anchor="middle", quiet=True)


def _draw_legend(canvas: Canvas, room: Box, hours: Hours) -> None:
    """Write how many messages the faintest and the darkest square stand for, and the shades between them."""
    x = room.left + width("0", SMALL) + GAP
    canvas.words((room.left, room.top + 12.5), "0")
    for step in range(STEPS + 1):
        square = Box(x + step * STEP, room.top + 2, STEP - APART, 12)
        _draw_square(canvas, square, step, STEPS, "")
    canvas.words((x + (STEPS + 1) * STEP + GAP - APART, room.top + 12.5), number(hours.most))


def _draw_square(canvas: Canvas, square: Box, count: int, most: int, tip: str) -> None:
    shade = FAINTEST + (1 - FAINTEST) * count / most
    fill, opacity = (TEAL, shade) if count else (INK, EMPTY)
    canvas.rectangle(square, fill=fill, opacity=opacity, radius=2, tip=tip)
