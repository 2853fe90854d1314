"""How it was: the stars below the word that a ticket is closed, the comment, and what the admin reads of both."""

from typing import Any

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.services import notices
from bot.services.api_errors import BackendAway
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import Faces, refused
from tests.bot.facts import BORIS, DILNOZA, EMMA, closed, delivery, page, text_content
from tests.bot.rendered import method_of, render

RATE = "POST /ticket/ratings/"
CARD = "POST /ticket/tickets/24/card/"
STARS = ["1 ⭐", "2 ⭐", "3 ⭐", "4 ⭐", "5 ⭐"]


def rating(value: int, **changes: Any) -> dict[str, Any]:
    known = {"id": 3, "closing": 900, "ticket": 24, "number": 1024, "value": value, "changed_at": None}
    return {**known, "created_at": "2026-11-22T12:00:00+00:00", **changes}


async def told_of_closing(faces: Faces, person: int = EMMA, *, language: str = "en", **changes: Any) -> None:
    facts = {"ticket": 24, "number": 1024, "by": "admin", "can_reopen": True, "closing": 900, **changes}
    await told(faces, person, "ticket_closed", language=language, **facts)


async def told(faces: Faces, person: int, code: str, *, language: str = "en", **facts: Any) -> None:
    for call in notices.render(delivery("notice", {"code": code, **facts}, chat_id=person), Words(language)):
        await faces.bot(call.method)


async def test_a_closed_ticket_can_be_rated_and_reopened(faces: Faces) -> None:
    await told_of_closing(faces)

    assert faces.buttons(EMMA) == [*STARS, "🔓 Reopen #1024"]
    assert "from 1 (bad) to 5 (very good)" in faces.heard(EMMA)[-1]


async def test_the_five_stars_stand_in_one_row(faces: Faces) -> None:
    await told_of_closing(faces, can_reopen=False)

    rows = faces.last(EMMA)["reply_markup"]["inline_keyboard"]
    assert [[each["text"] for each in row] for row in rows] == [STARS]


async def test_a_closing_of_old_times_is_not_rated(faces: Faces) -> None:
    await told_of_closing(faces, closing=None)

    assert faces.buttons(EMMA) == ["🔓 Reopen #1024"]
    assert "rate" not in faces.heard(EMMA)[-1]


async def test_a_press_rates_and_shows_what_was_chosen(faces: Faces) -> None:
    await told_of_closing(faces)
    faces.answer(RATE, rating(4))

    toast = await faces.presses(EMMA, "4 ⭐")

    asked = faces.api.made(RATE)[0]
    assert (asked.person, asked.body) == (EMMA, {"closing": 900, "value": 4})
    assert "#1024: 4 of 5" in toast
    assert faces.buttons(EMMA) == ["1 ⭐", "2 ⭐", "3 ⭐", "✅ 4", "5 ⭐", "🔓 Reopen #1024"]


async def test_a_rating_is_changed_by_another_press(faces: Faces) -> None:
    await told_of_closing(faces)
    faces.answer(RATE, [rating(4), rating(2, changed_at="2026-11-22T12:05:00+00:00")])

    await faces.presses(EMMA, "4 ⭐")
    await faces.presses(EMMA, "2 ⭐")

    assert [asked.body["value"] for asked in faces.api.made(RATE)] == [4, 2]
    assert faces.buttons(EMMA)[:5] == ["1 ⭐", "✅ 2", "3 ⭐", "4 ⭐", "5 ⭐"]


async def test_the_same_star_twice_is_answered_twice(faces: Faces) -> None:
    await told_of_closing(faces)
    faces.answer(RATE, rating(5))

    first, second = await faces.presses(EMMA, "5 ⭐"), await faces.presses(EMMA, "✅ 5")

    assert first == second
    assert faces.buttons(EMMA)[4] == "✅ 5"


async def test_a_day_later_it_is_too_late_and_the_stars_go(faces: Faces) -> None:
    await told_of_closing(faces)
    faces.answer(RATE, refused("rating_window_over"))

    assert "cannot be changed any more" in await faces.presses(EMMA, "1 ⭐")
    assert faces.buttons(EMMA) == ["🔓 Reopen #1024"]


