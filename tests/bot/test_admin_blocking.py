"""Blocking the one who asked: with a reason that is ready or typed, after one more question; and unblocking."""

import pytest

from tests.bot.faces import INBOX, Faces, refused
from tests.bot.facts import AZIZA, DILNOZA, actor, closed, taken
from tests.bot.test_admin_ticket import CARD, FOCUS, act, bring_card

BLOCK, UNBLOCK = act("block"), act("unblock")
BLOCKABLE = taken(actions=["answer", "block"])


async def choose(faces: Faces, reason: str) -> None:
    await bring_card(faces, BLOCKABLE)
    faces.answer(BLOCK, closed())
    await faces.presses(DILNOZA, "Block")
    await faces.presses(DILNOZA, reason)


async def test_it_asks_why_and_asks_once_more_before_it_blocks(faces: Faces) -> None:
    await bring_card(faces, BLOCKABLE)
    faces.answer(BLOCK, closed())

    await faces.presses(DILNOZA, "Block")
    assert faces.buttons(DILNOZA) == ["Spam", "Abuse", "Fraud", "✏️ Another reason", "✖️ Cancel"]
    await faces.presses(DILNOZA, "Fraud")
    assert faces.heard(DILNOZA)[-1].startswith("🚫 Block the person of #1024? Reason: Fraud.")
    assert faces.api.made(BLOCK) == []

    assert await faces.presses(DILNOZA, "Yes, block") == "🚫 The person of #1024 is blocked."
    assert faces.api.made(BLOCK)[0].body == {"reason": "Fraud"}
    assert faces.buttons(DILNOZA) == []


async def test_a_typed_reason_goes_to_nobody_but_the_backend(faces: Faces) -> None:
    await choose(faces, "Another reason")

    await faces.says(DILNOZA, "  Writes at\nnight <b>")
    assert "Reason: Writes at night <b>." in faces.heard(DILNOZA)[-1]
    await faces.presses(DILNOZA, "Yes, block")

    assert faces.api.made(BLOCK)[0].body == {"reason": "Writes at night <b>"}
    assert faces.api.made(INBOX) == []
    assert faces.heard(AZIZA) == []


@pytest.mark.parametrize("way_out", ["/cancel", "button"])
async def test_whoever_leaves_blocks_nobody_and_what_they_type_next_is_no_reason(faces: Faces, way_out: str) -> None:
    await choose(faces, "Another reason")

    if way_out == "button":
        await faces.presses(DILNOZA, "Cancel")
    else:
        await faces.says(DILNOZA, way_out)
    faces.answer(INBOX, {"message": 1, "outcome": "held", "ticket": None, "actor": actor(DILNOZA)})
    await faces.says(DILNOZA, "A word for Aziza")

    assert len(faces.api.made(INBOX)) == 1
    assert faces.api.made(BLOCK) == []


async def test_a_reason_that_a_restart_lost_is_asked_for_again(faces: Faces) -> None:
    await choose(faces, "Another reason")
    await faces.says(DILNOZA, "Writes at night")
    await faces.restart()

    assert await faces.presses(DILNOZA, "Yes, block") == "The reason is lost. Please type it once more."
    await faces.says(DILNOZA, "At night")
    await faces.presses(DILNOZA, "Yes, block")

    assert [asked.body for asked in faces.api.made(BLOCK)] == [{"reason": "At night"}]


async def test_whoever_was_writing_into_the_ticket_leaves_it_and_loses_its_done_button(faces: Faces) -> None:
    await choose(faces, "Spam")
    faces.answer(act("focus"), {"ticket": BLOCKABLE, "mode": "answer"})
    await faces.presses(DILNOZA, "Answer")
    faces.answer(FOCUS, {"ticket": BLOCKABLE, "mode": "answer"})

    await faces.presses(DILNOZA, "Yes, block")

    assert faces.heard(DILNOZA)[-1] == "✅ Done with #1024."
    assert faces.keyboard(DILNOZA) == []


@pytest.mark.parametrize("typed", ["night " * 100, "n" * 4096])
async def test_a_reason_that_is_too_long_is_asked_for_again(faces: Faces, typed: str) -> None:
    await choose(faces, "Another reason")
    faces.answer(BLOCK, [refused("invalid", 400, {"reason": ["At most 500 letters."]}), closed()])
    await faces.says(DILNOZA, typed)

    assert await faces.presses(DILNOZA, "Yes, block") == "This reason is too long. Please type a shorter one."
    await faces.says(DILNOZA, "Short")
    assert await faces.presses(DILNOZA, "Yes, block") == "🚫 The person of #1024 is blocked."


async def test_an_admin_is_not_blocked_and_that_is_said(faces: Faces) -> None:
    await choose(faces, "Spam")
    faces.answer(BLOCK, refused("cannot_block_staff"))

    said = await faces.presses(DILNOZA, "Yes, block")

    assert said == "This is an admin of the help desk, and admins cannot be blocked."


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (0, "✅ The person of #1024 is unblocked."),
        (1, "One message that they wrote meanwhile is kept and was not passed on."),
        (3, "3 messages that they wrote meanwhile are kept and were not passed on."),
    ],
)
async def test_unblock_says_what_was_kept_and_renews_the_card(faces: Faces, kept: int, said: str) -> None:
    message_id = await bring_card(faces, closed(actions=["unblock"]))
    faces.answer(UNBLOCK, {"ticket": closed(), "kept": kept})

    assert (await faces.presses(DILNOZA, "Unblock")).endswith(said)
    assert faces.api.made(CARD)[-1].body == {"message_id": message_id}
