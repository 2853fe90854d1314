"""Reports to draw, and what tests ask of a drawing: its words and where they stand, its bars, its tips."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from apps.admin.models import Admin, Category
from apps.report.charts.letters import width
from apps.report.charts.samples import sample_report
from apps.report.services.figures import NO_RATINGS, NO_TIMES
from apps.report.services.summary import AdminRow, CategoryRow, Report

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Label:
    """Some words and the room that they take."""

    words: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "Label") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def tree_of(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def labels_of(svg: str) -> list[Label]:
    """Return all words that are seen, with the room that they take in the charts' font."""
    return [_label(element) for element in tree_of(svg).iter(f"{SVG}text")]


def words_of(svg: str) -> list[str]:
    """Return all words that are seen."""
    return [label.words for label in labels_of(svg)]


def tips_of(svg: str) -> list[str]:
    """Return what the parts of the drawing say to whoever points at them."""
    root = tree_of(svg)
    return [element.text or "" for element in root.iter(f"{SVG}title") if element is not root[0]]


def bars_of(svg: str, fill: str) -> list[ET.Element]:
    """Return the bars of that colour; the small squares of legends are none."""
    bars = tree_of(svg).iter(f"{SVG}rect")
    return [bar for bar in bars if bar.get("fill") == fill and (bar.get("width"), bar.get("height")) != ("10", "10")]


def marks_of(svg: str) -> list[str]:
    """Return the words that stand to the left of an axis, which are written up to it."""
    return [element.text or "" for element in tree_of(svg).iter(f"{SVG}text") if element.get("text-anchor") == "end"]


def _label(element: ET.Element) -> Label:
    words = "".join([element.text or "", *(child.tail or "" for child in element)])
    size = float(element.get("font-size", "0"))
    wide = width(words, size, bold=element.get("font-weight") == "600")
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
    return Label(words, left, left + wide, y - 0.75 * size, y + 0.2 * size)


@cache
def report_of(days: int) -> Report:
    """Return a sample of so many days, made once."""
    return sample_report(days=days)


def empty_report(days: int = 30) -> Report:
    """Return a report of days in which nothing happened."""
    report = report_of(days)
    nothing: dict[str, Any] = {
        "opened": 0, "closed": 0, "backlog": 0, "messages_out": 0, "first_response": NO_TIMES, "response": NO_TIMES,
    }  # fmt: skip
    totals = replace(report.totals, **nothing, ratings=NO_RATINGS)
    return replace(
        report,
        totals=totals,
        previous=totals,
        by_day=[replace(day, **nothing) for day in report.by_day],
        by_step=[replace(step, first_response=NO_TIMES, response=NO_TIMES) for step in report.by_step],
        by_category=[],
        by_admin=[],
    )


def report_of_one_admin() -> Report:
    """Return a report in which nobody's acts are missing, as an admin's are."""
    report = report_of(30)
    own = replace(report.totals, opened=None, backlog=None, messages_in=None, rating_response=None)
    days = [replace(day, opened=None, backlog=None, messages_in=None) for day in report.by_day]
    rows = [CategoryRow(category=row.category, totals=own, previous=own) for row in report.by_category]
    return replace(report, totals=own, by_day=days, by_category=rows, admin=Admin(first_name="Dilnoza"))


def busy(report: Report) -> Report:
    """Return the report of a desk with a hundred thousand tickets a day, whose numbers are wide."""
    many = 123_456
    totals = replace(report.totals, opened=12_345_678, closed=12_345_678, backlog=many, messages_out=12_345_678)
    rows = [replace(row, totals=totals) for row in report.by_category]
    days = [replace(day, opened=many + n, closed=many - n, backlog=many) for n, day in enumerate(report.by_day)]
    return replace(report, totals=totals, by_day=days, by_category=rows)


def named(report: Report, name: str, count: int = 1) -> Report:
    """Return the report with so many categories and admins of that name, each busier than the next."""
    figures = [replace(report.totals, opened=count - n, closed=count - n, messages_out=count - n) for n in range(count)]
    return replace(
        report,
        by_category=[CategoryRow(category=Category(name_uz=name), totals=each, previous=each) for each in figures],
        by_admin=[AdminRow(admin=Admin(first_name=name), totals=each, previous=each) for each in figures],
    )
