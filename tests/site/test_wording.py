"""How long something took, in words; and ratings as stars."""

from datetime import timedelta

import pytest
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation

from bot.services.words import LANGUAGES, Words
from core.wording import human_time, stars, time_since


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (0.04, "0 s"),
        (0.25, "0.3 s"),
        (9.94, "9.9 s"),
        (9.999, "10 s"),
        (10.5, "11 s"),
        (59.4, "59 s"),
        (59.5, "1 min"),
        (3_599.6, "1 h"),
        (3_661, "1 h 1 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d"),
        (90_000, "1 d 1 h"),
        (86_460, "1 d"),
        (30 * 86_400, "30 d"),
        (timedelta(minutes=5, seconds=3), "5 min 3 s"),
    ],
)
def test_a_time_is_said_in_its_two_greatest_units(seconds: float | timedelta, words: str) -> None:
    with translation.override("en"):
        assert human_time(seconds) == words


@pytest.mark.parametrize(("language", "words"), [("uz", "1 soat 1 daq."), ("ru", "1 ч 1 мин"), ("en", "1 h 1 min")])
def test_a_time_is_said_in_the_readers_language(language: str, words: str) -> None:
    with translation.override(language):
        assert human_time(3_660) == words


@pytest.mark.parametrize(("language", "words"), [("uz", "2,3 son."), ("ru", "2,3 с"), ("en", "2.3 s")])
def test_tenths_stand_behind_the_languages_own_sign(language: str, words: str) -> None:
    with translation.override(language):
        assert human_time(2.3) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=61), "1 min"),
        (timedelta(hours=2, minutes=10, seconds=50), "2 h 10 min"),
        (timedelta(days=3, minutes=5), "3 d"),
    ],
)
def test_how_long_ago_something_was_is_said_to_the_minute(ago: timedelta, words: str) -> None:
    with translation.override("en"):
        assert time_since(timezone.now() - ago) == words


def test_a_rating_shows_its_best_as_well() -> None:
    assert [stars(value) for value in (1, 5)] == ["★☆☆☆☆", "★★★★★"]


@pytest.mark.parametrize(("language", "words"), [("uz", "10\xa0bayt"), ("ru", "10\xa0байт"), ("en", "10\xa0bytes")])
def test_a_small_file_is_so_many_bytes(language: str, words: str) -> None:
    with translation.override(language):
        assert filesizeformat(10) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("at_the_site", "in_the_bot"),
    [("Categories", "button-categories"), ("Admins", "button-admins"), ("Reports", "button-reports")],
)
def test_site_and_bot_call_the_same_thing_alike(language: str, at_the_site: str, in_the_bot: str) -> None:
    with translation.override(language):
        assert translation.gettext(at_the_site) in Words(language)(in_the_bot)
