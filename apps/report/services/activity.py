"""An admin's own work: today and in seven days, and what people thought of it."""

from dataclasses import asdict
from typing import Any

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.report.services.comments import comments_of
from apps.report.services.groups import NOW
from apps.report.services.measures import NO_COUNTS, measure
from apps.report.services.scope import Scope
from apps.report.services.summary import LIMIT_MS
from apps.ticket.models import Rating, Ticket
from core.errors import Forbidden
from core.periods import Period
from core.statements import statement_limit

RECENT = 5


def count_activity(*, actor: Actor) -> dict[str, Any]:
    """Return the admin's own work: today (in the desk's time zone), in the last seven days, and the latest ratings."""
    if actor.admin is None:
        raise Forbidden("person_required" if actor.is_service else "forbidden")
    with statement_limit(LIMIT_MS):
        return {
            "today": _work(actor.admin, Period.of_days(1)),
            "week": _work(actor.admin, Period.of_days(7)),
            "recent_ratings": _recent_ratings(actor, actor.admin),
        }


def _work(admin: Admin, period: Period) -> dict[str, Any]:
    """Count in all categories: whoever was unbound from one keeps what they did there."""
    measures = measure(period, Scope(admin=admin))
    counts, figures = measures.counts.get(NOW, NO_COUNTS), measures.figures(NOW)
    return {
        "answered": counts.answered,
        "closed": counts.closed,
        "first_response": asdict(figures.first_response),
        "ratings": asdict(figures.ratings),
    }


def _recent_ratings(actor: Actor, admin: Admin) -> list[dict[str, Any]]:
    """Return the latest ratings of the admin's work, of tickets that they still work on."""
    own = Rating.objects.filter(admin=admin, ticket__in=Ticket.objects.worked_by(actor)).select_related("ticket")
    ratings = list(own.order_by("-created_at", "-id")[:RECENT])
    comments = comments_of([rating.pk for rating in ratings])
    return [
        {
            "ticket": rating.ticket_id,
            "number": rating.ticket.number,
            "value": rating.value,
            "comment": comments.get(rating.pk, ""),
            "created_at": rating.created_at.isoformat(),
        }
        for rating in ratings
    ]
