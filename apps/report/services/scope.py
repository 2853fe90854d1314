"""Whose figures: what an actor asks for, as far as they may know it."""

from dataclasses import dataclass
from typing import Any

from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from core.errors import Forbidden, NotFound


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is counted: acts in these categories (None: in all), of this admin (None: of everybody)."""

    category_ids: tuple[int, ...] | None = None
    category: Category | None = None
    admin: Admin | None = None
    # The one admin whose own figures the reader may know; None: all of them.
    only_admin_id: int | None = None

    @property
    def params(self) -> dict[str, Any]:
        """Return it as the questions to the database name it."""
        categories = None if self.category_ids is None else list(self.category_ids)
        return {"categories": categories, "admin": self.admin.pk if self.admin else None}

    def may_name(self, admin_id: int) -> bool:
        """Tell whether that admin's figures may be shown to the reader."""
        return self.only_admin_id in {None, admin_id}


def scope_of(*, actor: Actor, category_id: int | None = None, admin_id: int | None = None) -> Scope:
    """Return what the actor asks for. Another's category does not exist for them; another's work is not theirs."""
    if not actor.is_super and actor.admin is None:
        raise Forbidden
    own = None if actor.is_super or actor.admin is None else actor.admin
    if own and admin_id not in {None, own.pk}:
        raise Forbidden
    visible = None if own is None else tuple(own.category_ids())
    category = None if category_id is None else _category(category_id, visible)
    return Scope(
        category_ids=(category.pk,) if category else visible,
        category=category,
        admin=None if admin_id is None else _admin(admin_id),
        only_admin_id=own.pk if own else None,
    )


def _category(category_id: int, visible: tuple[int, ...] | None) -> Category:
    category = Category.objects.filter(pk=category_id).first()
    if category is None or (visible is not None and category.pk not in visible):
        raise NotFound
    return category


def _admin(admin_id: int) -> Admin:
    admin = Admin.objects.filter(pk=admin_id).first()
    if admin is None:
        raise NotFound
    return admin
