"""The site's words: none missing in Uzbek or Russian, and the compiled catalogues as fresh as their sources."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils.translation import trans_real

from tests.api.desk import Desk, build_desk
from tests.site.addresses import every_address
from tests.site.office import answer_address, events_of, pages_of, rate, seat
from tests.site.said import NAMED_ELSEWHERE, NEVER_SHOWN, OURS, THEIRS, sentences_in

LOCALE = Path(__file__).parents[2] / "core" / "locale"
LANGUAGES = ("uz", "ru")
# Names and marks are the same in every language.
ALIKE = NAMED_ELSEWHERE

WRONG = ("from=2026-02-30", "from=0001-01-01", "from=2026-02-02&to=2026-02-01", "category=0", "admin=x")


def lacks(catalogue: Any, words: str) -> bool:
    return catalogue._catalog.get(words) is None and catalogue._catalog.get((words, catalogue.plural(1))) is None


def says(language: str, words: str) -> bool:
    """Whether that language, Django's own catalogues among its words, has the sentence."""
    return not lacks(trans_real.translation(language), words)


@pytest.fixture
def unsaid(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Collect every sentence that a page asked for and that its language lacks."""
    found: set[tuple[str, str]] = set()
    say, say_many = trans_real.DjangoTranslation.gettext, trans_real.DjangoTranslation.ngettext

    def gettext(self: Any, words: str) -> str:
        if words and lacks(self, words):
            found.add((self.language(), words))
        return say(self, words)

    def ngettext(self: Any, one: str, many: str, number: int) -> str:
        if lacks(self, one):
            found.add((self.language(), one))
        return say_many(self, one, many, number)

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", ngettext)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shows_a_sentence_of_another_language(language: str, db: None, unsaid: set[tuple[str, str]]) -> None:
    desk = build_desk()
    everywhere(desk, language)
    assert {words for spoken, words in unsaid if spoken == language} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_refuses_in_another_language(language: str, db: None, unsaid: set[tuple[str, str]]) -> None:
    """Every address there is: opened, and sent a form in which nothing stands."""
    desk = build_desk()
    for person in (desk.rustam, desk.dilnoza):
        client = seat(person, language)
        for address in every_address(desk):
            client.get(address)
        for address in every_address(desk):
            client.post(address, {"text_uz": "{", "names": "x" * 5000, "q": "x" * 500})
    assert {words for spoken, words in unsaid if spoken == language} == set()


def everywhere(desk: Desk, language: str) -> None:
    """Open every page, and meet the usual refusals on the way; at last a ticket is rated."""
    stranger = Client(headers={"accept-language": language})
    stranger.post(reverse("admin:login"), {"username": "nobody", "password": "wrong"})
    client = seat(desk.rustam, language)
    for address in pages_of(desk):
        assert client.get(address).status_code == 200
    for query in (
        "q=Aziza",
        "q=nothing-like-this",
        "q=x",
        "tab=mine",
        "tab=closed",
        "state=new",
        "rating=none",
        "tag=x&from=2026-01-01",
    ):
        client.get(f"{reverse('admin:ticket_ticket_changelist')}?{query}")
    for page in ("reports", "reports_export", "admin:ticket_event_changelist", "admin:ticket_event_export"):
        for query in (
            "",
            "from=2026-02-30",
            "from=0001-01-01",
            "from=2026-02-02&to=2026-02-01",
            "category=0",
            "admin=x",
        ):
            client.get(f"{reverse(page)}?{query}")
    client.get(f"{reverse('reports')}?from=2000-01-01&to=2026-01-01")
    client.get(f"{reverse('admin:ticket_event_changelist')}?q={'x' * 300}")
    seat(desk.dilnoza, language).get(f"{reverse('reports')}?admin={desk.rustam.pk}")
    rate(desk)
    for address in (*pages_of(desk), *events_of(desk)):
        client.get(address)
    client.get("/admin/nothing/")
    client.post(answer_address(desk), {"text": ""})
    wrong = {"old_password": "x", "new_password1": "123", "new_password2": "4"}
    client.post(reverse("admin:password_change"), wrong)
    client.post(reverse("admin:logout"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_ours_is_said(language: str) -> None:
    assert {words for words in sentences_in(*OURS) if not says(language, words)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_django_and_the_theme_is_said(language: str) -> None:
    assert {words for words in sentences_in(*THEIRS) - NEVER_SHOWN if not says(language, words)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_kept_that_nothing_says(language: str) -> None:
    kept = {words if isinstance(words, str) else words[0] for words in words_in(language)}
    assert kept - sentences_in(*OURS, *THEIRS) - NAMED_ELSEWHERE == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_fresh(language: str) -> None:
    folder, compiled = LOCALE / language / "LC_MESSAGES", BytesIO()
    with (folder / "django.po").open("rb") as source:
        write_mo(compiled, read_po(source))
    assert compiled.getvalue() == (folder / "django.mo").read_bytes(), "run make translations"


def test_no_sentence_is_the_same_in_two_languages() -> None:
    catalogues = {language: words_in(language) for language in LANGUAGES}
    for words in catalogues["uz"].keys() & catalogues["ru"].keys() - ALIKE:
        assert catalogues["uz"][words] != catalogues["ru"][words], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_and_keeps_its_placeholders(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        catalogue = read_po(source)
    for message in catalogue:
        assert message.id == "" or message.string, message.id
        assert list(message.check(catalogue)) == [], message.id


def words_in(language: str) -> dict[Any, Any]:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        return {message.id: message.string for message in read_po(source) if message.id}
