"""Writes events, in the transaction of the act that they tell of."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from apps.admin.actors import Actor
from apps.ticket.models import Event, Ticket
from core import clock

# From what to what, by the name of the thing: {"status": ("new", "taken")}.
Changes = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, kw_only=True)
class Times:
    """What an act measures: kept with the event, so that no report has to look further back."""

    response_time: timedelta | None = None
    first_response_time: timedelta | None = None
    resolution_time: timedelta | None = None
    full_resolution_time: timedelta | None = None


UNMEASURED = Times()


def record(
    act: Event.Act,
    actor: Actor,
    ticket: Ticket | None = None,
    *,
    at: datetime | None = None,
    changes: Changes | None = None,
    times: Times = UNMEASURED,
    message_count: int = 0,
    **data: Any,
) -> Event:
    """Store that the actor did this. An admin who acts on their own ticket acts as its user.

    `changes` holds only what differs; a changed category is noted under the one that the ticket leaves.
    """
    is_asker = ticket is not None and actor.user is not None and ticket.user_id == actor.user.pk
    as_user = is_asker or actor.admin is None
    kept = {name: list(pair) for name, pair in (changes or {}).items() if pair[0] != pair[1]}
    category_id = ticket.category_id if ticket else None
    if "category" in kept:
        category_id = kept["category"][0]
    return Event.objects.create(
        act=act,
        door=actor.door,
        ticket=ticket,
        category_id=category_id,
        admin=None if as_user else actor.admin,
        user=actor.user if as_user else None,
        changes=kept,
        data=data,
        message_count=message_count,
        created_at=at or clock.now(),
        **asdict(times),
    )


def elapsed(since: datetime, until: datetime) -> timedelta:
    """Return how long it took; a clock that was set back must not make a time negative."""
    return max(until - since, timedelta())
