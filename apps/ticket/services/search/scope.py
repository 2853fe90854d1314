"""Where an actor's search may look: what they see as staff, and of their own tickets only what they were told."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.admin.actors import Actor
from apps.ticket.models import Message, MessageWords, Ticket
from apps.ticket.models.ticket import TicketQuerySet


@dataclass(frozen=True)
class Scope:
    """The tickets of one search, and what of them the reader may not be shown."""

    tickets: TicketQuerySet
    # Every ticket there is: then no row has to be asked where it belongs.
    is_whole: bool
    own: tuple[int, ...]

    def messages(self) -> QuerySet[MessageWords]:
        """Return the words that may be found. What was taken back stays the staff's to find, and notes are theirs."""
        rows = MessageWords.objects.filter(ticket__isnull=False)
        if not self.is_whole:
            rows = rows.filter(ticket__in=self.tickets.order_by().values("pk"))
        if self.own:
            inner = Q(kind=Message.Kind.NOTE) | Q(deleted_at__isnull=False)
            rows = rows.exclude(Q(ticket__in=self.own) & inner)
        return rows


def scope_of(actor: Actor, within: TicketQuerySet | None = None) -> Scope:
    """Return where the actor may look, perhaps only within some of their tickets."""
    own = tuple(Ticket.objects.asked_by(actor).order_by().values_list("pk", flat=True))
    seen = Ticket.objects.visible_to(actor)
    if within is not None:
        return Scope(seen.filter(pk__in=within.order_by().values("pk")), is_whole=False, own=own)
    return Scope(seen, is_whole=actor.is_super, own=own)
