"""A super admin's desk: admins and their appointment."""

from typing import Any

import pytest

from bot.keyboards.super_admin import APPOINT_REQUEST
from tests.bot.faces import INBOX, Faces, refused
from tests.bot.facts import AZIZA, BORIS, DILNOZA, RUSTAM, actor, admin, category, page, taken

ADMINS = "GET /admin/admins/"
APPOINT = "POST /admin/admins/"
CATEGORIES = "GET /admin/categories/"
CHANGE = "PATCH /admin/admins/5/"
DISMISS = "POST /admin/admins/5/dismiss/"
FINISH = "POST /ticket/focus/finish/"


async def open_admins(faces: Faces, *admins: object, following: bool = False) -> None:
    faces.answer(ADMINS, page(*(admins or (admin(),)), following=following))
    faces.answer(CATEGORIES, page(category(1), category(2)))
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Admins")


async def open_dilnoza(faces: Faces, **changes: Any) -> None:
    await open_admins(faces, admin(**changes))
    await faces.presses(RUSTAM, "Dilnoza")


async def appointing(faces: Faces) -> None:
    await open_admins(faces)
    faces.answer(APPOINT, admin(6, telegram_id=BORIS, first_name="Boris", categories=[]))
    faces.api.answers.setdefault(FINISH, {"ticket": None, "mode": None})
    await faces.presses(RUSTAM, "Appoint an admin")


async def test_the_admins_are_listed_with_their_rank(faces: Faces) -> None:
    await open_admins(faces, admin(), admin(6, first_name="Rustam", is_super_admin=True))

    assert faces.buttons(RUSTAM) == ["👤 Dilnoza", "⭐ Rustam", "➕ Appoint an admin", "🏠 Menu"]


async def test_many_admins_come_in_pages(faces: Faces) -> None:
    await open_admins(faces, admin(), following=True)

    await faces.presses(RUSTAM, "Next")

    assert [asked.query.get("after") for asked in faces.api.made(ADMINS)] == [None, "5"]


async def test_a_desk_without_admins_says_so(faces: Faces) -> None:
    faces.answer(ADMINS, page())
    await faces.says(RUSTAM, "/admin")

    await faces.presses(RUSTAM, "Admins")

    assert "no admins yet" in faces.heard(RUSTAM)[-1]


async def test_categories_are_bound_and_let_go_by_a_press(faces: Faces) -> None:
    await open_dilnoza(faces)
    faces.answer(CHANGE, admin(categories=[1, 2]))

    assert faces.buttons(RUSTAM)[:2] == ["✅ Payments 1", "▫️ Payments 2"]
    assert await faces.presses(RUSTAM, "Payments 2") == "Saved."
    assert faces.api.made(CHANGE)[0].body == {"categories": [1, 2]}
    assert faces.buttons(RUSTAM)[:2] == ["✅ Payments 1", "✅ Payments 2"]


async def test_a_bound_category_is_let_go(faces: Faces) -> None:
    await open_dilnoza(faces)
    faces.answer(CHANGE, admin(categories=[]))

    await faces.presses(RUSTAM, "Payments 1")

    assert faces.api.made(CHANGE)[0].body == {"categories": []}
    assert "Not bound to any category" in faces.heard(RUSTAM)[-1]


@pytest.mark.parametrize(
    ("is_super", "label", "wanted"), [(False, "Make super admin", True), (True, "Take super admin away", False)]
)
async def test_super_admins_are_made_and_unmade(faces: Faces, is_super: bool, label: str, wanted: bool) -> None:
    await open_dilnoza(faces, is_super_admin=is_super)
    faces.answer(CHANGE, admin(is_super_admin=wanted))

    await faces.presses(RUSTAM, label)

    assert faces.api.made(CHANGE)[0].body == {"is_super_admin": wanted}


