"""Who has which ticket open at the site, and how far they have read."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from apps.admin.actors import Actor
from apps.ticket.models import Viewing
from core import clock

# Who was not heard of for so long has left.
PRESENT_FOR = timedelta(seconds=30)
# A page asks more often than this; between two notes of it nothing is written.
NOTED_EVERY = timedelta(seconds=10)


def look_at(*, actor: Actor, ticket_id: int, read_message: int = 0) -> list[str]:
    """Note that the actor has the ticket open and has read up to that message. Return who else has it open.

    Whether the ticket is theirs to see, and the message in it, was asked before: a page asks this all day.
    """
    now = clock.now()
    looks = _looks(actor, ticket_id, now)
    mine = next((look for look in looks if actor.admin and look.admin_id == actor.admin.pk), None)
    is_news = mine is None or read_message > mine.read_message or now - mine.seen_at >= NOTED_EVERY
    if actor.admin and is_news:
        read = max(read_message, mine.read_message if mine else 0)
        look = Viewing(admin=actor.admin, ticket_id=ticket_id, seen_at=now, read_message=read)
        _keep(look)
    return _names(look for look in looks if look is not mine)


def others_at(ticket_id: int, actor: Actor) -> list[str]:
    """Return the names of those who have the ticket open beside the actor."""
    mine = actor.admin.pk if actor.admin else None
    return _names(look for look in _looks(actor, ticket_id, clock.now()) if look.admin_id != mine)


def _looks(actor: Actor, ticket_id: int, now: datetime) -> Sequence[Viewing]:
    present = Q(seen_at__gt=now - PRESENT_FOR) | Q(admin=actor.admin)
    looks = Viewing.objects.filter(present, ticket=ticket_id).select_related("admin")
    return list(looks.order_by("admin__first_name", "pk"))


def _keep(look: Viewing) -> None:
    """Write the row or bring it up to date, in one question: a page asks this all day."""
    Viewing.objects.bulk_create(
        [look],
        update_conflicts=True,
        unique_fields=["admin", "ticket"],
        update_fields=["seen_at", "read_message"],
    )


def _names(looks: Iterable[Viewing]) -> list[str]:
    return [look.admin.display_name for look in looks]
