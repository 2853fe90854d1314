"""How the messages of a ticket fare on their way to the person."""

from datetime import datetime

from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Ticket
from apps.ticket.services.transcript.entries import Way


def ways_of(ticket: Ticket, since: datetime | None) -> dict[int, Way]:
    """Return how the way of each message stands that went out since a moment; the last attempt says it."""
    chat_id = ticket.user.telegram_id
    is_blocked = Chat.objects.filter(chat_id=chat_id, blocked_at__isnull=False).exists()
    rows = Delivery.objects.filter(ticket_ref=ticket.pk, chat_id=chat_id, kind=Delivery.Kind.CONTENT)
    if since:
        rows = rows.filter(created_at__gte=since)
    ways: dict[int, Way] = {}
    for row in rows.order_by("pk"):
        state = "blocked" if is_blocked and row.state == Delivery.State.PENDING else row.state
        ways |= {content["message"]: Way(state=state, error=row.error) for content in row.data["contents"]}
    return ways
