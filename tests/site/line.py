"""The queue as a test holds it: who waits in it, and what an operator's page shows of it."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.admin.models import Category
from apps.ticket.models import Message, Ticket
from apps.user.models import TelegramUser

PAGE = reverse("admin:ticket_ticket_changelist")
LIVE = reverse("admin:ticket_ticket_queue_live")


def queue(client: Client, **query: Any) -> Any:
    answer = client.get(PAGE, query)
    assert answer.status_code == 200
    return answer.context["queue"]


def shown(client: Client, **query: Any) -> list[int]:
    """Return the numbers of the shown tickets, in order."""
    return [row.ticket.number for row in queue(client, **query).rows]


def row_of(client: Client, ticket: Ticket) -> Any:
    return next(row for row in queue(client, tab="all").rows if row.ticket == ticket)


def waiting(category: Category, minutes: int | None, name: str = "Kim", **fields: Any) -> Ticket:
    """Put a ticket into the queue whose asker has waited that long, or not at all."""
    now = timezone.now()
    number = TelegramUser.objects.count() + 700_000
    user = TelegramUser.objects.create(telegram_id=number, first_name=name)
    since = None if minutes is None else now - timedelta(minutes=minutes)
    kept = {"waiting_since": since, "last_message_at": since or now, "created_at": now, "last_text": "Salom", **fields}
    ticket = Ticket.objects.create(user=user, category=category, **kept)
    ticket.refresh_from_db()
    Message.objects.create(ticket=ticket, user=user, kind="text", text="Salom", created_at=kept["last_message_at"])
    return ticket