async def test_who_stands_in_the_settings_has_no_such_buttons(faces: Faces) -> None:
    await open_dilnoza(faces, is_super_admin=True, is_permanent=True)

    assert "named in the settings" in faces.heard(RUSTAM)[-1]
    assert not any("Dismiss" in label or "super admin" in label for label in faces.buttons(RUSTAM))


async def test_dismissing_asks_once(faces: Faces) -> None:
    await open_dilnoza(faces)
    faces.answer(DISMISS, admin(is_active=False))

    await faces.presses(RUSTAM, "Dismiss")
    assert faces.heard(RUSTAM)[-1].startswith("Dismiss Dilnoza?")
    assert faces.api.made(DISMISS) == []
    assert await faces.presses(RUSTAM, "Yes, dismiss") == "🚪 Dilnoza is no longer an admin."


async def test_who_does_not_dismiss_is_back_at_the_admin(faces: Faces) -> None:
    await open_dilnoza(faces)
    await faces.presses(RUSTAM, "Dismiss")

    await faces.presses(RUSTAM, "No, go back")

    assert faces.heard(RUSTAM)[-1].startswith("👤 Dilnoza (@dilnoza)")


@pytest.mark.parametrize(("code", "words"), [("last_super_admin", "the last"), ("permanent_super_admin", "settings")])
async def test_who_cannot_be_dismissed_stays(faces: Faces, code: str, words: str) -> None:
    await open_dilnoza(faces)
    faces.answer(DISMISS, refused(code))
    await faces.presses(RUSTAM, "Dismiss")

    assert words in await faces.presses(RUSTAM, "Yes, dismiss")


async def test_an_admin_dismissed_meanwhile_is_not_there_any_more(faces: Faces) -> None:
    await open_admins(faces)
    faces.answer(ADMINS, page())

    assert "not there any more" in await faces.presses(RUSTAM, "Dilnoza")


# ------------------------------------------------------------------ appointing


async def test_telegrams_own_picker_appoints(faces: Faces) -> None:
    await appointing(faces)

    await faces.taps(RUSTAM, "👤 Choose a person", user_ids=[BORIS])

    body = faces.api.made(APPOINT)[0].body
    assert (body["telegram_id"], body["first_name"], body["categories"]) == (BORIS, "Boris", [])
    assert "🎉 Boris is an admin now." in faces.heard(RUSTAM)[-2]
    assert faces.keyboard(RUSTAM) == []


async def test_the_picker_works_after_a_restart(faces: Faces) -> None:
    await appointing(faces)
    await faces.restart()

    await faces.taps(RUSTAM, "👤 Choose a person", user_ids=[BORIS])

    assert len(faces.api.made(APPOINT)) == 1


async def test_another_request_for_people_is_not_ours(faces: Faces) -> None:
    faces.answer(INBOX, {"message": 1, "outcome": "held", "ticket": None, "actor": actor(RUSTAM)})

    await faces.sends(RUSTAM, users_shared={"request_id": APPOINT_REQUEST + 1, "user_ids": [BORIS]})

    assert faces.api.made(APPOINT) == []


async def test_a_forwarded_message_appoints_its_writer(faces: Faces) -> None:
    faces.answer(INBOX, {"message": 1, "outcome": "waiting", "ticket": None, "actor": actor(AZIZA)})
    written = await faces.says(AZIZA, "Salom")
    await appointing(faces)

    await faces.sends(RUSTAM, forward={"chat": AZIZA, "message_id": written})

    assert faces.api.made(APPOINT)[0].body["telegram_id"] == AZIZA


async def test_a_forward_that_hides_its_author_is_refused_in_words(faces: Faces) -> None:
    faces.answer(INBOX, {"message": 1, "outcome": "waiting", "ticket": None, "actor": actor(AZIZA)})
    written = await faces.says(AZIZA, "Salom")
    await appointing(faces)

    await faces.sends(RUSTAM, forward={"chat": AZIZA, "message_id": written, "hidden": True})

    assert "hides its author" in faces.heard(RUSTAM)[-1]
    assert faces.api.made(APPOINT) == []


