"""Saved replies from a ticket's card: the list, the preview, sending, and a ticket that another holds."""

from typing import Any

import pytest

from tests.bot.faces import Faces, refused
from tests.bot.facts import DILNOZA, page, reply_file, saved_reply, taken
from tests.bot.test_admin_ticket import CARD, act, bring_card

LIST = "GET /ticket/saved-replies/"
ONE = "GET /ticket/saved-replies/7/"
SEND = act("send-saved-reply")
OFFERED = taken(actions=["answer", "saved_replies"])


async def open_list(faces: Faces, *replies: Any, **pages: bool) -> str:
    await bring_card(faces, OFFERED)
    faces.answer(LIST, page(*replies, **pages))
    return await faces.presses(DILNOZA, "Saved replies")


async def open_preview(faces: Faces, **changes: Any) -> None:
    await open_list(faces, saved_reply())
    faces.answer(ONE, saved_reply(**changes))
    await faces.presses(DILNOZA, "Reply 7")


async def test_the_list_comes_below_the_card_with_a_button_for_each(faces: Faces) -> None:
    await open_list(faces, saved_reply(7), saved_reply(8, files=[reply_file()]))

    assert faces.heard(DILNOZA)[-1].startswith("⚡ Saved replies for #1024.")
    assert faces.buttons(DILNOZA) == ["Reply 7", "📎 Reply 8", "✖️ Cancel"]
    assert faces.api.made(LIST)[0].query == {"ticket": "24", "limit": "8"}


async def test_a_card_without_the_act_has_no_button(faces: Faces) -> None:
    await bring_card(faces, taken(actions=["answer"]))

    assert faces.buttons(DILNOZA) == ["💬 Answer"]


async def test_a_category_without_replies_is_said_at_once(faces: Faces) -> None:
    said = await open_list(faces)

    assert said == "There are no saved replies for this category yet. They are written at the site."
    assert len(faces.heard(DILNOZA)) == 1


async def test_the_list_turns_its_pages_both_ways(faces: Faces) -> None:
    await open_list(faces, saved_reply(7), saved_reply(8), following=True)
    faces.answer(LIST, [page(saved_reply(9), earlier=True), page(saved_reply(7))])

    await faces.presses(DILNOZA, "Next")
    assert faces.buttons(DILNOZA) == ["Reply 9", "⬅️ Previous", "✖️ Cancel"]
    await faces.presses(DILNOZA, "Previous")
    assert faces.buttons(DILNOZA) == ["Reply 7", "✖️ Cancel"]
    assert [asked.query for asked in faces.api.made(LIST)[1:]] == [
        {"ticket": "24", "limit": "8", "after": "8"},
        {"ticket": "24", "limit": "8", "before": "9"},
    ]


async def test_the_preview_shows_what_the_person_will_read_and_the_files_names(faces: Faces) -> None:
    await open_preview(faces, text="Salom, *Aziza*!\n<b>1</b>", files=[reply_file("a.pdf"), reply_file("b.pdf")])

    assert faces.heard(DILNOZA)[-1] == "⚡ Reply 7 · #1024\n\nSalom, *Aziza*!\n<b>1</b>\n\n📎 a.pdf\n📎 b.pdf"
    assert faces.buttons(DILNOZA) == ["📨 Send", "⬅️ Back"]
    assert faces.api.made(ONE)[0].query == {"ticket": "24"}


async def test_a_long_reply_is_shown_whole_with_the_buttons_below_it(faces: Faces) -> None:
    text = "long " * 819

    await open_preview(faces, text=text.strip(), files=[reply_file()])

    assert "".join(faces.heard(DILNOZA)[-2:]).count("long") == 819
    assert faces.heard(DILNOZA)[-1].endswith("📎 prices.pdf")
    assert faces.buttons(DILNOZA) == ["📨 Send", "⬅️ Back"]


async def test_back_leads_to_the_list_and_nothing_is_sent(faces: Faces) -> None:
    await open_preview(faces)

    await faces.presses(DILNOZA, "Back")

    assert faces.buttons(DILNOZA) == ["Reply 7", "✖️ Cancel"]
    assert faces.api.made(SEND) == []


async def test_send_sends_says_so_and_brings_the_card_as_it_is_now(faces: Faces) -> None:
    await open_preview(faces)
    faces.answer(SEND, taken())

    assert await faces.presses(DILNOZA, "Send") == "📨 Sent to #1024."
    assert faces.api.made(SEND)[0].body == {"saved_reply": 7, "takeover": False}
    assert faces.buttons(DILNOZA) == []
    assert faces.api.made(CARD)[-1].body == {"message_id": None}


async def test_a_ticket_that_another_holds_is_asked_about_first(faces: Faces) -> None:
    await open_preview(faces)
    faces.answer(SEND, [refused("held_by_other", admin="Jasur"), taken()])

    await faces.presses(DILNOZA, "Send")
    assert faces.heard(DILNOZA)[-1] == "#1024 is held by Jasur. Take it over?"
    assert faces.buttons(DILNOZA) == ["✋ Take over and answer", "⬅️ Back"]

    assert await faces.presses(DILNOZA, "Take over") == "📨 Sent to #1024."
    assert [asked.body["takeover"] for asked in faces.api.made(SEND)] == [False, True]


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [("ticket_closed", 409, "This ticket is closed."), ("not_found", 404, "This is not there any more")],
)
async def test_a_ticket_or_a_reply_that_is_gone_is_said(faces: Faces, code: str, status: int, words: str) -> None:
    await open_preview(faces)
    faces.answer(SEND, refused(code, status))

    assert words in await faces.presses(DILNOZA, "Send")
