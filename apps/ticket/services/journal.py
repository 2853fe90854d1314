"""Writes events, in the transaction of the act that they tell of."""

from typing import Any

from apps.admin.actors import Actor
from apps.ticket.models import Event, Ticket


def record(act: Event.Act, actor: Actor, ticket: Ticket | None = None, **data: Any) -> Event:
    """Store that the actor did this. An admin who acts on their own ticket acts as its user."""
    is_asker = ticket is not None and actor.user is not None and ticket.user_id == actor.user.pk
    as_user = is_asker or actor.admin is None
    return Event.objects.create(
        act=act,
        door=actor.door,
        ticket=ticket,
        admin=None if as_user else actor.admin,
        user=actor.user if as_user else None,
        data=data,
    )
