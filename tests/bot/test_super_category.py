"""A super admin's desk: categories, and looking for tickets."""

import pytest

from tests.bot.faces import INBOX, Faces, refused
from tests.bot.facts import RUSTAM, actor, category, page, ticket

LIST = "GET /admin/categories/"
ADD = "POST /admin/categories/"
CHANGE = "PATCH /admin/categories/2/"
MOVE = "POST /admin/categories/2/move/"
TICKETS = "GET /ticket/tickets/"


async def open_categories(faces: Faces) -> None:
    faces.answer(LIST, page(category(1), category(2), category(3, is_active=False)))
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Categories")


async def open_second(faces: Faces) -> None:
    await open_categories(faces)
    await faces.presses(RUSTAM, "Payments 2")


async def test_all_categories_are_listed_also_those_switched_off(faces: Faces) -> None:
    await open_categories(faces)

    assert faces.buttons(RUSTAM) == ["Payments 1", "Payments 2", "🚫 Payments 3", "➕ Add a category", "🏠 Menu"]


async def test_a_category_shows_its_three_names(faces: Faces) -> None:
    await open_second(faces)

    text = faces.heard(RUSTAM)[-1]
    assert all(name in text for name in ("category-2", "Toʻlovlar 2", "Платежи 2", "Payments 2"))


async def test_a_category_is_added_step_by_step(faces: Faces) -> None:
    await open_categories(faces)
    faces.answer(ADD, category(4, name_en="Accounts"))

    await faces.presses(RUSTAM, "Add a category")
    for given in (" accounts ", "Hisoblar", "Счета", "Accounts"):
        await faces.says(RUSTAM, given)

    assert faces.api.made(ADD)[0].body == {
        "slug": "accounts",
        "name_uz": "Hisoblar",
        "name_ru": "Счета",
        "name_en": "Accounts",
    }
    assert faces.heard(RUSTAM)[-2] == "🎉 The category “Accounts” is there."


async def test_names_may_be_left_out(faces: Faces) -> None:
    await open_categories(faces)
    faces.answer(ADD, category(4))
    await faces.presses(RUSTAM, "Add a category")
    await faces.says(RUSTAM, "accounts")
    await faces.says(RUSTAM, "Hisoblar")

    await faces.presses(RUSTAM, "Skip")
    await faces.presses(RUSTAM, "Skip")

    body = faces.api.made(ADD)[0].body
    assert (body["name_uz"], body["name_ru"], body["name_en"]) == ("Hisoblar", "", "")


async def test_a_link_name_that_is_refused_is_asked_for_again_and_the_names_are_not(faces: Faces) -> None:
    await open_categories(faces)
    faces.answer(ADD, [refused("invalid", 400, fields={"slug": ["taken"]}), category(4)])
    await faces.presses(RUSTAM, "Add a category")
    for given in ("payments", "Hisoblar", "Счета", "Accounts"):
        await faces.says(RUSTAM, given)

    assert "another link name" in faces.heard(RUSTAM)[-1]
    await faces.says(RUSTAM, "accounts")
    names = {"name_uz": "Hisoblar", "name_ru": "Счета", "name_en": "Accounts"}
    assert faces.api.made(ADD)[1].body == {"slug": "accounts", **names}


async def test_a_name_that_is_refused_is_asked_for_again(faces: Faces) -> None:
    await open_categories(faces)
    faces.answer(ADD, [refused("invalid", 400, fields={"name_ru": ["too long"]}), category(4)])
    await faces.presses(RUSTAM, "Add a category")

    for given in ("accounts", "Hisoblar", "С" * 300, "Accounts"):
        await faces.says(RUSTAM, given)

    assert "This name was not accepted" in faces.heard(RUSTAM)[-1]
    await faces.says(RUSTAM, "Счета")
    names = {"name_uz": "Hisoblar", "name_ru": "Счета", "name_en": "Accounts"}
    assert faces.api.made(ADD)[1].body == {"slug": "accounts", **names}


async def test_a_step_lost_by_a_restart_is_said_and_its_words_are_content(faces: Faces) -> None:
    await open_categories(faces)
    await faces.presses(RUSTAM, "Add a category")
    await faces.says(RUSTAM, "accounts")
    faces.answer(INBOX, {"message": 1, "outcome": "held", "ticket": None, "actor": actor(RUSTAM)})

    await faces.restart()

    assert await faces.presses(RUSTAM, "Skip") == "This button is out of date."
    assert faces.buttons(RUSTAM) == []
    await faces.says(RUSTAM, "Hisoblar")
    assert len(faces.api.made(INBOX)) == 1


async def test_a_step_can_be_left(faces: Faces) -> None:
    await open_categories(faces)
    await faces.presses(RUSTAM, "Add a category")

    await faces.presses(RUSTAM, "Cancel")

    assert faces.heard(RUSTAM)[-1] == "Cancelled."


@pytest.mark.parametrize(
    ("label", "field"),
    [("Name in Uzbek", "name_uz"), ("Name in Russian", "name_ru"), ("Name in English", "name_en")],
)
async def test_a_category_is_renamed_in_each_language(faces: Faces, label: str, field: str) -> None:
    await open_second(faces)
    faces.answer(CHANGE, category(2, **{field: "New"}))

    await faces.presses(RUSTAM, label)
    await faces.says(RUSTAM, "New")

    assert faces.api.made(CHANGE)[0].body == {field: "New"}
    assert faces.heard(RUSTAM)[-2] == "✏️ Renamed: New"


async def test_a_new_name_that_is_refused_is_asked_for_again(faces: Faces) -> None:
    await open_second(faces)
    faces.answer(CHANGE, [refused("invalid", 400, fields={"name_ru": ["too long"]}), category(2)])
    await faces.presses(RUSTAM, "Name in Russian")

    await faces.says(RUSTAM, "Н" * 300)
    await faces.says(RUSTAM, "Новое")

    assert [asked.body["name_ru"] for asked in faces.api.made(CHANGE)] == ["Н" * 300, "Новое"]


@pytest.mark.parametrize(("label", "direction"), [("Move up", "up"), ("Move down", "down")])
async def test_a_category_moves_and_the_list_shows_it(faces: Faces, label: str, direction: str) -> None:
    await open_second(faces)
    faces.answer(MOVE, category(2))

    assert await faces.presses(RUSTAM, label) == "Saved."
    assert faces.api.made(MOVE)[0].body == {"direction": direction}
    assert "➕ Add a category" in faces.buttons(RUSTAM)


@pytest.mark.parametrize(("is_active", "label"), [(True, "Deactivate"), (False, "Activate")])
async def test_a_category_is_switched(faces: Faces, is_active: bool, label: str) -> None:
    faces.answer(LIST, page(category(2, is_active=is_active)))
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Categories")
    await faces.presses(RUSTAM, "Payments 2")
    faces.answer(CHANGE, category(2, is_active=not is_active))

    await faces.presses(RUSTAM, label)

    assert faces.api.made(CHANGE)[0].body == {"is_active": not is_active}


async def test_a_category_that_is_gone_is_said(faces: Faces) -> None:
    await open_categories(faces)
    faces.answer(LIST, page(category(1)))

    assert "not there any more" in await faces.presses(RUSTAM, "Payments 2")


async def test_a_list_of_all_tickets_needs_no_words(faces: Faces) -> None:
    faces.answer(TICKETS, page(ticket()))
    await faces.says(RUSTAM, "/admin")

    await faces.presses(RUSTAM, "All tickets")

    assert faces.api.made(TICKETS)[0].query["box"] == "all"
