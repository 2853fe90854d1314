"""What tests ask of a drawing: its words and where they stand, its bars, its tips."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from apps.report.charts.letters import width

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
