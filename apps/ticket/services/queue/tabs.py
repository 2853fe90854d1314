"""The tabs of the queue: which tickets stand on each, in which order, and about how many."""

from enum import StrEnum

from apps.admin.actors import Actor
from apps.ticket.models import Ticket
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.queue.filters import Filters

# Nobody reads further, and a greater number says no more than "many".
COUNTED = 1_000


class Tab(StrEnum):
    """A part of the queue."""

    MINE = "mine"
    NEW = "new"
    WAITING = "waiting"
    ALL = "all"
    CLOSED = "closed"

    @property
    def is_by_closing(self) -> bool:
        """The last closed stands first; everywhere else whoever waits longest."""
        return self is Tab.CLOSED


def tickets_on(tab: Tab, actor: Actor) -> TicketQuerySet:
    """Return the tickets of a tab, as far as the actor works on them."""
    tickets = Ticket.objects.worked_by(actor)
    if tab is Tab.MINE:
        # The first condition follows from the other; a small index holds the open tickets only.
        return tickets.open().filter(admin=actor.admin, status=Ticket.Status.TAKEN)
    if tab is Tab.NEW:
        return tickets.open().filter(status=Ticket.Status.NEW)
    if tab is Tab.WAITING:
        return tickets.filter(waiting_since__isnull=False)
    return tickets.filter(status=Ticket.Status.CLOSED) if tab is Tab.CLOSED else tickets


def count_tabs(actor: Actor, filters: Filters) -> dict[Tab, int]:
    """Return how many tickets each tab holds of those that the filters leave, COUNTED at most."""
    return {tab: filters.narrow(tickets_on(tab, actor), actor).order_by()[:COUNTED].count() for tab in Tab}