@pytest.mark.parametrize(("code", "status"), [("not_found", 404), ("forbidden", 403), ("invalid", 400)])
async def test_a_closing_that_is_not_theirs_to_rate_loses_its_stars(faces: Faces, code: str, status: int) -> None:
    await told_of_closing(faces)
    faces.answer(RATE, refused(code, status))

    assert await faces.presses(EMMA, "3 ⭐")
    assert faces.buttons(EMMA) == ["🔓 Reopen #1024"]


async def test_while_the_backend_is_away_the_stars_stay(faces: Faces) -> None:
    await told_of_closing(faces)
    faces.answer(RATE, BackendAway("nobody there"))

    assert "try again in a moment" in await faces.presses(EMMA, "3 ⭐")
    assert faces.buttons(EMMA) == [*STARS, "🔓 Reopen #1024"]


async def test_a_restart_forgets_no_star(faces: Faces) -> None:
    await told_of_closing(faces, BORIS, language="ru")
    faces.answer(RATE, rating(5))
    await faces.restart()

    assert "5 из 5" in await faces.presses(BORIS, "5 ⭐")


# ------------------------------------------------------------------ the comment, and what the admin reads


@pytest.mark.parametrize(("language", "reply"), [("uz", "reply"), ("ru", "ответом"), ("en", "as a reply")])
async def test_the_question_for_a_comment_says_how_to_answer_it(faces: Faces, language: str, reply: str) -> None:
    await told(faces, EMMA, "rating_thanks", language=language, ticket=24, number=1024, closing=900, value=4)

    assert "#1024" in faces.heard(EMMA)[-1]
    assert reply in faces.heard(EMMA)[-1]
    assert "force_reply" not in str(faces.last(EMMA)), "Anything else that is typed must stay a message."


async def test_the_admin_reads_the_rating_and_can_open_the_ticket(faces: Faces) -> None:
    await told(faces, DILNOZA, "rated", ticket=24, number=1024, name="Aziza", value=4, before=None)
    faces.answer(CARD, {})

    assert faces.heard(DILNOZA)[-1] == "⭐⭐⭐⭐\nAziza has rated #1024: 4 of 5."
    await faces.presses(DILNOZA, "Open #1024")
    assert len(faces.api.made(CARD)) == 1


async def test_the_admin_reads_what_a_changed_rating_was(faces: Faces) -> None:
    await told(faces, DILNOZA, "rated", ticket=24, number=1024, name="Aziza", value=1, before=4)

    assert faces.heard(DILNOZA)[-1] == "⭐\nAziza has changed the rating of #1024: 1 of 5, it was 4."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comment_says_to_which_rating_it_belongs(language: str) -> None:
    header = {"number": 1024, "name": "Aziza", "author": "user", "note": False, "at": None, "edited": False}
    comment = {"contents": [text_content("Thank you")], "header": {**header, "rating": 4}}

    text = method_of(render("content", comment, language=language)[0]).text

    assert text == f"{Words(language)('header-comment', number=1024, name='Aziza', value=4)}\nThank you"
    assert "⭐ 4" in text


async def test_a_rated_ticket_shows_its_rating_on_its_card(faces: Faces) -> None:
    for reason, shown in (({"rating": 4}, True), ({"rating": None}, False)):
        data = {"ticket": closed(**reason), "reason": "closed", "by": None, "content": None}
        text = method_of(render("card", data)[0]).text
        assert ("⭐ Rated 4 of 5" in text) is shown


async def test_an_open_ticket_does_not_show_the_rating_of_its_last_closing(faces: Faces) -> None:
    faces.answer("GET /ticket/tickets/", page(closed(status="new", rating=4)))

    await faces.says(EMMA, "/ticket")

    assert "Rated" not in faces.heard(EMMA)[-1]


def test_a_card_of_before_there_were_ratings_is_still_shown() -> None:
    old: Any = {name: value for name, value in closed().items() if name != "rating"}

    calls = render("card", {"ticket": old, "reason": "closed", "by": None, "content": None})

    assert isinstance(method_of(calls[0]).reply_markup, InlineKeyboardMarkup)
