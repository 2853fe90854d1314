"""A person's own tickets: reading, closing, reopening."""

from bot.services.api_errors import BackendAway
from tests.bot.faces import Faces, refused
from tests.bot.facts import EMMA, closed, own, page

LIST = "GET /ticket/tickets/"
ONE = "GET /ticket/tickets/24/"
CLOSE, REOPEN, SHOW = (f"POST /ticket/tickets/24/{act}/" for act in ("close", "reopen", "show"))


async def open_ticket(faces: Faces) -> None:
    faces.answer(LIST, page(own(EMMA)))
    await faces.says(EMMA, "/ticket")


async def test_ticket_shows_the_open_one_with_its_buttons(faces: Faces) -> None:
    await open_ticket(faces)

    assert faces.heard(EMMA)[-1].startswith("🎫 #1024 · Payments 1")
    assert faces.buttons(EMMA) == ["🔒 Close", "📜 Show history"]
    assert faces.api.made(LIST)[0].query["box"] == "own"


async def test_ticket_says_who_is_answering(faces: Faces) -> None:
    faces.answer(LIST, page(own(EMMA, status="taken", admin_detail={"id": 5, "first_name": "Dilnoza"})))

    await faces.says(EMMA, "/ticket")

    assert "Dilnoza is answering you" in faces.heard(EMMA)[-1]


async def test_without_an_open_ticket_it_says_how_to_begin(faces: Faces) -> None:
    faces.answer(LIST, page(own(EMMA, status="closed", actions=[])))

    await faces.says(EMMA, "/ticket")

    assert "no open ticket" in faces.heard(EMMA)[-1]


async def test_closing_asks_once(faces: Faces) -> None:
    await open_ticket(faces)
    faces.answer(CLOSE, own(EMMA, status="closed", actions=["reopen"]))

    assert "Close #1024?" in await faces.presses(EMMA, "Close")
    assert faces.api.made(CLOSE) == []
    assert "is closed" in await faces.presses(EMMA, "Yes, close #1024")
    assert faces.buttons(EMMA) == ["🔓 Reopen #1024", "📜 Show history"]


async def test_who_does_not_close_keeps_the_ticket(faces: Faces) -> None:
    await open_ticket(faces)
    faces.answer(ONE, own(EMMA))

    await faces.presses(EMMA, "Close")
    await faces.presses(EMMA, "No, go back")

    assert faces.api.made(CLOSE) == []
    assert faces.buttons(EMMA) == ["🔒 Close", "📜 Show history"]


async def test_reopening_too_late_is_said_and_the_button_goes(faces: Faces) -> None:
    faces.answer(LIST, page(own(EMMA, status="new", actions=["reopen"])))
    await faces.says(EMMA, "/ticket")
    faces.answer(REOPEN, refused("reopen_window_over"))
    faces.answer(ONE, own(EMMA, status="closed", actions=[]))

    toast = await faces.presses(EMMA, "Reopen")

    assert "too late" in toast
    assert faces.buttons(EMMA) == ["📜 Show history"]


async def test_reopening_shows_the_open_ticket(faces: Faces) -> None:
    faces.answer(LIST, page(own(EMMA, status="new", actions=["reopen"])))
    await faces.says(EMMA, "/ticket")
    faces.answer(REOPEN, own(EMMA))

    assert "open again" in await faces.presses(EMMA, "Reopen")
    assert "🔒 Close" in faces.buttons(EMMA)


async def test_a_ticket_that_is_no_longer_theirs_loses_its_buttons(faces: Faces) -> None:
    await open_ticket(faces)
    faces.answer(SHOW, refused("not_found", 404))
    faces.answer(ONE, refused("not_found", 404))

    assert "not there any more" in await faces.presses(EMMA, "Show history")
    assert faces.buttons(EMMA) == []


async def test_while_the_backend_is_away_the_button_stays(faces: Faces) -> None:
    await open_ticket(faces)
    faces.answer(SHOW, BackendAway("nobody there"))

    assert "try again in a moment" in await faces.presses(EMMA, "Show history")
    assert faces.buttons(EMMA) == ["🔒 Close", "📜 Show history"]


async def test_history_lists_the_tickets_and_shows_the_chosen_one(faces: Faces) -> None:
    faces.answer(LIST, page(own(EMMA), own(EMMA, 1020, status="closed")))
    await faces.says(EMMA, "/history")
    faces.answer("POST /ticket/tickets/20/show/", {"count": 3, "more": None})

    assert faces.buttons(EMMA) == ["🆕 #1024 · Payments 1", "🔒 #1020 · Payments 1"]
    assert await faces.presses(EMMA, "#1020") == "3 messages follow."


async def test_a_long_history_is_paged_both_ways(faces: Faces) -> None:
    first, second = page(own(EMMA, 1030), own(EMMA, 1029), following=True), page(own(EMMA, 1028), earlier=True)
    faces.answer(LIST, [first, second, first])

    await faces.says(EMMA, "/history")
    await faces.presses(EMMA, "Next")
    assert faces.api.made(LIST)[-1].query["after"] == "29"
    assert faces.buttons(EMMA) == ["🆕 #1028 · Payments 1", "⬅️ Previous"]
    await faces.presses(EMMA, "Previous")
    assert faces.api.made(LIST)[-1].query["before"] == "28"


async def test_reading_on_goes_before_the_messages_that_were_shown(faces: Faces) -> None:
    await open_ticket(faces)
    faces.answer(SHOW, [{"count": 10, "more": 55}, {"count": 2, "more": None}])

    await faces.presses(EMMA, "Show history")
    assert faces.buttons(EMMA) == ["⬆️ Earlier messages"]
    await faces.presses(EMMA, "Earlier messages")

    assert [asked.body["before"] for asked in faces.api.made(SHOW)] == [None, 55]


async def test_who_never_asked_anything_has_no_history(faces: Faces) -> None:
    faces.answer(LIST, page())

    await faces.says(EMMA, "/history")

    assert "no tickets yet" in faces.heard(EMMA)[-1]


async def test_closing_twice_shows_how_it_stands(faces: Faces) -> None:
    await open_ticket(faces)
    await faces.presses(EMMA, "Close")
    faces.answer(CLOSE, refused("ticket_closed"))
    faces.answer(ONE, closed(user_detail=own(EMMA)["user_detail"], actions=["reopen"]))

    assert await faces.presses(EMMA, "Yes, close") == "This ticket is closed."
    assert faces.buttons(EMMA) == ["🔓 Reopen #1024", "📜 Show history"]
