"""Who did what: the journal of the whole desk for those who run it, of a ticket for those who work on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from apps.admin.actors import Actor, Door
from apps.ticket.models import Event, Ticket
from apps.ticket.retelling import Names, author_of, changes_of, door_name, facts_of
from apps.ticket.services.listing import IN_ORDER, Listing
from core.errors import NotFound
from core.paging import Keyset
from core.periods import Period
from core.spreadsheets import Row
from core.statements import statement_limit

# By time and not by id: the days that are asked for may lie a million rows back.
NEWEST_FIRST = Keyset(key=F("created_at"), descending=True)
# So many rows of an export are in memory at once.
EXPORTED_AT_ONCE = 1000
# A page is read in milliseconds; filters that nothing fits may make the database look at everything.
LIMIT_MS = 5_000


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which events; what is None does not narrow. The ids are row ids."""

    act: str | None = None
    door: str | None = None
    admin: int | None = None
    user: int | None = None
    ticket: int | None = None
    category: int | None = None
    period: Period | None = None

    def narrow(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """Return those of the events that are asked for."""
        for name in ("act", "door", "admin", "user", "ticket", "category"):
            value = getattr(self, name)
            if value is not None:
                events = events.filter(**{name: value})
        if self.period is not None:
            events = events.filter(created_at__gte=self.period.start, created_at__lt=self.period.end)
        return events


def visible_events(actor: Actor) -> QuerySet[Event]:
    """Return what the actor may see: all for super admins, the acts of the tickets that an admin works on."""
    return Event.objects.all() if actor.is_super else Event.objects.filter(ticket__in=_worked_on(actor))


def with_names(events: QuerySet[Event]) -> QuerySet[Event]:
    """Bring along whom and what every view of an event names."""
    return events.select_related("admin", "user", "ticket")


def list_events(*, actor: Actor, filters: Filters) -> Listing:
    """Return the events that are asked for out of those that the actor may see, the newest first."""
    return Listing(with_names(filters.narrow(visible_events(actor))), NEWEST_FIRST)


def events_of_ticket(*, actor: Actor, ticket_id: int) -> Listing:
    """Return what happened to a ticket, in order, to those who work on it."""
    if not _worked_on(actor).filter(pk=ticket_id).exists():
        raise NotFound
    return Listing(with_names(Event.objects.filter(ticket=ticket_id)), IN_ORDER)


def _worked_on(actor: Actor) -> QuerySet[Ticket]:
    """Return the tickets whose acts are the actor's to read: not one's own, which colleagues may have notes in."""
    worked = Ticket.objects.worked_by(actor)
    return worked.exclude(user=actor.user) if actor.user and not actor.is_super else worked


def export_header(language: str) -> list[str]:
    """Return the headings of the exported columns in that language."""
    with translation.override(language):
        return [
            _("when"),
            _("act"),
            _("door"),
            _("who"),
            _("role"),
            _("ticket"),
            _("category"),
            _("person"),
            _("changes"),
            _("facts"),
        ]


def export_rows(*, actor: Actor, filters: Filters, language: str) -> Iterator[Row]:
    """Return the same events as rows of a table. What they name is read for many rows at once."""
    with statement_limit(LIMIT_MS):
        found = filters.narrow(visible_events(actor))
    named = found.select_related("admin", "user", "ticket__user", "category")
    events = named.order_by("-created_at", "-id")
    # A piece after the other, each from where the last one ended: however many there are, few are in memory.
    piece: list[Event] = []
    while True:
        # Time and language are set for each piece: while the reader takes the rows, the thread serves nobody else's.
        with statement_limit(LIMIT_MS), translation.override(language):
            piece = list((_after(events, piece[-1]) if piece else events)[:EXPORTED_AT_ONCE])
            names = Names.of(piece)
            rows = [_row(event, names, language) for event in piece]
        yield from rows
        if len(piece) < EXPORTED_AT_ONCE:
            return


def _after(events: QuerySet[Event], last: Event) -> QuerySet[Event]:
    earlier = Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk)
    # The first condition says nothing new; it is the one that the index can begin with.
    return events.filter(earlier, created_at__lte=last.created_at)


def _row(event: Event, names: Names, language: str) -> Row:
    person = event.ticket.user if event.ticket else event.user
    return [
        event.created_at,
        str(Event.Act(event.act).label),
        door_name(event.door),
        author_of(event),
        role_of(event),
        event.ticket.number if event.ticket else None,
        event.category.name(language) if event.category else "",
        str(person or ""),
        "; ".join(map(str, changes_of(event, names))),
        "; ".join(f"{name}: {value}" for name, value in facts_of(event, names)),
    ]


def role_of(event: Event) -> str:
    """Return as what somebody acted, in words."""
    if event.admin_id:
        return _("admin")
    if event.user_id:
        return _("person")
    if event.act == Event.Act.SIGN_IN_FAILED:
        return _("unknown")
    return _("system") if event.door == Door.SYSTEM else _("service")
