"""Who works at the played desk: appointed, bound to other categories, dismissed, appointed again."""

from collections.abc import Iterable

from apps.admin.models import Admin, Category
from apps.admin.services.categories import change_category
from apps.admin.services.staff import Appointment, appoint_admin, change_admin, dismiss_admin
from tests.personas import Persona, known
from tests.report.year.desk import Desk


def seat(desk: Desk, persona: Persona, *categories: Category, is_superuser: bool = False) -> None:
    """Make somebody an admin who works at the site only: no card is ever written for them, which saves most time."""
    admin = Admin.objects.create(
        username=persona.first_name.lower(), first_name=persona.first_name, is_staff=True, is_superuser=is_superuser
    )
    admin.categories.set(categories)
    desk.admin_ids[persona] = admin.pk
    desk.bound[persona] = frozenset(category.pk for category in categories)


def appoint(desk: Desk, persona: Persona, *categories: Category) -> None:
    """Make the person an admin of these categories, for the first time or again."""
    known(persona)
    ids = [category.pk for category in categories]
    appointment = Appointment(telegram_id=persona.telegram_id, first_name=persona.first_name, category_ids=ids)
    admin, _ = appoint_admin(actor=desk.actor(desk.super_admin), appointment=appointment)
    desk.admin_ids[persona] = admin.pk
    _bound(desk, persona, ids)


def bind(desk: Desk, persona: Persona, *categories: Category) -> None:
    """Bind an admin to other categories; what they may not hold any more goes back."""
    ids = [category.pk for category in categories]
    change_admin(actor=desk.actor(desk.super_admin), admin_id=desk.admin_ids[persona], category_ids=ids)
    _bound(desk, persona, ids)
    _let_go(desk, persona)


def dismiss(desk: Desk, persona: Persona) -> None:
    """Take everything away from an admin, except what they have done."""
    dismiss_admin(actor=desk.actor(desk.super_admin), admin_id=desk.admin_ids[persona])
    del desk.bound[persona]
    _let_go(desk, persona)


def _bound(desk: Desk, persona: Persona, categories: Iterable[int]) -> None:
    desk.bound[persona] = frozenset(categories)
    desk.actors.pop(persona, None)


def _let_go(desk: Desk, persona: Persona) -> None:
    for case in desk.all_cases:
        if case.is_open and case.holder == persona and not desk.may_work(persona, case.category):
            desk.held(case, None, by=None)


def deactivate(desk: Desk, category: Category) -> None:
    """Let nothing new come into a category; what is in it stays."""
    change_category(actor=desk.actor(desk.super_admin), category_id=category.pk, changes={"is_active": False})
    desk.categories.remove(category)


def names(people: Iterable[tuple[int, str]]) -> list[Persona]:
    """Return these people, who all read Uzbek."""
    return [Persona(telegram_id, name, "uz") for telegram_id, name in people]
