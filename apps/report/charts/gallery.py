"""The documentation's pictures: every kind of chart in every language, with a note that tells stale ones from fresh."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from apps.report.charts.drawing import CHAT, KINDS, draw
from apps.report.charts.picture import picture
from apps.report.charts.samples import sample_report
from apps.user.models import Language

NOTE = "drawn.json"


def draw_gallery(folder: Path) -> Iterator[Path]:
    """Write the pictures and the note, and yield the path of each picture.

    A PNG's last bits may differ between machines, a drawing's letters may not: the note holds a sum of both, so that a
    test finds a picture that was made of an older drawing, or changed by hand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sums = {}
    for name, svg in drawings():
        png = picture(svg)
        (folder / name).write_bytes(png)
        sums[name] = {"svg": sum_of(svg.encode()), "png": sum_of(png)}
        yield folder / name
    (folder / NOTE).write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")


def drawings() -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of every picture."""
    report = sample_report()
    for language in Language.values:
        for kind in KINDS:
            yield f"{kind}-{language}.png", draw(kind, report, language, size=CHAT)


def sum_of(data: bytes) -> str:
    return sha256(data).hexdigest()
