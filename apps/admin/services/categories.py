"""The categories: added, renamed, moved, switched off."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.admin.actors import Actor
from apps.admin.models import Category
from apps.admin.services.rights import require_super
from apps.admin.signals import acted
from core.errors import Invalid, NotFound

NAMES = ("name_uz", "name_ru", "name_en")
CATEGORY_FIELDS = ("slug", *NAMES, "is_active", "order")


@transaction.atomic
def add_category(*, actor: Actor, fields: dict[str, Any]) -> Category:
    """Add a category, at the end of the list unless `fields` says where; one name of the three is enough."""
    require_super(actor)
    _require_a_name({name: fields.get(name, "") for name in NAMES})
    if Category.objects.filter(slug=fields["slug"]).exists():
        raise Invalid({"slug": [_("Another category has this slug.")]})
    last = Category.objects.order_by("-order").first()
    category = Category.objects.create(**{"order": min(last.order + 1, 2**31 - 1) if last else 1, **fields})
    changes = {name: (None, getattr(category, name)) for name in CATEGORY_FIELDS}
    acted.send(Category, act="category_added", actor=actor, changes=changes, data={"category": category.pk})
    return category


@transaction.atomic
def change_category(*, actor: Actor, category_id: int, changes: dict[str, Any]) -> Category:
    """Rename, reorder, activate or deactivate a category. `changes` holds model fields; those that differ are kept."""
    require_super(actor)
    category = Category.objects.select_for_update(no_key=True).filter(pk=category_id).first()
    if category is None:
        raise NotFound
    differing = {
        name: (getattr(category, name), value) for name, value in changes.items() if getattr(category, name) != value
    }
    for name, (_before, value) in differing.items():
        setattr(category, name, value)
    _require_a_name({name: getattr(category, name) for name in NAMES})
    if Category.objects.exclude(pk=category.pk).filter(slug=category.slug).exists():
        raise Invalid({"slug": [_("Another category has this slug.")]})
    if differing:
        category.save(update_fields=list(differing))
        facts = {"category": category.pk}
        acted.send(Category, act="category_changed", actor=actor, changes=differing, data=facts)
    return category


@transaction.atomic
def move_category(*, actor: Actor, category_id: int, step: int) -> Category:
    """Move a category up (-1) or down (1) in the list; at an end it stays."""
    require_super(actor)
    categories = list(Category.objects.select_for_update(no_key=True))
    place = next((index for index, item in enumerate(categories) if item.pk == category_id), None)
    if place is None:
        raise NotFound
    category = categories.pop(place)
    new_place = min(max(0, place + step), len(categories))
    if new_place == place:
        return category
    categories.insert(new_place, category)
    for order, item in enumerate(categories, start=1):
        item.order = order
    Category.objects.bulk_update(categories, ["order"])
    # Places in the list, from one: the numbers of the column may have gaps.
    changes = {"order": (place + 1, new_place + 1)}
    acted.send(Category, act="category_moved", actor=actor, changes=changes, data={"category": category.pk})
    return category


def _require_a_name(names: dict[str, str]) -> None:
    if not any(names.values()):
        raise Invalid({"name_uz": [_("A category needs a name in one language at least.")]})
