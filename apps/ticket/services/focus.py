"""Which ticket an admin is writing into."""

from django.db import transaction

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.ticket.models import Focus
from apps.ticket.services.conversation import require_answerable
from apps.ticket.services.lifecycle import locked, require_staff, take
from apps.ticket.transitions import Act, require
from core.errors import Forbidden


@transaction.atomic
def focus_on(*, actor: Actor, ticket_id: int, mode: Focus.Mode, takeover: bool = False) -> Focus:
    """From now on, everything the admin types goes into this ticket: as answers, or as notes."""
    ticket = locked(actor, ticket_id)
    if mode == Focus.Mode.NOTE:
        admin = require_staff(actor, ticket)
        require(Act.NOTE, ticket)
    else:
        admin = require_answerable(actor, ticket, takeover=takeover)
        if takeover and ticket.admin_id not in {None, admin.pk}:
            take(actor, ticket, admin)
    focus, _ = Focus.objects.update_or_create(admin=admin, defaults={"ticket": ticket, "mode": mode})
    return focus


def current_focus(*, actor: Actor) -> Focus | None:
    """Return which ticket the admin is writing into."""
    return Focus.objects.filter(admin=_admin_of(actor)).select_related("ticket").first()


@transaction.atomic
def finish_focus(*, actor: Actor) -> Focus | None:
    """End it; returns what was left, None where there was nothing."""
    focus = current_focus(actor=actor)
    Focus.objects.filter(admin=_admin_of(actor)).delete()
    return focus


def _admin_of(actor: Actor) -> Admin:
    if actor.admin is None:
        raise Forbidden
    return actor.admin
