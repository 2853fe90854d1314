"""Pages of the queue: each begins next to a ticket, so that the thousandth costs as little as the first."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from apps.ticket.models import Ticket
from apps.ticket.models.ticket import TicketQuerySet

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some ticket ids in their order. `before` and `after` are where the pages next to it begin, None without one."""

    ids: list[int] = field(default_factory=list)
    before: int | None = None
    after: int | None = None


def page_of(tickets: TicketQuerySet, *, by_closing: bool, before: int | None = None, after: int | None = None) -> Page:
    """Return the first page, the one below the ticket `after`, or the one above the ticket `before`."""
    next_to = before or after
    pivot = Ticket.objects.filter(pk=next_to).first() if next_to else None
    if pivot is None:
        ids = _ids(tickets, _order(by_closing))
        return Page(ids=ids[:PAGE], after=ids[PAGE - 1] if len(ids) > PAGE else None)
    if before is None:
        ids = _ids(tickets.filter(_below(pivot, by_closing)), _order(by_closing))
        return Page(ids=ids[:PAGE], before=_first(ids), after=ids[PAGE - 1] if len(ids) > PAGE else None)
    ids = _ids(tickets.filter(_above(pivot, by_closing)), _upwards(by_closing))
    shown = ids[:PAGE][::-1]
    return Page(ids=shown, before=_first(shown) if len(ids) > PAGE else None, after=shown[-1] if shown else None)


def page_within(ids: Sequence[int], *, before: int | None = None, after: int | None = None) -> Page:
    """Return the same of tickets whose order is given, as a search gives it."""
    start = 0
    if after in ids:
        start = ids.index(after) + 1
    elif before in ids:
        start = max(ids.index(before) - PAGE, 0)
    shown = list(ids[start : start + PAGE])
    is_more = len(ids) > start + PAGE
    return Page(ids=shown, before=_first(shown) if start else None, after=shown[-1] if is_more else None)


def _ids(tickets: TicketQuerySet, order: Sequence[OrderBy]) -> list[int]:
    return list(tickets.order_by(*order).values_list("pk", flat=True)[: PAGE + 1])


def _first(ids: Sequence[int]) -> int | None:
    return ids[0] if ids else None


def _order(by_closing: bool) -> list[OrderBy]:
    """Return the order of the indexes `ticket_closed` and `ticket_queue`."""
    if by_closing:
        return [F("closed_at").desc(), F("pk").desc()]
    return [F("waiting_since").asc(nulls_last=True), F("last_message_at").desc(), F("pk").desc()]


def _upwards(by_closing: bool) -> list[OrderBy]:
    """Return the same order read from its end."""
    if by_closing:
        return [F("closed_at").asc(), F("pk").asc()]
    return [F("waiting_since").desc(nulls_first=True), F("last_message_at").asc(), F("pk").asc()]


def _below(pivot: Ticket, by_closing: bool) -> Q:
    """Return what stands below a ticket. What follows from the rest is there for an index to begin with."""
    if by_closing:
        closed = pivot.closed_at
        return Q(closed_at__lte=closed) & (Q(closed_at__lt=closed) | Q(pk__lt=pivot.pk))
    last = pivot.last_message_at
    later = Q(last_message_at__lte=last) & (Q(last_message_at__lt=last) | Q(pk__lt=pivot.pk))
    if pivot.waiting_since is None:
        return Q(waiting_since=None) & later
    since = pivot.waiting_since
    return Q(waiting_since=None) | Q(waiting_since__gt=since) | (Q(waiting_since=since) & later)


def _above(pivot: Ticket, by_closing: bool) -> Q:
    """Return what stands above a ticket."""
    if by_closing:
        closed = pivot.closed_at
        return Q(closed_at__gte=closed) & (Q(closed_at__gt=closed) | Q(pk__gt=pivot.pk))
    last = pivot.last_message_at
    sooner = Q(last_message_at__gte=last) & (Q(last_message_at__gt=last) | Q(pk__gt=pivot.pk))
    if pivot.waiting_since is None:
        return Q(waiting_since__isnull=False) | (Q(waiting_since=None) & sooner)
    since = pivot.waiting_since
    return Q(waiting_since__lt=since) | (Q(waiting_since=since) & sooner)
