"""How wide words are in the charts' own font, so that labels neither overlap nor run out of the picture."""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

FAMILY = "Inter"
FOLDER = Path(__file__).parent / "fonts"
FONTS = (FOLDER / "Inter-Regular.ttf", FOLDER / "Inter-SemiBold.ttf")
ELLIPSIS = "…"


def clean(words: str) -> str:
    """Return the words on one line, without what XML forbids or what turns the direction of writing."""
    spaced = " ".join(words.split())
    return "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C"))


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the words at that size. A letter that the font lacks counts as a wide one."""
    advances = _advances(FONTS[bold])
    return size * sum(advances.get(ord(letter), 1.0) for letter in words)


def shorten(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the words, or as many letters of theirs as there is room for, and an ellipsis."""
    words = clean(words)
    # Sums of parts may miss the room that was made for just these words by less than anybody sees.
    if width(words, size, bold=bold) <= room + 0.01:
        return words
    while words and width(words + ELLIPSIS, size, bold=bold) > room:
        words = words[:-1].rstrip()
    return words + ELLIPSIS


def drawable(words: str) -> str:
    """Return the words as the font can draw them: an unknown letter becomes `?`, an unknown mark or emoji nothing."""
    known = _advances(FONTS[False])
    return "".join(letter if ord(letter) in known else _stand_in(letter) for letter in words)


def _stand_in(letter: str) -> str:
    return "?" if unicodedata.category(letter)[0] in "LN" else ""


@lru_cache
def _advances(font: Path) -> dict[int, float]:
    """Read the width of every letter, in parts of the font's size, out of the tables that OpenType prescribes."""
    data = font.read_bytes()
    tables = _tables(data)
    (per_em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (measured,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    metrics = struct.unpack_from(f">{'Hh' * measured}", data, tables["hmtx"])[::2]
    return {code: metrics[min(glyph, measured - 1)] / per_em for code, glyph in _glyphs(data, tables["cmap"]).items()}


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4s4xI", data, 12 + 16 * number) for number in range(count))
    return {name.decode("ascii"): offset for name, offset in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Map letters to glyphs. The files hold one table of format 4, which covers the basic plane."""
    table = cmap + struct.unpack_from(">4xI", data, cmap + 4)[0]
    (form,) = struct.unpack_from(">H", data, table)
    if form != 4:
        raise ValueError(f"A cmap of format {form} cannot be read.")
    (doubled,) = struct.unpack_from(">H", data, table + 6)
    count, ends = doubled // 2, table + 14
    starts, deltas, ranges = (ends + 2 + doubled * step for step in (1, 2, 3))
    found: dict[int, int] = {}
    for segment in range(count):
        last, first, delta, offset = (
            struct.unpack_from(">H", data, column + 2 * segment)[0] for column in (ends, starts, deltas, ranges)
        )
        # An offset counts from its own place in the file; zero says that the glyphs follow each other.
        place = ranges + 2 * segment + offset
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", data, place + 2 * (code - first))[0] if offset else code
            found[code] = (glyph + delta) % 0x10000 if glyph else 0
    return {code: glyph for code, glyph in found.items() if glyph}
