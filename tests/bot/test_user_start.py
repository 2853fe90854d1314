"""A person's beginning: /start, and the category."""

import pytest

from tests.bot.faces import INBOX, Faces, refused
from tests.bot.facts import BORIS, DILNOZA, EMMA, RUSTAM, actor, category, own, ticket

START = "POST /ticket/inbox/start/"
CHOOSE = "POST /ticket/tickets/choose-category/"


def started(outcome: str, **changes: object) -> dict[str, object]:
    nothing: dict[str, object] = {"categories": [], "category": None, "ticket": None, "reopen": None, "waiting": 0}
    return {**nothing, "outcome": outcome, "actor": actor(EMMA), **changes}


def received(outcome: str) -> dict[str, object]:
    return {"message": 1, "outcome": outcome, "ticket": None, "actor": actor(EMMA)}


async def test_start_greets_by_name_and_shows_the_categories(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(1), category(2)]))

    await faces.says(EMMA, "/start")

    assert "Hello, Emma!" in faces.heard(EMMA)[-1]
    assert faces.buttons(EMMA) == ["Payments 1", "Payments 2"]


@pytest.mark.parametrize(("person", "hello"), [(1001, "Assalomu alaykum"), (BORIS, "Здравствуйте"), (EMMA, "Hello")])
async def test_start_speaks_the_persons_language(faces: Faces, person: int, hello: str) -> None:
    faces.answer(START, started("choose_category", categories=[category()], actor=actor(person)))

    await faces.says(person, "/start")

    assert hello in faces.heard(person)[-1]


@pytest.mark.parametrize("outcome", ["choose_category", "no_categories"])
async def test_start_says_the_desks_own_greeting_word_for_word(faces: Faces, outcome: str) -> None:
    own = "Welcome to <b>Sun & Co</b>, *friend*!"
    faces.answer(START, started(outcome, categories=[category(1), category(2)], greeting=own))

    await faces.says(EMMA, "/start")

    (said,) = faces.heard(EMMA)
    assert said.startswith(own + "\n\n")
    assert "Hello, Emma!" not in said


async def test_without_a_greeting_of_the_desk_the_bot_says_its_own(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(1), category(2)], greeting=""))

    await faces.says(EMMA, "/start")

    assert "Hello, Emma!" in faces.heard(EMMA)[-1]


async def test_a_deep_link_hands_over_its_category(faces: Faces) -> None:
    faces.answer(START, started("category_chosen", category=category()))

    await faces.says(EMMA, "/start payments")

    assert faces.api.made(START)[0].body["slug"] == "payments"
    assert "Payments 1" in faces.heard(EMMA)[-1]


async def test_the_chosen_category_goes_with_the_question_once(faces: Faces) -> None:
    faces.answer(START, started("category_chosen", category=category(7)))
    faces.answer(INBOX, received("opened"))

    await faces.says(EMMA, "/start payments")
    await faces.says(EMMA, "Where is my money?")
    await faces.says(EMMA, "And when?")

    assert [asked.body["category"] for asked in faces.api.made(INBOX)] == [7, None]


async def test_start_with_an_open_ticket_shows_it(faces: Faces) -> None:
    faces.answer(START, started("ticket_open", ticket=own(EMMA)))

    await faces.says(EMMA, "/start")

    assert "#1024" in faces.heard(EMMA)[-1]
    assert "🔒 Close" in faces.buttons(EMMA)


async def test_start_offers_to_go_on_with_the_last_ticket_first(faces: Faces) -> None:
    reopen = {"id": 24, "number": 1024}
    faces.answer(START, started("choose_category", categories=[category()], reopen=reopen, waiting=2))

    await faces.says(EMMA, "/start")

    assert faces.buttons(EMMA) == ["🔓 Reopen #1024", "Payments 1"]
    assert "Your 2 messages are kept" in faces.heard(EMMA)[-1]


async def test_start_without_any_category_says_so(faces: Faces) -> None:
    faces.answer(START, started("no_categories"))

    await faces.says(EMMA, "/start")

    assert "not taking questions" in faces.heard(EMMA)[-1]


