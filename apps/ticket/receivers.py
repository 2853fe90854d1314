"""What follows in the conversation from what the staff below it announce, in the same transaction."""

from typing import Any

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.admin.signals import access_changed, category_changed
from apps.delivery.services.enqueue import enqueue
from apps.ticket.models import Event, Focus
from apps.ticket.services.announce import notice_to_admin
from apps.ticket.services.facts import category_facts
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import release_lost_tickets

ACTS = {
    "appointed": Event.Act.APPOINTED,
    "changed": Event.Act.ACCESS_CHANGED,
    "dismissed": Event.Act.DISMISSED,
}
NOTICES = {"appointed": "appointed", "changed": "access_changed", "dismissed": "dismissed"}


def connect() -> None:
    """Listen; Django keeps the connection for the life of the process."""
    access_changed.connect(on_access_changed, dispatch_uid="ticket.access")
    category_changed.connect(on_category_changed, dispatch_uid="ticket.category")


def on_access_changed(*, admin: Admin, actor: Actor, change: str, **kwargs: Any) -> None:
    """Tell the admin, note it, and release what they may no longer work on."""
    categories = [category_facts(category) for category in admin.categories.all()]
    record(
        ACTS[change],
        actor,
        admin=admin.pk,
        categories=[category["id"] for category in categories],
        is_super_admin=admin.is_super_admin,
    )
    facts = {} if change == "dismissed" else {"categories": categories, "is_super_admin": admin.is_super_admin}
    if change == "dismissed":
        Focus.objects.filter(admin=admin).delete()
    release_lost_tickets(admin=admin)
    enqueue(notice_to_admin(admin, NOTICES[change], **facts))


def on_category_changed(*, act: str, actor: Actor, data: dict[str, Any], **kwargs: Any) -> None:
    """Note what was changed about a category."""
    record(Event.Act(act), actor, **data)
