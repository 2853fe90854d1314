"""/site: a one-time way into the desk's site, for admins."""

import pytest

from bot.services.words import LANGUAGES, Words
from tests.bot.faces import Faces, refused
from tests.bot.facts import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM

LINKS = "POST /admin/sign-in-links/"
URL = "http://localhost:8000/admin/sign-in/c2VjcmV0LW9m-aGVycw_:1sAbCd:WvE_9-x/"


@pytest.fixture
def linked(faces: Faces) -> Faces:
    faces.answer(LINKS, {"url": URL, "expires_at": "2026-11-23T09:05:00Z"})
    return faces


@pytest.mark.parametrize("person", [DILNOZA, RUSTAM])
async def test_an_admin_gets_a_link_of_their_own(linked: Faces, person: int) -> None:
    await linked.says(person, "/site")

    assert [each.person for each in linked.api.made(LINKS)] == [person]
    assert URL in linked.heard(person)[-1]


async def test_the_link_is_text_that_can_be_pressed_and_nobody_fetches_it_for_a_preview(linked: Faces) -> None:
    await linked.says(DILNOZA, "/site")

    sent = linked.chat(DILNOZA)[-1]
    (place,) = [entity for entity in sent["entities"] if entity["type"] == "url"]
    assert sent["text"].encode("utf-16-le")[place["offset"] * 2 :][: place["length"] * 2].decode("utf-16-le") == URL
    assert sent["link_preview_options"]["is_disabled"]
    assert linked.buttons(DILNOZA) == []


async def test_other_words_keep_their_previews(linked: Faces) -> None:
    await linked.says(DILNOZA, "/admin")

    assert "link_preview_options" not in linked.chat(DILNOZA)[-1]


@pytest.mark.parametrize(
    ("person", "words"),
    [(AZIZA, "faqat yordam xizmati adminlari"), (BORIS, "только для администраторов"), (EMMA, "for admins")],
)
async def test_a_stranger_is_refused_plainly(faces: Faces, person: int, words: str) -> None:
    await faces.says(person, "/site")

    assert words in faces.heard(person)[-1]
    assert faces.api.made(LINKS) == []


async def test_who_was_dismissed_a_moment_ago_gets_none(faces: Faces) -> None:
    faces.answer(LINKS, refused("forbidden", 403))
    await faces.says(DILNOZA, "/site")

    assert faces.heard(DILNOZA)[-1] == "You may not do that."


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_how_often_and_how_long_it_works(language: str) -> None:
    said = Words(language)("site-link", url=URL)

    assert URL in said.splitlines()
    assert {"uz": "besh daqiqa", "ru": "пять минут", "en": "five minutes"}[language] in said
    assert {"uz": "bir marta", "ru": "один раз", "en": "once"}[language] in said


async def test_each_asking_makes_a_new_one(linked: Faces) -> None:
    await linked.says(DILNOZA, "/site")
    await linked.says(DILNOZA, "/site")

    assert len(linked.api.made(LINKS)) == 2
