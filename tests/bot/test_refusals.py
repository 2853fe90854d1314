"""Every refusal has a sentence in every language, and old buttons are answered in words."""

import re
from pathlib import Path

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.callbacks import PickCategory
from bot.services.api_errors import ApiError, BackendAway, BackendFailed, Refused
from bot.services.refusals import NAMING_AN_ADMIN, REFUSALS, refusal_words
from bot.services.screens import TOAST_LIMIT
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import Faces
from tests.bot.facts import AZIZA, BORIS, EMMA

# The backend's own code names its refusals; this is where they are raised.
BACKEND = Path(__file__).resolve().parents[2]
# Refusals of requests that this bot never makes for a person, or that are of no help to one.
NOT_FOR_PEOPLE = {"conflict", "lease_lost", "not_editable", "not_stored", "not_told_yet"}


@pytest.mark.parametrize("code", REFUSALS)
def test_each_code_is_a_sentence_of_its_own_in_each_language(code: str) -> None:
    texts = {refusal_words(Refused(409, code, {}, {}), Words(language)) for language in LANGUAGES}

    assert len(texts) == len(LANGUAGES)
    assert all(len(text) <= TOAST_LIMIT for text in texts)


def test_every_conflict_that_the_backend_raises_has_its_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (BACKEND / "apps").rglob("*.py")]
    raised = {code for text in sources for code in re.findall(r'Conflict\(\s*"(\w+)"', text)}

    assert raised
    assert raised - set(REFUSALS) - NOT_FOR_PEOPLE == set()


@pytest.mark.parametrize("code", sorted(NAMING_AN_ADMIN))
def test_the_other_admin_is_named_where_it_is_known(code: str) -> None:
    assert "Jasur" in refusal_words(Refused(409, code, {"admin": "Jasur"}, {}), Words("en"))
    assert "another admin" in refusal_words(Refused(409, code, {}, {}), Words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_of_tomorrow_has_words_already(language: str) -> None:
    assert refusal_words(Refused(409, "of_tomorrow", {}, {}), Words(language)) == Words(language)("refusal-unknown")


@pytest.mark.parametrize("error", [BackendAway("nobody"), BackendFailed(500, "broken")])
def test_trouble_with_the_backend_is_told_in_each_language(error: ApiError) -> None:
    assert len({refusal_words(error, Words(language)) for language in LANGUAGES}) == len(LANGUAGES)


async def bring_button(faces: Faces, person: int, data: str) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Old", callback_data=data)]])
    await faces.bot.send_message(person, "An old message", reply_markup=keyboard)


@pytest.mark.parametrize("data", ["rate:5", "ticket:fly:1:1", "ticket:take", "menu:reports", "list:own:x:y", "", "🙂"])
async def test_a_button_that_nobody_knows_is_answered_and_goes(faces: Faces, data: str) -> None:
    await bring_button(faces, EMMA, data or "empty")

    assert await faces.presses(EMMA, "Old") == "This button is out of date."
    assert faces.buttons(EMMA) == []


@pytest.mark.parametrize(
    ("person", "words"),
    [(AZIZA, "Bu tugma eskirgan."), (BORIS, "Эта кнопка устарела."), (EMMA, "This button is out of date.")],
)
async def test_old_buttons_are_answered_in_the_persons_language(faces: Faces, person: int, words: str) -> None:
    await bring_button(faces, person, "of:an:older:version")

    assert await faces.presses(person, "Old") == words


async def test_a_category_that_is_gone_is_taken_off_the_question(faces: Faces) -> None:
    await bring_button(faces, EMMA, PickCategory(category=99).pack())
    faces.answer("POST /ticket/tickets/choose-category/", Refused(404, "not_found", {}, {}))

    assert "not there any more" in await faces.presses(EMMA, "Old")
    assert faces.buttons(EMMA) == []


async def test_a_message_that_cannot_be_edited_any_more_is_sent_anew(faces: Faces) -> None:
    await faces.says(EMMA, "/lang")
    faces.answer("POST /user/users/language/", {})
    fault = [
        {"method": "editMessageText", "kind": "400", "times": 1, "description": "Bad Request: message can't be edited"}
    ]
    async with faces.people.post(f"{faces.playground.page_url}/api/faults", json=fault) as response:
        assert response.status == 201

    await faces.presses(EMMA, "English")

    assert faces.heard(EMMA)[-1] == "🌐 Fine, we speak English from now on."
    assert "Which language" in faces.heard(EMMA)[-2]


async def test_the_same_screen_again_is_no_trouble(faces: Faces) -> None:
    faces.answer("POST /user/users/language/", {})
    await faces.says(EMMA, "/admin")
    await faces.bot.send_message(
        EMMA,
        "🌐 Fine, we speak English from now on.",
        reply_markup=InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="Old", callback_data="language:en")]]
        ),
    )

    assert await faces.presses(EMMA, "Old")
