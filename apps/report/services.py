"""Counts of what admins did, from events."""

from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.ticket.models import Event
from core.errors import Forbidden


def count_activity(*, actor: Actor) -> dict[str, dict[str, int]]:
    """Return the admin's own answers and closings: today (in the desk's time zone) and in the last seven days."""
    if actor.admin is None:
        raise Forbidden("person_required" if actor.is_service else "forbidden")
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "today": _counts(actor.admin, today),
        "week": _counts(actor.admin, today - timedelta(days=6)),
    }


def _counts(admin: Admin, since: datetime) -> dict[str, int]:
    acts = (Event.Act.ANSWERED, Event.Act.CLOSED)
    counted = Event.objects.filter(admin=admin, act__in=acts, created_at__gte=since)
    return counted.aggregate(
        answered=Count("pk", filter=Q(act=Event.Act.ANSWERED)), closed=Count("pk", filter=Q(act=Event.Act.CLOSED))
    )
