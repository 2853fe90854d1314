"""What follows in the conversation from what the staff below it announce, in the same transaction."""

from typing import Any

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.admin.services import meet_admin
from apps.admin.signals import access_changed, category_changed
from apps.delivery.services.enqueue import enqueue, set_language_of_waiting
from apps.ticket.models import Event, Focus
from apps.ticket.services.announce import notice_to_admin
from apps.ticket.services.facts import category_facts
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import release_lost_tickets
from apps.user.models import TelegramUser
from apps.user.signals import person_met

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
    person_met.connect(on_person_met, dispatch_uid="ticket.person")


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


def on_person_met(*, user: TelegramUser, **kwargs: Any) -> None:
    """Speak to an admin who was appointed before they ever wrote in the language that they turn out to read."""
    if meet_admin(user=user):
        set_language_of_waiting(chat_id=user.telegram_id, language=user.language)


def on_category_changed(*, act: str, actor: Actor, data: dict[str, Any], **kwargs: Any) -> None:
    """Note what was changed about a category."""
    record(Event.Act(act), actor, **data)
