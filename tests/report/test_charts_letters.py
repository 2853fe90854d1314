"""The charts' own font: which letters it has, how wide they are, and what becomes of letters that it lacks."""

import pytest

from apps.report.charts.letters import FOLDER, FONTS, clean, drawable, shorten, width

UZBEK = "Oʻzbekcha: gʻ Gʻ sh ch ʼ ‘ ’"
CYRILLIC = "Русский: ёЁ ъ щ; ўқғҳ ЎҚҒҲ"
MARKS = "0123456789 .,:;!?%()[]<>&\"'–—−·…★☆№→ \xa0"


@pytest.mark.parametrize("words", [UZBEK, CYRILLIC, MARKS])
def test_the_font_has_every_letter_of_the_desks_languages(words: str) -> None:
    assert drawable(words) == words


@pytest.mark.parametrize(
    ("words", "drawn"),
    [("💳 Toʻlov", " Toʻlov"), ("李 Wei", "? Wei"), ("مرحبا", "?????"), ("👨‍👩‍👧", ""), ("٣", "?")],
)
def test_a_letter_that_it_lacks_becomes_a_question_mark_and_a_picture_nothing(words: str, drawn: str) -> None:
    assert drawable(words) == drawn


def test_widths_are_those_of_the_font() -> None:
    """The advances of Inter, in 2048 parts of its size."""
    regular = {"0": 1292, "i": 496, "W": 2018, " ": 576, "Ж": 1966}

    assert {letter: round(2048 * width(letter, 1)) for letter in regular} == regular
    assert width("Ʒ李", 10) == pytest.approx(width("Ʒ", 10) + 10)
    assert width("Javob", 24) == pytest.approx(2 * width("Javob", 12))
    assert width("Javob", 12, bold=True) > width("Javob", 12)


@pytest.mark.parametrize("room", [0, 5, 20, 60, 100, 142])
def test_shortened_words_fit_and_end_in_dots(room: float) -> None:
    words = "Qaytarish va almashtirish"
    assert width(words, 12) == pytest.approx(142.4, abs=0.1)

    short = shorten(words, room, 12)

    assert short.endswith("…")
    assert words.startswith(short[:-1])
    assert short == "…" or width(short, 12) <= room


def test_words_that_fit_stay_whole() -> None:
    assert shorten("Toʻlov", width("Toʻlov", 12), 12) == "Toʻlov"


def test_a_space_before_the_dots_is_left_out() -> None:
    assert shorten("Toʻlov va boshqa", width("Toʻlov …", 12), 12) == "Toʻlov…"


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [("a\nb\t c", "a b c"), ("a\x00b\x1bc", "abc"), ("\u202egnol", "gnol"), ("a\ufffeb", "ab"), ("\ud800x", "x")],
)
def test_what_xml_forbids_or_turns_the_words_round_is_left_out(words: str, cleaned: str) -> None:
    assert clean(words) == cleaned


def test_the_fonts_are_small_and_their_licence_lies_beside_them() -> None:
    assert sum(font.stat().st_size for font in FONTS) < 400_000
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
