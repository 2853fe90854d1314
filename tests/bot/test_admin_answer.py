"""Writing into a ticket until Done, notes, taking over, and taking back an answer."""

import pytest

from tests.bot.faces import INBOX, Faces, refused
from tests.bot.facts import AZIZA, DILNOZA, EMMA, RUSTAM, actor, taken, ticket
from tests.bot.test_admin_ticket import act, bring_card

FINISH = "POST /ticket/focus/finish/"
DELETE = "POST /ticket/messages/delete/"
NOTHING = {"ticket": None, "mode": None}


def received(outcome: str) -> dict[str, object]:
    return {"message": 1, "outcome": outcome, "ticket": None, "actor": actor(DILNOZA)}


async def answering(faces: Faces) -> None:
    await bring_card(faces, ticket())
    faces.answer(act("focus"), {"ticket": ticket(), "mode": "answer"})
    await faces.presses(DILNOZA, "Answer")


async def test_answer_opens_the_ticket_and_the_keyboard_names_it(faces: Faces) -> None:
    await answering(faces)

    assert faces.api.made(act("focus"))[0].body == {"mode": "answer", "takeover": False}
    assert faces.keyboard(DILNOZA) == ["✅ Done · #1024"]
    keyboard = faces.playground.world.chats.keyboard(DILNOZA) or {}
    assert keyboard["input_field_placeholder"] == "Answer to #1024"


async def test_a_note_says_that_only_admins_see_it(faces: Faces) -> None:
    await bring_card(faces, ticket())
    faces.answer(act("focus"), {"ticket": ticket(), "mode": "note"})

    await faces.presses(DILNOZA, "Note")

    assert faces.api.made(act("focus"))[0].body["mode"] == "note"
    assert "Only admins see them" in faces.heard(DILNOZA)[-1]


async def test_what_is_typed_in_between_is_content(faces: Faces) -> None:
    await answering(faces)
    faces.answer(INBOX, received("answered"))

    await faces.says(DILNOZA, "We are looking into it")

    assert faces.api.made(INBOX)[0].body["content"]["text"] == "We are looking into it"


async def test_done_ends_it_and_puts_the_keyboard_away(faces: Faces) -> None:
    await answering(faces)
    faces.answer(FINISH, {"ticket": ticket(), "mode": "answer"})

    await faces.taps(DILNOZA, "✅ Done · #1024")

    assert faces.heard(DILNOZA)[-1] == "✅ Done with #1024."
    assert faces.keyboard(DILNOZA) == []
    assert faces.api.made(INBOX) == []


@pytest.mark.parametrize("label", ["✅ Tayyor · #7", "✅ Готово · #7", "✅ Done · #7"])
async def test_done_is_known_in_every_language(faces: Faces, label: str) -> None:
    faces.answer(FINISH, {"ticket": ticket(), "mode": "answer"})

    await faces.says(DILNOZA, label)

    assert len(faces.api.made(FINISH)) == 1


async def test_done_pressed_twice_is_an_old_button_and_no_message(faces: Faces) -> None:
    faces.answer(FINISH, NOTHING)

    await faces.says(DILNOZA, "✅ Done · #1024")

    assert faces.heard(DILNOZA)[-1] == "✅ No ticket is open for writing."
    assert faces.api.made(INBOX) == []


async def test_the_same_words_from_a_user_are_content(faces: Faces) -> None:
    faces.answer(INBOX, received("stored"))

    await faces.says(EMMA, "✅ Done · #1024")

    assert faces.api.made(INBOX)[0].body["content"]["text"] == "✅ Done · #1024"


async def test_words_around_the_label_make_it_content(faces: Faces) -> None:
    faces.answer(INBOX, received("answered"))

    await faces.says(DILNOZA, "I wrote ✅ Done · #1024 yesterday")

    assert len(faces.api.made(INBOX)) == 1


async def test_a_ticket_in_other_hands_is_asked_about_first(faces: Faces) -> None:
    await bring_card(faces, taken(holder="Jasur"))
    faces.answer(act("focus"), [refused("held_by_other", admin="Jasur"), {"ticket": taken(), "mode": "answer"}])

    await faces.presses(DILNOZA, "Answer")
    assert faces.heard(DILNOZA)[-1] == "#1024 is held by Jasur. Take it over?"
    await faces.presses(DILNOZA, "Take over and answer")

    assert faces.api.made(act("focus"))[1].body == {"mode": "answer", "takeover": True}
    assert faces.keyboard(DILNOZA) == ["✅ Done · #1024"]


async def test_who_does_not_take_over_writes_nowhere(faces: Faces) -> None:
    await bring_card(faces, taken(holder="Jasur"))
    faces.answer(act("focus"), refused("held_by_other"))
    await faces.presses(DILNOZA, "Answer")

    await faces.presses(DILNOZA, "Cancel")

    assert len(faces.api.made(act("focus"))) == 1
    assert faces.keyboard(DILNOZA) == []


async def test_a_takeover_of_a_ticket_closed_meanwhile_is_refused_in_words(faces: Faces) -> None:
    await bring_card(faces, taken(holder="Jasur"))
    faces.answer(act("focus"), [refused("held_by_other"), refused("ticket_closed")])
    await faces.presses(DILNOZA, "Answer")

    assert await faces.presses(DILNOZA, "Take over") == "This ticket is closed."
    assert faces.buttons(DILNOZA) == []


async def test_answering_ends_a_step_that_waits_for_words(faces: Faces) -> None:
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Search")
    await bring_card(faces, ticket(), RUSTAM)
    faces.answer(act("focus"), {"ticket": ticket(), "mode": "answer"})
    await faces.presses(RUSTAM, "Answer")
    faces.answer(INBOX, received("answered"))

    await faces.says(RUSTAM, "Hello")

    assert len(faces.api.made(INBOX)) == 1


async def test_delete_takes_back_the_answer_it_replies_to(faces: Faces) -> None:
    faces.answer(INBOX, received("answered"))
    faces.answer(DELETE, {})
    answer = await faces.says(DILNOZA, "Wrong words")

    await faces.says(DILNOZA, "/delete", reply_to=answer)

    assert faces.api.made(DELETE)[0].body == {"bot_id": faces.bot.id, "message_id": answer}
    assert "being deleted" in faces.heard(DILNOZA)[-1]


async def test_delete_alone_says_how_it_is_used(faces: Faces) -> None:
    await faces.says(DILNOZA, "/delete")

    assert "as a reply" in faces.heard(DILNOZA)[-1]
    assert faces.api.made(DELETE) == []


@pytest.mark.parametrize(
    ("code", "words"), [("delete_window_over", "48 hours"), ("not_deletable", "Only your own answers")]
)
async def test_what_cannot_be_deleted_is_said(faces: Faces, code: str, words: str) -> None:
    faces.answer(INBOX, received("answered"))
    faces.answer(DELETE, refused(code))
    answer = await faces.says(DILNOZA, "Wrong words")

    await faces.says(DILNOZA, "/delete", reply_to=answer)

    assert words in faces.heard(DILNOZA)[-1]


async def test_a_users_delete_is_refused(faces: Faces) -> None:
    faces.answer(INBOX, received("stored"))
    faces.answer(DELETE, refused("forbidden", 403))
    message = await faces.says(AZIZA, "Salom")

    await faces.says(AZIZA, "/delete", reply_to=message)

    assert faces.heard(AZIZA)[-1] == "Bu Sizga ruxsat etilmagan."
