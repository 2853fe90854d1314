"""The audit page: the events that somebody may see, in words, a stretch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.ticket.models import Event, Ticket
from apps.ticket.retelling import Change, Names, author_of, changes_of, door_name, facts_of
from apps.ticket.services.audit import LIMIT_MS, Filters, visible_events, with_names
from apps.user.models import TelegramUser
from core.statements import statement_limit
from core.stretches import stretch_of

PAGE = 50
# So many people of one name are looked for; whoever means another writes more of it.
NAMESAKES = 200


@dataclass(frozen=True, kw_only=True)
class Told:
    """One act in words."""

    id: int
    at: datetime
    act: str
    act_name: str
    door: str
    author: str
    ticket: Ticket | None
    category: str
    changes: list[Change]
    facts: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """A stretch of the journal. `newer` and `older` are the ids next to which its neighbours begin."""

    rows: list[Told] = field(default_factory=list)
    newer: int | None = None
    older: int | None = None


@dataclass(frozen=True, kw_only=True)
class Search(Filters):
    """The filters of the journal, and words: a ticket's number, or somebody's name."""

    words: str = ""

    def narrow(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """Return those of the events that are asked for."""
        events = super().narrow(events)
        return events.filter(_about(self.words)) if self.words else events


def read_audit(*, actor: Actor, search: Search, after: int | None = None, before: int | None = None) -> AuditPage:
    """Return the asked-for events that the actor may see, as far as a page goes."""
    with statement_limit(LIMIT_MS):
        rows = with_names(search.narrow(visible_events(actor))).select_related("category")
        stretch = stretch_of(rows, size=PAGE, after=after, before=before)
        return AuditPage(rows=_tell(stretch.rows), newer=stretch.newer, older=stretch.older)


def _about(words: str) -> Q:
    """Return what is about a ticket or a person: the person's own acts, and what was done in their tickets."""
    number = words.lstrip("#")
    if number.isascii() and number.isdecimal() and len(number) <= 18:
        return Q(ticket__in=Ticket.objects.filter(number=int(number)))
    name = words.lstrip("@")
    called = Q(first_name__icontains=name) | Q(last_name__icontains=name) | Q(username__icontains=name)
    people = _ids(TelegramUser.objects.filter(called))
    admins = _ids(Admin.objects.filter(called))
    tickets = list(Ticket.objects.filter(user__in=people).values_list("pk", flat=True)[: NAMESAKES * 10])
    return Q(user__in=people) | Q(admin__in=admins) | Q(ticket__in=tickets)


def _ids(rows: QuerySet[Admin] | QuerySet[TelegramUser]) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:NAMESAKES])


def _tell(events: Sequence[Event]) -> list[Told]:
    names = Names.of(events)
    return [
        Told(
            id=event.pk,
            at=event.created_at,
            act=event.act,
            act_name=str(Event.Act(event.act).label),
            door=door_name(event.door),
            author=author_of(event),
            ticket=event.ticket,
            category=str(event.category or ""),
            changes=changes_of(event, names),
            facts=facts_of(event, names),
        )
        for event in events
    ]
