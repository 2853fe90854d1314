"""A drawing as PNG, for Telegram."""

import resvg_py

from apps.report.charts.letters import FAMILY, FONTS, drawable

# Telegram shows a picture on a phone at about 400 points wide: so many pixels stay sharp when it is opened.
ZOOM = 2.5
PAPER, INK = "#ffffff", "#1f2937"


def picture(svg: str) -> bytes:
    """Return the drawing as PNG on light paper. Only the charts' own fonts are used, so it is the same everywhere."""
    return resvg_py.svg_to_bytes(
        svg_string=drawable(svg),
        background=PAPER,
        style_sheet=f"svg {{ color: {INK} }}",
        zoom=ZOOM,
        skip_system_fonts=True,
        font_files=[str(font) for font in FONTS],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
