"""A ticket that waits too long is announced once more."""

from django.db import transaction
from django.db.models import F, Q

from apps.admin.actors import SYSTEM
from apps.admin.models import Admin
from apps.admin.services.settings import desk_settings
from apps.delivery.services.enqueue import enqueue, is_blocked
from apps.ticket.models import Event, Ticket
from apps.ticket.services.announce import cards, on_duty_for, staff_of
from apps.ticket.services.journal import record
from core import clock


@transaction.atomic
def announce_overdue() -> int:
    """Announce every ticket whose user has waited longer than the setting, once per waiting; returns how many."""
    now = clock.now()
    untold = Q(reminded_at=None) | Q(reminded_at__lt=F("waiting_since"))
    overdue = Ticket.objects.filter(untold, waiting_since__lte=now - desk_settings().waiting_reminder).order_by("pk")
    tickets = overdue.held(skip_locked=True, limit=50)
    drafts = []
    for ticket in tickets:
        ticket.reminded_at = now
        ticket.save(update_fields=["reminded_at"])
        record(Event.Act.REMINDED, SYSTEM, ticket)
        drafts += cards(_hearers(ticket), ticket, "waiting")
    enqueue(drafts)
    return len(tickets)


def _hearers(ticket: Ticket) -> list[Admin]:
    """Return who is reminded: the category where the holder cannot be reached, so that somebody hears of it."""
    reached = [admin for admin in staff_of(ticket) if not is_blocked(admin.telegram_id)]
    return reached or on_duty_for(ticket)
