"""What the filters of the queue offer: nothing that the operator does not work on."""

from dataclasses import dataclass, field

from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from apps.admin.queries import list_admins, list_categories
from apps.ticket.services.labels import known_tags


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The categories, the colleagues and the tags."""

    categories: list[Category] = field(default_factory=list)
    holders: list[Admin] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def choices_for(*, actor: Actor) -> Choices:
    """Return what the actor may choose: of their own categories only, unless they are a super admin."""
    categories, holders = list_categories(actor=actor, is_active=None), list_admins(actor=actor, is_active=None)
    if actor.admin and not actor.is_super:
        own = actor.admin.category_ids()
        categories = Category.objects.filter(pk__in=own)
        holders = Admin.objects.filter(categories__in=own).distinct()
    names = sorted(holders, key=lambda admin: (not admin.is_active, admin.display_name.casefold(), admin.pk))
    return Choices(categories=list(categories), holders=names, tags=known_tags(actor))
