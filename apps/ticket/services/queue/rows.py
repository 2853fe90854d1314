"""A row of the queue: what one sees of a ticket without opening it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from apps.admin.actors import Actor
from apps.admin.services.settings import desk_settings
from apps.ticket.models import Message, Ticket, Viewing
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.list_search import Marked
from apps.ticket.services.viewing import PRESENT_FOR
from apps.ticket.transitions import Act, actions_for
from core import clock

# Whoever waits so many times the desk's reminder has waited much too long.
MUCH_TOO_LONG = 4


@dataclass(frozen=True, kw_only=True)
class Row:
    """A ticket in the list. `age` is how its waiting stands: `calm`, `late`, `overdue`, or empty where nobody waits."""

    ticket: Ticket
    is_unread: bool = False
    age: str = ""
    # What the staff wrote on it; whoever asked does not see it of their own.
    priority: int = Ticket.Priority.NORMAL
    tags: list[str] = field(default_factory=list)
    # Who else has it open now.
    viewers: list[str] = field(default_factory=list)
    may_take: bool = False
    marked: Marked = field(default_factory=Marked)

    @property
    def priority_name(self) -> str:
        """How urgent it is, for the eye and for the style sheet; empty where it is as always."""
        return "" if self.priority == Ticket.Priority.NORMAL else Ticket.Priority(self.priority).name.lower()

    @property
    def priority_label(self) -> str:
        return str(Ticket.Priority(self.priority).label)

    @property
    def stamp(self) -> str:
        """Changes with all that the row shows, but for the words of a waiting time, which go on by themselves."""
        ticket = self.ticket
        shown = (
            ticket.status,
            ticket.waiting_since,
            ticket.last_message_at,
            ticket.closed_at,
            ticket.last_text,
            ticket.rating,
            str(ticket.user),
            str(ticket.category),
            ticket.admin and ticket.admin.display_name,
            (self.is_unread, self.age, self.priority, self.tags, self.viewers, self.may_take),
        )
        return sha256(repr(shown).encode()).hexdigest()[:16]


def rows_of(actor: Actor, ids: Sequence[int], marks: Mapping[int, Marked] | None = None) -> list[Row]:
    """Return the rows of these tickets in that order, with a number of questions that does not grow with theirs."""
    if not ids:
        return []
    tickets = {ticket.pk: ticket for ticket in _with_unread(Ticket.objects.worked_by(actor), actor).filter(pk__in=ids)}
    viewers, patience, now = _viewers(actor, ids), desk_settings().waiting_reminder, clock.now()
    found = [tickets[pk] for pk in ids if pk in tickets]
    return [
        Row(
            ticket=ticket,
            is_unread=bool(ticket.__dict__["has_news"]),
            age=age_of(ticket.waiting_since, now, patience),
            viewers=viewers.get(ticket.pk, []),
            may_take=Act.TAKE in actions_for(ticket, actor),
            marked=(marks or {}).get(ticket.pk, Marked()),
            **_labels(ticket, actor),
        )
        for ticket in found
    ]


def age_of(since: datetime | None, now: datetime, patience: timedelta) -> str:
    """Return how a waiting stands that long after it began, by the time after which the desk reminds of it."""
    if since is None:
        return ""
    waited = now - since
    return "calm" if waited < patience else "late" if waited <= patience * MUCH_TOO_LONG else "overdue"


def _with_unread(tickets: TicketQuerySet, actor: Actor) -> TicketQuerySet:
    """Say of each ticket whether somebody waits in it for an answer to words that the actor's page has not shown."""
    mine = Viewing.objects.filter(admin=actor.admin, ticket=OuterRef("pk")).values("read_message")[:1]
    news = Message.objects.filter(ticket=OuterRef("pk"), admin=None, pk__gt=OuterRef("read_up_to"))
    read = tickets.with_people().annotate(read_up_to=Coalesce(Subquery(mine), Value(0)))
    waits = Q(waiting_since__isnull=False) & Q(Exists(news))
    return read.annotate(has_news=ExpressionWrapper(waits, output_field=BooleanField()))


def _viewers(actor: Actor, ids: Sequence[int]) -> dict[int, list[str]]:
    present = Viewing.objects.filter(ticket__in=ids, seen_at__gt=clock.now() - PRESENT_FOR)
    found: dict[int, list[str]] = defaultdict(list)
    for look in present.exclude(admin=actor.admin).select_related("admin").order_by("admin__first_name", "pk"):
        found[look.ticket_id].append(look.admin.display_name)
    return found


def _labels(ticket: Ticket, actor: Actor) -> dict[str, Any]:
    is_own = actor.user is not None and ticket.user_id == actor.user.pk
    return {} if is_own else {"priority": ticket.priority, "tags": ticket.tag_names}
