"""/lang, /help and /cancel."""

import pytest

from tests.bot.faces import ACTOR, INBOX, Faces, refused
from tests.bot.facts import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM, actor, taken, ticket
from tests.bot.test_admin_ticket import act, bring_card

LANGUAGE = "POST /user/users/language/"
DISCARD = "POST /ticket/pending/discard/"
FINISH = "POST /ticket/focus/finish/"


async def test_lang_offers_each_language_by_its_own_name(faces: Faces) -> None:
    await faces.says(EMMA, "/lang")

    assert faces.buttons(EMMA) == ["🇺🇿 Oʻzbekcha", "🇷🇺 Русский", "🇬🇧 English"]


async def test_a_chosen_language_holds_from_this_moment(faces: Faces) -> None:
    faces.answer(LANGUAGE, {})
    await faces.says(EMMA, "/lang")

    toast = await faces.presses(EMMA, "Русский")
    await faces.says(EMMA, "/lang")

    assert faces.api.made(LANGUAGE)[0].body == {"language": "ru"}
    assert "по-русски" in toast
    assert "На каком языке" in faces.heard(EMMA)[-1]


async def test_the_language_may_be_the_first_thing_that_somebody_chooses(faces: Faces) -> None:
    faces.answer(LANGUAGE, [refused("not_found", 404), {}])
    faces.answer("POST /ticket/inbox/start/", {"outcome": "choose_category", "actor": actor(EMMA)})
    await faces.says(EMMA, "/lang")

    await faces.presses(EMMA, "Русский")

    assert faces.api.made("POST /ticket/inbox/start/")[0].body["sender"]["first_name"] == "Emma"
    assert faces.heard(EMMA)[-1] == "🌐 Хорошо, теперь говорим по-русски."


async def test_somebody_unknown_is_spoken_to_in_the_language_of_their_telegram(faces: Faces) -> None:
    faces.answer(ACTOR, actor(BORIS, language=None))

    await faces.says(BORIS, "/help")

    assert "Просто напишите" in faces.heard(BORIS)[-1]


async def test_who_somebody_is_is_asked_once_a_minute(faces: Faces) -> None:
    for _ in range(3):
        await faces.says(EMMA, "/help")

    assert len(faces.api.made(ACTOR)) == 1


async def test_a_message_asks_nobody_who_its_writer_is(faces: Faces) -> None:
    faces.answer(INBOX, {"message": 1, "outcome": "stored", "ticket": None, "actor": actor(AZIZA)})

    await faces.says(AZIZA, "Salom")

    assert [asked.what for asked in faces.api.asked] == [INBOX]


@pytest.mark.parametrize(("person", "has_admin", "has_super"), [(EMMA, 0, 0), (DILNOZA, 1, 0), (RUSTAM, 1, 1)])
async def test_help_tells_each_role_what_it_can_do(faces: Faces, person: int, has_admin: bool, has_super: bool) -> None:
    await faces.says(person, "/help")

    text = faces.heard(person)[-1]
    assert "/history" in text
    assert (("/delete" in text), ("super admin" in text)) == (bool(has_admin), bool(has_super))


async def test_cancel_takes_back_what_waits(faces: Faces) -> None:
    faces.answer(DISCARD, {"count": 2})

    await faces.says(EMMA, "/cancel")

    assert "2 messages were not sent" in faces.heard(EMMA)[-1]


@pytest.mark.parametrize("answer", [{"count": 0}, refused("nothing_waiting"), refused("person_required", 403)])
async def test_cancel_with_nothing_waiting_says_so(faces: Faces, answer: object) -> None:
    faces.answer(DISCARD, answer)

    await faces.says(EMMA, "/cancel")

    assert faces.heard(EMMA)[-1] == "There is nothing to cancel."


async def test_an_admins_cancel_leaves_the_ticket_they_write_into(faces: Faces) -> None:
    faces.answer(FINISH, {"ticket": taken(), "mode": "answer"})

    await faces.says(DILNOZA, "/cancel")

    assert faces.heard(DILNOZA)[-1] == "✅ Done with #1024."
    assert faces.api.made(DISCARD) == []


async def test_cancel_ends_a_step_before_anything_else(faces: Faces) -> None:
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Search")

    await faces.says(RUSTAM, "/cancel")

    assert faces.heard(RUSTAM)[-1] == "Cancelled."
    assert faces.api.made(FINISH) == []


async def test_cancelling_a_step_leaves_the_done_button_of_the_ticket_one_writes_into(faces: Faces) -> None:
    await bring_card(faces, ticket(), RUSTAM)
    faces.answer(act("focus"), {"ticket": ticket(), "mode": "answer"})
    await faces.presses(RUSTAM, "Answer")
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Search")

    await faces.says(RUSTAM, "/cancel")

    assert faces.heard(RUSTAM)[-1] == "Cancelled."
    assert faces.keyboard(RUSTAM) == ["✅ Done · #1024"]


async def test_a_command_that_nobody_knows_is_a_message(faces: Faces) -> None:
    faces.answer(INBOX, {"message": 1, "outcome": "stored", "ticket": None, "actor": actor(EMMA)})

    await faces.says(EMMA, "/order 15 does not work")

    assert faces.api.made(INBOX)[0].body["content"]["text"] == "/order 15 does not work"
