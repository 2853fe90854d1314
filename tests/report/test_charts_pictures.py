"""Pictures for Telegram: the same drawing as PNG, and those that the documentation keeps."""

import json
import struct
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from apps.report.charts import CHAT, KINDS, NARROW, WIDE, Size, draw, picture
from apps.report.charts.gallery import NOTE, drawings, sum_of
from apps.report.charts.samples import sample_report

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = settings.BASE_DIR / "docs" / "images" / "charts"


def size_of(png: bytes) -> tuple[int, int]:
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("size", "pixels"), [(CHAT, (1280, 880)), (WIDE, (2200, 1000)), (NARROW, (900, 950))])
def test_a_picture_is_a_png_of_two_and_a_half_times_the_drawings_size(
    kind: str, size: Size, pixels: tuple[int, int]
) -> None:
    png = picture(draw(kind, sample_report(days=7), "uz", size=size))

    assert png.startswith(SIGNATURE)
    assert size_of(png) == pixels
    assert len(png) < 400_000


def test_the_same_drawing_gives_the_same_picture() -> None:
    svg = draw("volume", sample_report(days=7), "ru")

    assert picture(svg) == picture(svg)


def test_words_are_drawn_by_our_font_whatever_the_machine_has() -> None:
    """No words would be drawn at all if the font were not found: other families are not asked."""
    blank = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{}</svg>'
    words = '<text x="5" y="20" font-family="{}">Oʻ Ў 7</text>'

    ours, other = (picture(blank.format(words.format(family))) for family in ("Inter", "DejaVu Sans"))

    assert ours != picture(blank.format(""))
    assert other in (ours, picture(blank.format("")))


def test_bold_words_are_drawn_bold() -> None:
    words = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{}</svg>'
    thin, thick = (
        picture(words.format(f'<text x="5" y="20" font-family="Inter" font-weight="{weight}">Javob</text>'))
        for weight in (400, 600)
    )

    assert thin != thick


def test_a_letter_without_a_shape_does_not_hinder_the_picture() -> None:
    words = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text x="5" y="20">{}</text></svg>'

    assert picture(words.format("💳Toʻlov")) == picture(words.format("Toʻlov"))


def test_the_command_draws_every_kind_in_every_language(tmp_path: Path) -> None:
    out = StringIO()
    call_command("draw_sample_charts", folder=tmp_path / "charts", stdout=out)

    expected = {f"{kind}-{language}.png" for kind in KINDS for language in ("uz", "ru", "en")}
    assert {file.name for file in (tmp_path / "charts").iterdir()} == expected | {NOTE}
    assert {Path(line).name for line in out.getvalue().split()} == expected


def test_the_documentations_charts_are_those_that_are_drawn_now() -> None:
    """After a change of the drawing or of its words: `make charts`, look at them, commit them."""
    note = json.loads((KEPT / NOTE).read_text(encoding="utf-8"))

    drawn = {name: sum_of(svg.encode()) for name, svg in drawings()}
    kept = {file.name: file.read_bytes() for file in KEPT.glob("*.png")}
    assert {name: sums["svg"] for name, sums in note.items()} == drawn
    assert {name: sums["png"] for name, sums in note.items()} == {name: sum_of(png) for name, png in kept.items()}
    assert {size_of(png) for png in kept.values()} == {(1280, 880)}
