"""/admin: the menu, its lists, an admin's activity."""

import pytest
from aiogram.types import BotCommandScopeChat

from bot.services.content import DATA_KINDS, MEDIA_KINDS
from tests.bot.faces import ACTOR, Faces, refused
from tests.bot.facts import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM, actor, closed, page, taken, ticket
from tests.bot.report_facts import activity

LIST = "GET /ticket/tickets/"
ADMIN_MENU = ["📂 My tickets", "🆕 New tickets", "⏳ Waiting", "📁 Closed", "🔎 Search", "📈 My activity"]
SUPER_MENU = [*ADMIN_MENU, "🗂 All tickets", "📊 Reports", "👥 Admins", "🏷 Categories", "🩺 Health"]


@pytest.mark.parametrize(("person", "menu"), [(DILNOZA, ADMIN_MENU), (RUSTAM, SUPER_MENU)])
async def test_each_role_has_its_menu(faces: Faces, person: int, menu: list[str]) -> None:
    await faces.says(person, "/admin")

    assert faces.buttons(person) == menu


@pytest.mark.parametrize(
    ("person", "words"),
    [(AZIZA, "faqat yordam xizmati adminlari"), (BORIS, "только для администраторов"), (EMMA, "for admins")],
)
async def test_a_stranger_is_refused_plainly(faces: Faces, person: int, words: str) -> None:
    await faces.says(person, "/admin")

    assert words in faces.heard(person)[-1]
    assert faces.buttons(person) == []


async def test_who_was_appointed_a_moment_ago_gets_in_at_once(faces: Faces) -> None:
    await faces.says(EMMA, "/admin")
    faces.api.roles[EMMA] = "admin"

    await faces.says(EMMA, "/admin")

    assert faces.buttons(EMMA) == ADMIN_MENU


async def test_who_was_dismissed_loses_the_menu_they_still_see(faces: Faces) -> None:
    await faces.says(DILNOZA, "/admin")
    faces.answer(LIST, refused("forbidden", 403))

    assert await faces.presses(DILNOZA, "New tickets") == "You may not do that."
    assert faces.buttons(DILNOZA) == []


async def test_a_menu_button_of_a_dismissed_admin_is_answered_in_words(faces: Faces) -> None:
    await faces.says(DILNOZA, "/admin")
    faces.answer("GET /report/activity/", activity())
    await faces.presses(DILNOZA, "My activity")
    faces.answer(ACTOR, actor(DILNOZA, role="user"))

    assert "admins of the help desk only" in await faces.presses(DILNOZA, "Menu")


@pytest.mark.parametrize(
    ("label", "box"), [("My tickets", "mine"), ("New tickets", "new"), ("Waiting", "waiting"), ("Closed", "closed")]
)
async def test_each_button_opens_its_list(faces: Faces, label: str, box: str) -> None:
    faces.answer(LIST, page(ticket()))
    await faces.says(DILNOZA, "/admin")

    await faces.presses(DILNOZA, label)

    asked = faces.api.made(LIST)[0]
    assert (asked.query["box"], asked.query["limit"], asked.person) == (box, "8", DILNOZA)
    assert "#1024 · Payments 1: Where is my money?" in faces.heard(DILNOZA)[-1]


async def test_a_message_without_words_is_named_in_the_readers_language(faces: Faces) -> None:
    kinds = ("photo", *MEDIA_KINDS, *DATA_KINDS, "other")
    faces.answer(LIST, page(*(ticket(1024 + place, last_text=f"[{kind}]") for place, kind in enumerate(kinds))))
    await faces.says(DILNOZA, "/admin")

    await faces.presses(DILNOZA, "My tickets")

    shown = faces.heard(DILNOZA)[-1]
    assert "[" not in shown
    assert all(f": {name}" in shown for name in ("🎤 Voice message", "📍 Place", "✉️ Another kind of message"))


async def test_a_list_says_who_waits_and_how_it_stands(faces: Faces) -> None:
    faces.answer(LIST, page(ticket(), taken(1025), closed(1026)))
    await faces.says(DILNOZA, "/admin")

    await faces.presses(DILNOZA, "My tickets")

    labels = faces.buttons(DILNOZA)
    assert labels[0].startswith("🆕 #1024 · Aziza · ⏳ ")
    assert labels[1].startswith("🙋 #1025")
    assert labels[2:] == ["🔒 #1026 · Aziza", "🏠 Menu"]


async def test_a_list_is_paged_by_its_ends(faces: Faces) -> None:
    middle = page(ticket(1024), ticket(1025), following=True, earlier=True)
    faces.answer(LIST, [page(ticket(1023), following=True), middle, middle])
    await faces.says(DILNOZA, "/admin")

    await faces.presses(DILNOZA, "New tickets")
    await faces.presses(DILNOZA, "Next")
    await faces.presses(DILNOZA, "Previous")

    assert [(each.query.get("after"), each.query.get("before")) for each in faces.api.made(LIST)] == [
        (None, None),
        ("23", None),
        (None, "24"),
    ]


async def test_an_empty_list_says_so_and_leads_back(faces: Faces) -> None:
    faces.answer(LIST, page())
    await faces.says(DILNOZA, "/admin")

    await faces.presses(DILNOZA, "Waiting")
    assert "nothing here" in faces.heard(DILNOZA)[-1]
    await faces.presses(DILNOZA, "Menu")

    assert faces.buttons(DILNOZA) == ADMIN_MENU


async def test_opening_a_ticket_lets_its_card_come_as_a_delivery(faces: Faces) -> None:
    faces.answer(LIST, page(ticket()))
    faces.answer("POST /ticket/tickets/24/card/", {})
    await faces.says(DILNOZA, "/admin")
    await faces.presses(DILNOZA, "New tickets")

    await faces.presses(DILNOZA, "#1024")

    assert faces.api.made("POST /ticket/tickets/24/card/")[0].body["message_id"] is None


async def test_admins_get_commands_of_their_own(faces: Faces) -> None:
    await faces.says(DILNOZA, "/admin")

    names = [command.command for command in await faces.bot.get_my_commands(scope=_chat(DILNOZA))]

    assert names[:4] == ["admin", "find", "site", "delete"]


async def test_the_commands_follow_the_language_and_go_with_the_role(faces: Faces) -> None:
    faces.answer("POST /user/users/language/", {})
    await faces.says(DILNOZA, "/lang")
    await faces.presses(DILNOZA, "Русский")
    russian = await faces.bot.get_my_commands(scope=_chat(DILNOZA))
    faces.api.roles[DILNOZA] = "user"
    await faces.says(DILNOZA, "/admin")

    assert russian[0].description == "Меню администратора"
    assert await faces.bot.get_my_commands(scope=_chat(DILNOZA)) == []


def _chat(person: int) -> BotCommandScopeChat:
    return BotCommandScopeChat(chat_id=person)