CHANNEL = {"type": "channel", "date": 1, "message_id": 5, "chat": {"id": -1001, "type": "channel", "title": "News"}}
BOT = {"type": "user", "date": 1, "sender_user": {"id": 77, "is_bot": True, "first_name": "Robot"}}


@pytest.mark.parametrize(("origin", "words"), [(CHANNEL, "not written by a person"), (BOT, "This is a bot")])
async def test_what_no_person_wrote_appoints_nobody(faces: Faces, origin: object, words: str) -> None:
    await appointing(faces)

    await faces.sends(RUSTAM, raw={"text": "Hello", "forward_origin": origin})

    assert words in faces.heard(RUSTAM)[-1]
    assert faces.api.made(APPOINT) == []


async def test_an_id_appoints(faces: Faces) -> None:
    await appointing(faces)

    await faces.says(RUSTAM, f"{BORIS}")

    assert faces.api.made(APPOINT)[0].body["telegram_id"] == BORIS


async def test_somebody_of_whom_only_the_id_is_known_is_named_by_it(faces: Faces) -> None:
    await appointing(faces)
    unknown = refused("invalid", 400, fields={"first_name": ["required"]})
    faces.answer(APPOINT, [unknown, admin(6, telegram_id=777, first_name="777", has_started=False)])

    await faces.says(RUSTAM, "777")

    assert [asked.body["first_name"] for asked in faces.api.made(APPOINT)] == ["", "777"]


@pytest.mark.parametrize("text", ["Boris", "-5", "0", "12.5", "12345678901234567890"])
async def test_what_is_no_id_is_said_and_asked_again(faces: Faces, text: str) -> None:
    await appointing(faces)

    await faces.says(RUSTAM, text)

    assert "not a Telegram id" in faces.heard(RUSTAM)[-1]
    assert faces.api.made(APPOINT) == []


async def test_who_never_wrote_to_the_bot_gets_a_link(faces: Faces) -> None:
    await open_dilnoza(faces, has_started=False)

    me = await faces.bot.me()
    assert f"https://t.me/{me.username}?start" in faces.heard(RUSTAM)[-1]


async def test_who_is_an_admin_already_is_not_appointed_twice(faces: Faces) -> None:
    await appointing(faces)
    faces.answer(APPOINT, refused("already_admin"))

    await faces.says(RUSTAM, f"{DILNOZA}")

    assert faces.heard(RUSTAM)[-1] == "This person is an admin already."


@pytest.mark.parametrize("after_restart", [False, True])
async def test_cancel_puts_the_picker_away(faces: Faces, after_restart: bool) -> None:
    await appointing(faces)
    if after_restart:
        await faces.restart()

    await faces.taps(RUSTAM, "✖️ Cancel")

    assert faces.keyboard(RUSTAM) == []
    assert faces.api.made(INBOX) == []


async def test_the_picker_takes_no_done_button_away_from_somebody_who_still_writes_into_a_ticket(faces: Faces) -> None:
    faces.answer(FINISH, {"ticket": taken(), "mode": "answer"})

    await appointing(faces)

    assert faces.heard(RUSTAM)[-2] == "✅ Done with #1024."
    assert [asked.person for asked in faces.api.made(FINISH)] == [RUSTAM]


async def test_a_reply_to_a_ticket_is_an_answer_even_while_a_person_is_asked_for(faces: Faces) -> None:
    faces.answer(INBOX, {"message": 1, "outcome": "answered", "ticket": None, "actor": actor(RUSTAM)})
    earlier = await faces.says(RUSTAM, "first")
    await appointing(faces)

    await faces.says(RUSTAM, "12345", reply_to=earlier)

    assert faces.api.made(APPOINT) == []
    assert faces.api.made(INBOX)[-1].body["reply_to_message_id"] == earlier
