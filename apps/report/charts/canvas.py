"""A sheet to draw on, which becomes an SVG: numbers rounded, words escaped, nothing fetched from anywhere."""

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree as ET

from apps.report.charts.letters import FAMILY, clean

# Presentation attributes instead of style sheets: they colour nothing else on the page that holds the picture.
INK = "currentColor"
# The house's teal (600 of core/site.py) and an orange that colour-blind people tell from it. Both keep a contrast of
# 3 to 1 on white and on the site's dark paper alike, so that one drawing serves both.
TEAL, ORANGE = "#008579", "#d97706"
QUIET, FAINT = 0.72, 0.16


class Size(NamedTuple):
    """A drawing's width and height, in CSS pixels."""

    width: int
    height: int


class Box(NamedTuple):
    """A part of the sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Canvas:
    """One picture in the making."""

    def __init__(self, size: Size, *, title: str, description: str, language: str) -> None:
        self.size = size
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {size.width} {size.height}",
                "width": str(size.width),
                "height": str(size.height),
                "role": "img",
                "lang": language,
                "fill": INK,
                "font-family": f"{FAMILY}, sans-serif",
            },
        )
        ET.SubElement(self._root, "title").text = clean(title)
        ET.SubElement(self._root, "desc").text = clean(description)

    def words(
        self,
        at: tuple[float, float],
        words: str,
        *,
        size: float = 12,
        anchor: str = "start",
        bold: bool = False,
        quiet: bool = False,
        tip: str = "",
    ) -> None:
        """Write the words with their baseline there."""
        kept = {"font-size": _number(size), "text-anchor": anchor}
        if bold:
            kept["font-weight"] = "600"
        if quiet:
            kept["fill-opacity"] = _number(QUIET)
        text = self._add("text", x=at[0], y=at[1], tip=tip, **kept)
        # The tip is the element's first child, and the words come after it.
        if len(text):
            text[0].tail = clean(words)
        else:
            text.text = clean(words)

    def rectangle(self, box: Box, *, fill: str, tip: str = "", opacity: float = 1, radius: float = 0) -> None:
        """Fill a rectangle."""
        kept = {"fill": fill} | ({"fill-opacity": _number(opacity)} if opacity != 1 else {})
        kept |= {"rx": _number(min(radius, box.width / 2, box.height / 2))} if radius else {}
        self._add("rect", x=box.left, y=box.top, width=box.width, height=box.height, tip=tip, **kept)

    def rule(self, left: float, right: float, y: float, *, opacity: float = FAINT, dashes: str = "") -> None:
        """Draw a thin level line."""
        kept = {"stroke": INK, "stroke-opacity": _number(opacity)} | ({"stroke-dasharray": dashes} if dashes else {})
        self._add("line", x1=left, x2=right, y1=y, y2=y, **kept)

    def line(self, points: Iterable[tuple[float, float]], *, stroke: str, thick: float = 2, opacity: float = 1) -> None:
        """Draw a line through the points."""
        kept = {"points": _points(points), "fill": "none", "stroke": stroke, "stroke-width": _number(thick)}
        kept |= {"stroke-linejoin": "round", "stroke-linecap": "round"}
        self._add("polyline", **kept, **({"stroke-opacity": _number(opacity)} if opacity != 1 else {}))

    def area(self, points: Iterable[tuple[float, float]], *, fill: str, opacity: float = 0.14) -> None:
        """Fill what the points surround."""
        self._add("polygon", **{"points": _points(points), "fill": fill, "fill-opacity": _number(opacity)})

    def dot(
        self, at: tuple[float, float], *, fill: str, radius: float = 2.5, opacity: float = 1, tip: str = ""
    ) -> None:
        """Draw a dot."""
        kept = {"fill": fill} | ({"fill-opacity": _number(opacity)} if opacity != 1 else {})
        self._add("circle", cx=at[0], cy=at[1], r=radius, tip=tip, **kept)

    def svg(self) -> str:
        """Return the picture, for a page or for a file of its own."""
        return ET.tostring(self._root, encoding="unicode")

    def _add(self, name: str, *, tip: str = "", **attributes: str | float) -> ET.Element:
        kept = {key: value if isinstance(value, str) else _number(value) for key, value in attributes.items()}
        element = ET.SubElement(self._root, name, kept)
        if tip:
            ET.SubElement(element, "title").text = clean(tip)
        return element


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Write a number with two decimals at most, the same on every machine."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written
