"""What the list of tickets may be narrowed by."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from apps.admin.actors import Actor
from apps.ticket.models import Tag
from apps.ticket.models.ticket import TicketQuerySet
from core.periods import midnight

# Who holds a ticket, where that is no admin's row id.
ME, NOBODY = "me", "nobody"
UNRATED = "none"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is asked for; what is empty narrows nothing. Days are those of the opening, both included."""

    category: int | None = None
    holder: str = ""
    status: str = ""
    priority: int | None = None
    tag: str = ""
    first: date | None = None
    last: date | None = None
    rating: str = ""
    # The row id of whoever asked.
    person: int | None = None

    def narrow(self, tickets: TicketQuerySet, actor: Actor) -> TicketQuerySet:
        """Return those of the tickets that are asked for."""
        if self.category is not None:
            tickets = tickets.filter(category=self.category)
        if self.person is not None:
            tickets = tickets.filter(user=self.person)
        if self.status:
            tickets = tickets.filter(status=self.status)
        if self.rating:
            tickets = tickets.filter(rating=None if self.rating == UNRATED else int(self.rating))
        if self.first:
            tickets = tickets.filter(created_at__gte=midnight(self.first))
        if self.last:
            tickets = tickets.filter(created_at__lt=midnight(self.last + timedelta(days=1)))
        return self._labelled(self._held(tickets, actor), actor)

    def _held(self, tickets: TicketQuerySet, actor: Actor) -> TicketQuerySet:
        if not self.holder:
            return tickets
        if self.holder == NOBODY:
            return tickets.filter(admin=None)
        return tickets.filter(admin=actor.admin if self.holder == ME else int(self.holder))

    def _labelled(self, tickets: TicketQuerySet, actor: Actor) -> TicketQuerySet:
        """Narrow by what the staff wrote on tickets: whoever asked does not learn it of their own by asking for it."""
        if self.priority is None and not self.tag:
            return tickets
        if actor.user is not None:
            tickets = tickets.exclude(user=actor.user)
        if self.priority is not None:
            tickets = tickets.filter(priority=self.priority)
        if self.tag:
            tickets = tickets.filter(Exists(Tag.objects.filter(tickets=OuterRef("pk"), name__iexact=self.tag)))
        return tickets
