"""Words that wait for an admin's decision, transfers, and deliveries tried again."""

from typing import Any

import pytest

from bot.services import notices
from bot.services.words import Words
from tests.bot.faces import Faces, refused
from tests.bot.facts import DILNOZA, category, delivery, taken, ticket
from tests.bot.test_admin_ticket import act, bring_card

ANSWER, ASK, DISCARD = (f"POST /ticket/pending/{name}/" for name in ("answer", "ask", "discard"))
REF = {"id": 24, "number": 1024}


async def bring_notice(faces: Faces, code: str, **facts: Any) -> None:
    call, *_ = notices.render(delivery("notice", {"code": code, **facts}), Words("en"))
    await faces.bot(call.method)


async def loose(faces: Faces) -> None:
    tickets = [{**REF, "first_name": "Aziza"}, {"id": 30, "number": 1030, "first_name": "Emma"}]
    await bring_notice(faces, "loose_message", tickets=tickets, open_ticket=None)


async def test_loose_words_go_to_the_chosen_ticket(faces: Faces) -> None:
    await loose(faces)
    faces.answer(ANSWER, taken(1030))

    await faces.presses(DILNOZA, "Answer #1030 · Emma")

    assert faces.api.made(ANSWER)[0].body == {"ticket": 30, "takeover": False, "reopen": False}
    assert faces.heard(DILNOZA)[-1] == "💬 Sent to #1030."


@pytest.mark.parametrize(("outcome", "words"), [("waiting", "waits for its category"), ("stored", "Asked as your own")])
async def test_loose_words_may_be_ones_own_question(faces: Faces, outcome: str, words: str) -> None:
    await loose(faces)
    faces.answer(ASK, {"outcome": outcome, "ticket": None})

    await faces.presses(DILNOZA, "Ask as a user")

    assert words in faces.heard(DILNOZA)[-1]


async def test_loose_words_may_stay_unsent(faces: Faces) -> None:
    await loose(faces)
    faces.answer(DISCARD, {"count": 2})

    await faces.presses(DILNOZA, "Do not send")

    assert "2 messages were not sent" in faces.heard(DILNOZA)[-1]


@pytest.mark.parametrize(
    ("path", "label", "answer"),
    [
        (ANSWER, "Answer #1024", refused("nothing_waiting")),
        (ASK, "Ask as a user", refused("nothing_waiting")),
        (DISCARD, "Do not send", {"count": 0}),
    ],
)
async def test_a_decision_made_already_is_said_and_the_buttons_go(
    faces: Faces, path: str, label: str, answer: object
) -> None:
    await loose(faces)
    faces.answer(path, answer)

    assert await faces.presses(DILNOZA, label) == "Nothing is waiting to be sent any more."
    assert faces.buttons(DILNOZA) == []


@pytest.mark.parametrize(
    ("code", "label", "body"),
    [
        ("held_by_other", "Take over and answer", {"ticket": 24, "takeover": True, "reopen": False}),
        ("ticket_closed", "Reopen and answer", {"ticket": 24, "takeover": False, "reopen": True}),
    ],
)
async def test_a_ticket_that_moved_on_is_asked_about_in_the_same_message(
    faces: Faces, code: str, label: str, body: dict[str, object]
) -> None:
    await loose(faces)
    faces.answer(ANSWER, [refused(code, admin="Jasur"), taken()])

    await faces.presses(DILNOZA, "Answer #1024")
    await faces.presses(DILNOZA, label)

    assert faces.api.made(ANSWER)[1].body == body
    assert faces.heard(DILNOZA)[-1] == "💬 Sent to #1024."


async def test_a_refusal_leaves_the_other_choices(faces: Faces) -> None:
    await loose(faces)
    faces.answer(ANSWER, refused("cannot_answer_self"))

    assert "your own question" in await faces.presses(DILNOZA, "Answer #1024")
    assert "🙋 Ask as a user" in faces.buttons(DILNOZA)


async def test_a_reply_to_anothers_ticket_is_sent_once_confirmed(faces: Faces) -> None:
    await bring_notice(faces, "confirm_takeover", ticket=REF, admin="Jasur")
    faces.answer(ANSWER, taken())

    await faces.presses(DILNOZA, "Take over and answer")

    assert faces.api.made(ANSWER)[0].body["takeover"] is True


async def test_a_reply_to_a_closed_ticket_reopens_it_once_confirmed(faces: Faces) -> None:
    await bring_notice(faces, "confirm_reopen", ticket=REF)
    faces.answer(ANSWER, taken())

    await faces.presses(DILNOZA, "Reopen and answer")

    assert faces.api.made(ANSWER)[0].body["reopen"] is True


async def test_retry_tries_a_failed_delivery_again(faces: Faces) -> None:
    facts = {"ticket": 24, "number": 1024, "error": "Bad Request", "delivery": 9, "can_retry": True}
    await bring_notice(faces, "delivery_failed", **facts)
    faces.answer("POST /ticket/deliveries/9/retry/", {})

    assert await faces.presses(DILNOZA, "Retry") == "🔁 Trying again."
    assert faces.buttons(DILNOZA) == []


# ------------------------------------------------------------------ transfer


async def choosing(faces: Faces) -> None:
    await bring_card(faces, ticket())
    targets = {"categories": [category(2)], "admins": [{"id": 5, "first_name": "Jasur"}]}
    faces.answer("GET /ticket/tickets/24/transfer-targets/", targets)
    await faces.presses(DILNOZA, "Transfer")


async def test_transfer_offers_categories_and_admins(faces: Faces) -> None:
    await choosing(faces)

    assert faces.buttons(DILNOZA) == ["🏷 Payments 2", "👤 Jasur", "✖️ Cancel"]


async def test_a_ticket_goes_to_another_category(faces: Faces) -> None:
    await choosing(faces)
    faces.answer(act("transfer"), ticket(category_detail=category(2)))

    await faces.presses(DILNOZA, "Payments 2")

    assert faces.api.made(act("transfer"))[0].body == {"category": 2}
    assert faces.heard(DILNOZA)[-1] == "🔀 #1024 has gone to the category “Payments 2”."


async def test_a_ticket_goes_to_another_admin(faces: Faces) -> None:
    await choosing(faces)
    faces.answer(act("transfer"), taken(holder="Jasur"))

    await faces.presses(DILNOZA, "Jasur")

    assert faces.api.made(act("transfer"))[0].body == {"admin": 5}
    assert faces.heard(DILNOZA)[-1] == "🔀 #1024 has gone to Jasur."


async def test_a_target_that_may_not_have_it_is_refused_in_words(faces: Faces) -> None:
    await choosing(faces)
    faces.answer(act("transfer"), refused("not_bound"))

    assert "does not see this category" in await faces.presses(DILNOZA, "Jasur")
    assert faces.buttons(DILNOZA) == []


async def test_with_nowhere_to_go_it_says_so(faces: Faces) -> None:
    await bring_card(faces, ticket())
    faces.answer("GET /ticket/tickets/24/transfer-targets/", {"categories": [], "admins": []})

    assert "nowhere to transfer" in await faces.presses(DILNOZA, "Transfer")


async def test_an_appointment_leads_to_the_menu(faces: Faces) -> None:
    await bring_notice(faces, "appointed", categories=[category()], is_super_admin=False)

    await faces.presses(DILNOZA, "Menu")

    assert "🆕 New tickets" in faces.buttons(DILNOZA)