@pytest.mark.parametrize(("person", "label"), [(DILNOZA, "My activity"), (RUSTAM, "All tickets")])
async def test_start_shows_admins_their_menu_as_well(faces: Faces, person: int, label: str) -> None:
    faces.answer(START, started("choose_category", categories=[category()], actor=actor(person)))

    await faces.says(person, "/start")

    assert any(label in button for button in faces.buttons(person))


@pytest.mark.parametrize(("link", "sent_along"), [("", None), (" category-3", 3)])
async def test_what_an_admin_types_after_start_is_their_own_question_only_where_they_chose_a_category(
    faces: Faces, link: str, sent_along: int | None
) -> None:
    faces.answer(START, started("category_chosen", category=category(3), actor=actor(DILNOZA)))
    faces.answer(INBOX, {"message": 1, "outcome": "held", "ticket": None, "actor": actor(DILNOZA)})
    await faces.says(DILNOZA, f"/start{link}")
    assert any("write your question" in text for text in faces.heard(DILNOZA)) == bool(sent_along)

    await faces.says(DILNOZA, "Hello Aziza")

    assert faces.api.made(INBOX)[0].body["category"] == sent_along


async def test_choosing_with_words_waiting_sends_them_on(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(3)], waiting=1))
    faces.answer(CHOOSE, {"outcome": "opened", "ticket": own(EMMA), "category": category(3)})
    await faces.says(EMMA, "/start")

    await faces.presses(EMMA, "Payments 3")

    assert faces.api.made(CHOOSE)[0].body == {"category": 3}
    assert "on its way" in faces.heard(EMMA)[-1]
    assert faces.buttons(EMMA) == []


async def test_choosing_before_writing_asks_for_the_question(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(3)]))
    faces.answer(CHOOSE, {"outcome": "category_chosen", "ticket": None, "category": category(3)})
    faces.answer(INBOX, received("opened"))
    await faces.says(EMMA, "/start")

    await faces.presses(EMMA, "Payments 3")
    await faces.says(EMMA, "Where is my money?")

    assert faces.api.made(INBOX)[0].body["category"] == 3


async def test_an_old_category_button_shows_the_ticket_that_is_open(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(3)]))
    faces.answer(CHOOSE, {"outcome": "ticket_open", "ticket": own(EMMA), "category": category(3)})
    await faces.says(EMMA, "/start")

    toast = await faces.presses(EMMA, "Payments 3")

    assert "open ticket" in toast
    assert "#1024" in faces.heard(EMMA)[-1]


async def test_whoever_the_desk_has_blocked_hears_so_in_words_and_is_offered_nothing(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(3)]))
    await faces.says(EMMA, "/start")
    faces.answer(CHOOSE, refused("person_blocked", status=403))
    faces.answer(START, refused("person_blocked", status=403))

    toast = await faces.presses(EMMA, "Payments 3")
    await faces.says(EMMA, "/start")

    assert "does not take messages" in toast
    assert "does not take messages" in faces.heard(EMMA)[-1]


async def test_a_category_switched_off_in_the_meantime_loses_its_button(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(3), category(4)]))
    faces.answer(CHOOSE, refused("category_inactive"))
    await faces.says(EMMA, "/start")

    toast = await faces.presses(EMMA, "Payments 3")

    assert "not active" in toast
    assert faces.buttons(EMMA) == ["Payments 4"]


async def test_a_button_pressed_too_often_stays_for_later(faces: Faces) -> None:
    faces.answer(START, started("choose_category", categories=[category(3), category(4)]))
    faces.answer(CHOOSE, refused("rate_limited", status=429))
    await faces.says(EMMA, "/start")

    toast = await faces.presses(EMMA, "Payments 3")

    assert "wait a moment" in toast
    assert faces.buttons(EMMA) == ["Payments 3", "Payments 4"]


async def test_start_says_so_when_the_words_were_sent_at_once(faces: Faces) -> None:
    faces.answer(START, started("opened", category=category(), ticket=ticket()))

    await faces.says(EMMA, "/start payments")

    assert "on its way" in faces.heard(EMMA)[-1]
