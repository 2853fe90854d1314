"""One row for each ticket that was opened, closed or reopened in a period: for a spreadsheet."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.report.services.comments import comments_of
from apps.report.services.figures import seconds
from apps.report.services.scope import Scope, scope_of
from apps.report.services.summary import LIMIT_MS
from apps.ticket.models import Event, Rating, Ticket
from core.periods import Period
from core.spreadsheets import Row
from core.statements import statement_limit

COLUMNS: tuple[Promise, ...] = (
    _("number"),
    _("status"),
    _("category"),
    _("person"),
    _("username"),
    _("opened"),
    _("first response (s)"),
    _("closed"),
    _("reopened (times)"),
    _("resolution (s)"),
    _("full resolution (s)"),
    _("holder"),
    _("last answered by"),
    _("messages in"),
    _("messages out"),
    _("rating"),
    _("comment"),
)
# So many tickets are in memory at once.
TICKETS_AT_ONCE = 500
# What the events of a ticket say of its whole life.
LIVES = """
SELECT ticket_id,
    (array_agg(first_response_time ORDER BY id) FILTER (WHERE first_response_time IS NOT NULL))[1] AS first_response,
    count(*) FILTER (WHERE act = 'reopened') AS reopened,
    (array_agg(resolution_time ORDER BY id DESC) FILTER (WHERE act = 'closed'))[1] AS resolution,
    (array_agg(full_resolution_time ORDER BY id DESC) FILTER (WHERE act = 'closed'))[1] AS full_resolution,
    (array_agg(admin_id ORDER BY id DESC) FILTER (WHERE act = 'answered'))[1] AS answered_by,
    COALESCE(sum(message_count) FILTER (WHERE act IN ('opened', 'received', 'reopened')), 0) AS messages_in,
    COALESCE(sum(message_count) FILTER (WHERE act = 'answered'), 0) AS messages_out
FROM ticket_event
WHERE ticket_id = ANY (%s) AND act IN ('opened', 'received', 'answered', 'closed', 'reopened')
GROUP BY ticket_id
"""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file in the making: its rows are read while it is written."""

    name: str
    header: list[str]
    rows: Iterator[Row]


def export_tickets(
    *, actor: Actor, period: Period, language: str, category_id: int | None = None, admin_id: int | None = None
) -> Table:
    """Return the tickets of a period, each as it stands now; only those that the actor still may see."""
    scope = scope_of(actor=actor, category_id=category_id, admin_id=admin_id)
    with override(language):
        header = [str(word) for word in COLUMNS]
    name = f"tickets-{period.first.isoformat()}-{period.last.isoformat()}"
    return Table(name=name, header=header, rows=_rows(actor, period, scope, language))


def _rows(actor: Actor, period: Period, scope: Scope, language: str) -> Iterator[Row]:
    """Read the tickets in pieces, each in a short transaction of its own, however slowly the file is fetched."""
    ids = _ticket_ids(period, scope)
    for start in range(0, len(ids), TICKETS_AT_ONCE):
        with statement_limit(LIMIT_MS), override(language):
            piece = _piece(actor, ids[start : start + TICKETS_AT_ONCE].tolist(), language)
        yield from piece


def _ticket_ids(period: Period, scope: Scope) -> "array[int]":
    """Return the row ids, eight bytes each: all that an export keeps of the tickets that are not read yet."""
    acts = (Event.Act.OPENED, Event.Act.CLOSED, Event.Act.REOPENED)
    events = Event.objects.filter(act__in=acts, created_at__gte=period.start, created_at__lt=period.end)
    if scope.category_ids is not None:
        events = events.filter(category__in=scope.category_ids)
    if scope.admin:
        events = events.filter(admin=scope.admin)
    found = events.filter(ticket__isnull=False).order_by("ticket_id").values_list("ticket_id", flat=True).distinct()
    # A cursor of this transaction, which any pooler leaves with its connection: the ids come in pieces, never as rows
    # all at once.
    try:
        statement = found.query.sql_with_params()
    except EmptyResultSet:
        return array("q")
    with statement_limit(LIMIT_MS), connection.chunked_cursor() as cursor:
        cursor.execute(*statement)
        return array("q", (ticket_id for (ticket_id,) in cursor))


def _piece(actor: Actor, ids: list[int], language: str) -> list[Row]:
    tickets = Ticket.objects.worked_by(actor).with_people().filter(pk__in=ids).order_by("pk")
    lives = _lives(ids)
    ratings = {rating.ticket_id: rating for rating in Rating.objects.filter(ticket__in=ids).order_by("closing_id")}
    comments = comments_of([rating.pk for rating in ratings.values()])
    names = {admin.pk: admin.display_name for admin in Admin.objects.all()}
    rows: list[Row] = []
    for ticket in tickets:
        rating = ratings.get(ticket.pk)
        rows.append(
            [
                *_ticket_cells(ticket, lives.get(ticket.pk, {}), names, language),
                rating.value if rating else None,
                comments.get(rating.pk, "") if rating else "",
            ]
        )
    return rows


def _ticket_cells(ticket: Ticket, life: dict[str, Any], names: dict[int, str], language: str) -> list[Any]:
    """Return all but the rating. How long it took is told of a closed ticket only."""
    closed = ticket.is_closed
    return [
        ticket.number,
        ticket.get_status_display(),
        ticket.category.name(language),
        f"{ticket.user.first_name} {ticket.user.last_name}".strip(),
        ticket.user.username,
        ticket.created_at,
        _seconds(life.get("first_response")),
        ticket.closed_at,
        life.get("reopened", 0),
        _seconds(life.get("resolution")) if closed else None,
        _seconds(life.get("full_resolution")) if closed else None,
        ticket.admin.display_name if ticket.admin else "",
        names.get(life.get("answered_by") or 0, ""),
        int(life.get("messages_in", 0)),
        int(life.get("messages_out", 0)),
    ]


def _lives(ids: list[int]) -> dict[int, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(LIVES, [ids])
        columns = [column[0] for column in cursor.description]
        lives = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return {life["ticket_id"]: life for life in lives}


def _seconds(time: timedelta | None) -> float | None:
    return None if time is None else seconds(time)
