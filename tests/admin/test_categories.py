"""A super admin adds, renames, moves and deactivates categories."""

import pytest

from apps.admin.models import Category
from apps.admin.queries import list_categories
from apps.admin.services.categories import add_category, change_category, move_category
from apps.ticket.services.intake import start
from core.errors import Forbidden, Invalid, NotFound
from tests.personas import AZIZA, DILNOZA, RUSTAM, Desk


def _add(**fields: object) -> Category:
    return add_category(actor=RUSTAM.in_telegram, fields=dict(fields))


def _slugs() -> list[str]:
    return list(Category.objects.values_list("slug", flat=True))


def test_a_new_category_comes_last(desk: Desk) -> None:
    category = _add(slug="returns", name_en="Returns")

    assert _slugs() == ["payments", "delivery", "returns"]
    assert [category.name(language) for language in ("uz", "ru", "en")] == ["Returns"] * 3


def test_it_needs_one_name_and_a_slug_of_its_own(desk: Desk) -> None:
    with pytest.raises(Invalid) as nameless:
        _add(slug="returns")
    with pytest.raises(Invalid) as twice:
        _add(slug="payments", name_en="Payments")

    assert (list(nameless.value.fields or {}), list(twice.value.fields or {})) == (["name_uz"], ["slug"])


def test_it_is_renamed_in_each_language(desk: Desk) -> None:
    change_category(actor=RUSTAM.in_telegram, category_id=desk.payments.pk, changes={"name_ru": "Оплата"})

    renamed = Category.objects.get(pk=desk.payments.pk)
    assert (renamed.name_ru, renamed.name_uz) == ("Оплата", "Toʻlovlar")


def test_the_last_name_stays(desk: Desk) -> None:
    nameless = {"name_uz": "", "name_ru": "", "name_en": ""}
    with pytest.raises(Invalid):
        change_category(actor=RUSTAM.in_telegram, category_id=desk.payments.pk, changes=nameless)


def test_it_moves_up_and_down_and_stays_at_the_ends(desk: Desk) -> None:
    third = _add(slug="returns", name_en="Returns")
    for step, order in [
        (-1, ["payments", "returns", "delivery"]),
        (-1, ["returns", "payments", "delivery"]),
        (-1, ["returns", "payments", "delivery"]),
        (1, ["payments", "returns", "delivery"]),
    ]:
        move_category(actor=RUSTAM.in_telegram, category_id=third.pk, step=step)
        assert _slugs() == order


def test_deactivated_it_is_offered_to_nobody_and_its_tickets_go_on(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.delivery)
    change_category(actor=RUSTAM.in_telegram, category_id=desk.delivery.pk, changes={"is_active": False})

    assert [category.slug for category in start(sender=DILNOZA.sender)["categories"]] == ["payments"]
    assert AZIZA.writes("Kim bor?").outcome == "stored"
    assert desk.delivery not in list_categories(actor=DILNOZA.in_telegram, is_active=None)
    assert desk.delivery in list_categories(actor=RUSTAM.in_telegram, is_active=None)


def test_nobody_else_touches_them(desk: Desk) -> None:
    actor, pk = DILNOZA.in_telegram, desk.payments.pk
    with pytest.raises(Forbidden):
        add_category(actor=actor, fields={"slug": "x", "name_en": "X"})
    with pytest.raises(Forbidden):
        change_category(actor=actor, category_id=pk, changes={"name_en": "X"})
    with pytest.raises(Forbidden):
        move_category(actor=actor, category_id=pk, step=1)


def test_an_unknown_one_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        change_category(actor=RUSTAM.in_telegram, category_id=10**6, changes={"name_en": "X"})
    with pytest.raises(NotFound):
        move_category(actor=RUSTAM.in_telegram, category_id=10**6, step=1)
