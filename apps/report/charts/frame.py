"""What every chart has around it: a title and the days, legends, axes, labels that keep apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from apps.report.charts.canvas import FAINT, QUIET, Box, Canvas
from apps.report.charts.letters import shorten, width
from apps.report.charts.scales import Scale

MARGIN = 16
TITLE, SMALL = 16.0, 12.0
HEADER, LEGEND, DAYS = 54, 27, 22
# What keeps a panel's legend away from the panel above it.
APART = 10
GAP, SWATCH, LINE = 8, 10, 18


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of a legend: what the colour stands for, and its figure."""

    words: str
    fill: str
    opacity: float = 1


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A drawing between two axes."""

    box: Box
    scale: Scale

    def y(self, value: float) -> float:
        """Return where a value stands."""
        return self.box.bottom - self.box.height * self.scale.share(value)


def draw_header(canvas: Canvas, title: str, beneath: str) -> Box:
    """Write the title and the line beneath it, and return the room that is left."""
    room = canvas.size.width - 2 * MARGIN
    canvas.words((MARGIN, 26), shorten(title, room, TITLE, bold=True), size=TITLE, bold=True)
    canvas.words((MARGIN, 44), shorten(beneath, room, SMALL), size=SMALL, quiet=True)
    return Box(MARGIN, HEADER, room, canvas.size.height - HEADER - MARGIN / 2)


def draw_words(canvas: Canvas, room: Box, words: str) -> None:
    """Say in the middle that there is nothing to draw."""
    middle = (room.left + room.width / 2, room.top + room.height / 2)
    canvas.words(middle, shorten(words, room.width, 14), size=14, anchor="middle", quiet=True)


def legend_height(entries: Sequence[Entry], room: float) -> float:
    """Return the height that a legend needs: one line, or a line for each entry where they are too wide together."""
    return LEGEND if sum(map(_entry_width, entries)) <= room else LEGEND + LINE * (len(entries) - 1)


def draw_legend(canvas: Canvas, left: float, top: float, entries: Sequence[Entry]) -> None:
    """Write what the colours stand for, side by side or under each other."""
    room = canvas.size.width - MARGIN - left
    stacked = legend_height(entries, room) > LEGEND
    x, y = left, top
    for entry in entries:
        swatch = Box(x, y + 3, SWATCH, SWATCH)
        canvas.rectangle(swatch, fill=entry.fill, opacity=entry.opacity, radius=2)
        canvas.words((x + SWATCH + 6, y + 12.5), shorten(entry.words, room - SWATCH - 6, SMALL))
        x, y = (left, y + LINE) if stacked else (x + _entry_width(entry), y)


def _entry_width(entry: Entry) -> float:
    return SWATCH + 6 + width(entry.words, SMALL) + 2 * GAP


def gutter(scales: Sequence[tuple[Scale, Callable[[int], str]]]) -> float:
    """Return the room that the widest mark of the axes needs, so that panels above each other stand in line."""
    return max(width(write(mark), SMALL) for scale, write in scales for mark in scale.marks) + GAP


def draw_axis(canvas: Canvas, panel: Panel, write: Callable[[int], str]) -> None:
    """Draw the marks of the upright axis and a faint line at each."""
    for mark in panel.scale.marks:
        y = panel.y(mark)
        canvas.rule(panel.box.left, panel.box.right, y, opacity=FAINT if mark else QUIET / 2)
        canvas.words((panel.box.left - GAP, y + 4), write(mark), anchor="end", quiet=True)


def draw_labels(canvas: Canvas, box: Box, labels: Sequence[str]) -> None:
    """Write a label under every slot, or under every second, third … where they would touch each other."""
    slot = box.width / len(labels)
    widest = max(width(label, SMALL) for label in labels)
    every = max(1, ceil((widest + GAP) / slot))
    for number in range(0, len(labels), every):
        half = width(labels[number], SMALL) / 2
        middle = box.left + slot * (number + 0.5)
        middle = min(max(middle, half + 2), canvas.size.width - half - 2)
        canvas.words((middle, box.bottom + 16), labels[number], anchor="middle", quiet=True)


def draw_tips(canvas: Canvas, box: Box, tips: Sequence[str]) -> None:
    """Lay an unseen column over every slot, which says its figures to whoever points at it."""
    slot = box.width / len(tips)
    for number, tip in enumerate(tips):
        column = Box(box.left + slot * number, box.top, slot, box.height)
        canvas.rectangle(column, fill="currentColor", opacity=0, tip=tip)
