"""Reads about the staff."""

from collections.abc import Sequence

from django.db.models import F, OuterRef, QuerySet, Subquery

from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from apps.user.models import TelegramUser
from core.errors import NotFound
from core.paging import Keyset

CATEGORY_ORDER = Keyset(key=F("order"))


def list_categories(*, actor: Actor, is_active: bool | None) -> QuerySet[Category]:
    """Return the categories: the active ones, for super admins all."""
    categories = Category.objects.all() if actor.is_super else Category.objects.filter(is_active=True)
    return categories if is_active is None else categories.filter(is_active=is_active)


def get_category(*, actor: Actor, category_id: int) -> Category:
    category = list_categories(actor=actor, is_active=None).filter(pk=category_id).first()
    if category is None:
        raise NotFound
    return category


def names_of_bound(categories: Sequence[Category]) -> dict[int, list[str]]:
    """Return the names of the active admins who are bound to each of these categories."""
    bound = Admin.categories.through.objects.filter(category__in=categories, admin__is_active=True)
    names: dict[int, list[str]] = {}
    for row in bound.select_related("admin").order_by("admin"):
        names.setdefault(row.category_id, []).append(row.admin.display_name)
    return names


def list_admins(*, actor: Actor, is_active: bool | None) -> QuerySet[Admin]:
    """Return the staff: all for super admins, oneself for an admin. `telegram_username` is null for who never wrote."""
    known = TelegramUser.objects.filter(telegram_id=OuterRef("telegram_id"))
    admins = Admin.objects.annotate(telegram_username=Subquery(known.values("username")[:1]))
    if not actor.is_super:
        admins = admins.filter(pk=actor.admin.pk) if actor.admin else admins.none()
    return admins if is_active is None else admins.filter(is_active=is_active)


def get_admin(*, actor: Actor, admin_id: int) -> Admin:
    admin = list_admins(actor=actor, is_active=None).filter(pk=admin_id).first()
    if admin is None:
        raise NotFound
    return admin
