"""Shows a ticket again, to its staff and to the one who asked; what is shown can be replied to like the first time."""

from dataclasses import dataclass

from django.db import transaction

from apps.admin.actors import Actor
from apps.delivery.models import Delivery, SentMessage
from apps.delivery.services.enqueue import Draft, enqueue
from apps.ticket.models import Message, Ticket
from apps.ticket.services.announce import card, content_draft, header_of, mark_rows, own_card
from apps.ticket.services.lifecycle import locked, require_staff

PAGE = 10


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How many messages are on their way, and before which one the earlier ones begin (None: that was all)."""

    count: int
    more: int | None


@transaction.atomic
def show_ticket(*, actor: Actor, ticket_id: int, before: int | None = None) -> Shown:
    """Send a page of the ticket's messages to its reader, oldest first, and its card. Notes are for the staff only."""
    ticket = locked(actor, ticket_id)
    is_own = actor.user is not None and ticket.user_id == actor.user.pk
    messages = Message.objects.filter(ticket=ticket, deleted_at=None).select_related("admin", "user", "attachment")
    if is_own:
        messages = messages.exclude(kind=Message.Kind.NOTE)
        last: Draft | None = own_card(actor, ticket)
    else:
        admin = require_staff(actor, ticket)
        last = card(admin, ticket, "shown") if admin.telegram_id else None
    if before is not None:
        messages = messages.filter(pk__lt=before)
    page = list(messages.select_related("reply_to").order_by("-id")[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    page = page[:PAGE][::-1]
    if last is not None:
        headers = [header_of(message, ticket, history=True) for message in page]
        drafts = [
            content_draft(last.chat_id, last.language, message, header)
            for message, header in zip(page, headers, strict=True)
        ]
        enqueue([*drafts, last])
    return Shown(count=len(page), more=more)


@transaction.atomic
def refresh_card(*, actor: Actor, ticket_id: int, bot_id: int | None, telegram_message_id: int | None) -> Ticket:
    """Bring the card that stands at that message of the admin's chat up to date; without one, send a new card."""
    ticket = locked(actor, ticket_id)
    admin = require_staff(actor, ticket)
    if admin.telegram_id is None:
        return ticket
    sent = SentMessage.objects.filter(chat_id=admin.telegram_id, message_id=telegram_message_id or 0)
    if bot_id is not None:
        sent = sent.filter(bot_id=bot_id)
    carrier = sent.filter(delivery__kind=Delivery.Kind.CARD, delivery__ticket_ref=ticket.pk).first()
    if carrier:
        mark_rows(ticket, [carrier.delivery])
    else:
        enqueue([card(admin, ticket, "shown")])
    return ticket
