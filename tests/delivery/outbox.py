"""Rows for a chat without a conversation around them: the outbox alone."""

from django.utils import timezone

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.enqueue import Draft, enqueue

A, B, C = 501, 502, 503


def notice(chat_id: int, code: str = "ticket_opened") -> Draft:
    return Draft(chat_id=chat_id, language="uz", kind=Delivery.Kind.NOTICE, data={"code": code})


def picture(chat_id: int, ref: int, album: str = "1:7", ticket: int | None = 1) -> Draft:
    """Return a member of an album."""
    data = {"contents": [{"kind": "photo", "message": ref}], "header": None}
    kind = Delivery.Kind.CONTENT
    return Draft(chat_id=chat_id, language="uz", kind=kind, data=data, album=album, ticket_ref=ticket)


def put(*chat_ids: int) -> list[Delivery]:
    """Queue a notice for each of the chats, in that order; return the rows."""
    known = Delivery.objects.count()
    enqueue([notice(chat_id, f"notice {known + number}") for number, chat_id in enumerate(chat_ids)])
    return list(Delivery.objects.order_by("id"))[known:]


def refreshed(row: Delivery) -> Delivery:
    return Delivery.objects.select_related("chat").get(pk=row.pk)


def is_due(chat_id: int) -> bool:
    chat = Chat.objects.get(chat_id=chat_id)
    return chat.due_at is not None and chat.due_at <= timezone.now()
