"""Words out of the catalogues."""

import pytest

from bot.services.words import LANGUAGES, Words, WordsMissing, known_language
from tests.bot.facts import WICKED


@pytest.mark.parametrize(
    ("code", "language"),
    [("uz", "uz"), ("ru", "ru"), ("en", "en"), ("ru-RU", "ru"), ("EN", "en"), ("de", "uz"), ("", "uz"), (None, "uz")],
)
def test_telegrams_language_is_ours_or_uzbek(code: str | None, language: str) -> None:
    assert known_language(code) == language


def test_a_language_that_is_none_of_ours_speaks_uzbek() -> None:
    assert Words("de").language == "uz"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_sentence_is_an_error(language: str) -> None:
    with pytest.raises(WordsMissing, match="no-such-key"):
        Words(language)("no-such-key")


def test_a_gap_left_open_is_an_error() -> None:
    with pytest.raises(WordsMissing):
        Words("en")("toast-taken")


def test_numbers_of_tickets_are_not_grouped() -> None:
    assert Words("en")("toast-taken", number=1234567) == "✋ #1234567 is yours."


@pytest.mark.parametrize("name", [WICKED, "{ $number }", "🙂" * 2000, "\ue000admin\ue001"])
def test_names_are_filled_in_as_they_are(name: str) -> None:
    assert Words("en")("ticket-status-taken", admin=name) == f"🙋 {name} is answering you."


def test_nothing_invisible_is_put_around_names() -> None:
    assert Words("en")("refusal-held-by-other", admin="Jasur") == "Jasur holds this ticket."
