"""The buttons of a ticket's card."""

from typing import Any

import pytest

from bot.services import notices
from bot.services.api_errors import BackendAway, BackendFailed
from bot.services.words import Words
from tests.bot.faces import Faces, refused
from tests.bot.facts import DILNOZA, closed, delivery, taken, ticket

CARD = "POST /ticket/tickets/24/card/"
FOCUS = "GET /ticket/focus/"
NOBODY = {"ticket": None, "mode": None}


def act(name: str) -> str:
    return f"POST /ticket/tickets/24/{name}/"


async def bring_card(faces: Faces, shown: Any, person: int = DILNOZA) -> int:
    """Let the ticket's card arrive, as the courier sends it; returns the message's id."""
    data = {"ticket": shown, "reason": "new", "content": None, "by": None}
    (call,) = notices.render(delivery("card", data, chat_id=person), Words("en"))
    faces.answer(CARD, {})
    faces.answer(FOCUS, NOBODY)
    return int((await faces.bot(call.method)).message_id)


async def test_take_takes_and_brings_the_card_up_to_date(faces: Faces) -> None:
    message_id = await bring_card(faces, ticket())
    faces.answer(act("take"), taken())

    assert await faces.presses(DILNOZA, "Take") == "✋ #1024 is yours."
    assert faces.api.made(CARD)[0].body == {"message_id": message_id}


async def test_who_comes_second_hears_who_was_quicker(faces: Faces) -> None:
    message_id = await bring_card(faces, ticket())
    faces.answer(act("take"), refused("already_taken", admin="Jasur"))

    assert await faces.presses(DILNOZA, "Take") == "Somebody was quicker: Jasur has taken it."
    assert faces.api.made(CARD)[0].body == {"message_id": message_id}


async def test_release_gives_the_ticket_back(faces: Faces) -> None:
    await bring_card(faces, taken())
    faces.answer(act("release"), ticket())

    assert await faces.presses(DILNOZA, "Release") == "↩️ #1024 is free again."


async def test_closing_asks_once_and_then_closes(faces: Faces) -> None:
    await bring_card(faces, taken())
    faces.answer(act("close"), closed())

    assert "Close #1024?" in await faces.presses(DILNOZA, "Close")
    assert faces.buttons(DILNOZA) == ["🔒 Yes, close #1024", "↩️ No, go back"]
    assert await faces.presses(DILNOZA, "Yes, close") == "🔒 #1024 is closed."


async def test_who_does_not_close_gets_the_card_back(faces: Faces) -> None:
    message_id = await bring_card(faces, taken())
    await faces.presses(DILNOZA, "Close")

    await faces.presses(DILNOZA, "No, go back")

    assert faces.api.made(act("close")) == []
    assert faces.api.made(CARD)[0].body == {"message_id": message_id}


@pytest.mark.parametrize(("name", "label"), [("close", "Yes, close"), ("release", "Release")])
async def test_leaving_the_ticket_one_writes_into_puts_its_keyboard_away(faces: Faces, name: str, label: str) -> None:
    await bring_card(faces, taken())
    faces.answer(act("focus"), {"ticket": taken(), "mode": "answer"})
    await faces.presses(DILNOZA, "Answer")
    faces.answer(FOCUS, {"ticket": taken(), "mode": "answer"})
    faces.answer(act(name), closed())
    if name == "close":
        await faces.presses(DILNOZA, "Close")

    await faces.presses(DILNOZA, label)

    assert faces.keyboard(DILNOZA) == []
    assert faces.heard(DILNOZA)[-1] == "✅ Done with #1024."


async def test_closing_another_ticket_leaves_the_keyboard_alone(faces: Faces) -> None:
    await bring_card(faces, taken())
    faces.answer(act("focus"), {"ticket": taken(), "mode": "answer"})
    await faces.presses(DILNOZA, "Answer")
    await bring_card(faces, taken())
    faces.answer(FOCUS, {"ticket": taken(1030), "mode": "answer"})
    faces.answer(act("close"), closed())
    await faces.presses(DILNOZA, "Close")

    await faces.presses(DILNOZA, "Yes, close")

    assert faces.keyboard(DILNOZA) == ["✅ Done · #1024"]


async def test_reopen_opens_a_closed_ticket(faces: Faces) -> None:
    await bring_card(faces, closed())
    faces.answer(act("reopen"), taken())

    assert await faces.presses(DILNOZA, "Reopen") == "🔓 #1024 is open again."


async def test_the_history_comes_as_deliveries_page_by_page(faces: Faces) -> None:
    await bring_card(faces, taken())
    faces.answer(act("show"), [{"count": 10, "more": 99}, {"count": 1, "more": None}])

    assert await faces.presses(DILNOZA, "Show history") == "10 messages follow."
    assert await faces.presses(DILNOZA, "Earlier messages") == "One message follows."
    assert [asked.body["before"] for asked in faces.api.made(act("show"))] == [None, 99]


@pytest.mark.parametrize("code", ["ticket_closed", "not_holder", "transition_not_allowed", "cannot_answer_self"])
async def test_a_ticket_that_moved_on_is_said_and_its_card_renewed(faces: Faces, code: str) -> None:
    message_id = await bring_card(faces, ticket())
    faces.answer(act("take"), refused(code))

    assert await faces.presses(DILNOZA, "Take")
    assert faces.api.made(CARD)[0].body == {"message_id": message_id}


async def test_a_card_that_is_not_theirs_any_more_loses_its_buttons(faces: Faces) -> None:
    await bring_card(faces, ticket())
    faces.answer(act("take"), refused("not_found", 404))

    assert "not there any more" in await faces.presses(DILNOZA, "Take")
    assert faces.buttons(DILNOZA) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [(BackendAway("nobody"), "cannot be reached just now"), (BackendFailed(500, "broken"), "wrong on our side")],
)
async def test_a_press_without_the_backend_is_answered_and_can_be_repeated(
    faces: Faces, error: Exception, words: str
) -> None:
    await bring_card(faces, ticket())
    faces.answer(act("take"), [error, taken()])

    assert words in await faces.presses(DILNOZA, "Take")
    assert await faces.presses(DILNOZA, "Take") == "✋ #1024 is yours."


async def test_even_a_fault_of_ours_leaves_no_spinner(faces: Faces) -> None:
    await bring_card(faces, ticket())
    faces.answer(act("take"), {"no": "ticket"})
    cursor = faces.playground.world.events.cursor

    with pytest.raises(KeyError):
        await faces.presses(DILNOZA, "Take")

    events = [event for _, event in faces.playground.world.events.after(cursor)]
    assert [event["text"] for event in events if event["type"] == "callback_answer"] == [
        "Something went wrong on our side. Please try again in a moment."
    ]
