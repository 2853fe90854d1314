"""Finds what a Telegram message stands for, and where a stored message stands in a chat."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import Now

from apps.delivery.models import Chat, Delivery, SentMessage
from apps.ticket.models import Message, Ticket
from apps.ticket.services.contents import Source
from core.errors import Conflict


@dataclass(frozen=True)
class Replied:
    """What somebody replied to: a ticket, and the message of it where it was one.

    `closing` is the event whose rating the bot asked a comment on, where that question was replied to.
    """

    ticket: Ticket | None
    message: Message | None
    closing: int | None = None


def find_replied(source: Source, reply_to_message_id: int | None) -> Replied:
    """Return what the replied message of that chat stands for: it was sent to the chat, or written in it.

    One that a bot may have sent and not told of yet is refused as `not_told_yet`, so that the reply is brought again.
    """
    if reply_to_message_id is None:
        return Replied(None, None)
    place = {"bot_id": source.bot_id, "chat_id": source.chat_id, "message_id": reply_to_message_id}
    sent = SentMessage.objects.filter(**place).select_related("delivery").first()
    if sent:
        ticket = _ticket(sent.delivery.ticket_ref)
        message = Message.objects.filter(pk=sent.message_ref).first() if sent.message_ref else None
        asks_comment = sent.delivery.data.get("code") == "rating_thanks"
        return Replied(ticket, message, sent.delivery.data["closing"] if asks_comment else None)
    message = Message.objects.filter(**place).first()
    if message is None and _may_be_untold(source, reply_to_message_id):
        raise Conflict("not_told_yet")
    return Replied(_ticket(message.ticket_id if message else None), message)


def _may_be_untold(source: Source, message_id: int) -> bool:
    """Tell whether a bot has a row of the chat in hand, and has told of nothing that it sent there later.

    A chat's rows go out one after the other, each told of before the next: what came before a message that we know
    of would be known too.
    """
    later = SentMessage.objects.filter(bot_id=source.bot_id, chat_id=source.chat_id, message_id__gt=message_id)
    in_hand = Chat.objects.filter(chat_id=source.chat_id, lease__isnull=False, leased_until__gt=Now())
    return in_hand.exclude(Exists(later)).exists()


def _ticket(ticket_id: int | None) -> Ticket | None:
    return Ticket.objects.with_people().filter(pk=ticket_id).first() if ticket_id else None


def quote_in(chat_id: int, message: Message | None) -> dict[str, Any]:
    """Return how a draft for the chat quotes the message: fields of a Draft, empty where it never stood there."""
    if message is None:
        return {}
    if message.chat_id == chat_id:
        return {"reply_to_message_id": message.message_id}
    carrier = deliveries_of(message).filter(chat_id=chat_id).exclude(state=Delivery.State.FAILED).last()
    return {"quotes": carrier, "quoted_ref": message.pk} if carrier else {}


def deliveries_of(message: Message) -> QuerySet[Delivery]:
    """Return the rows that carry the message to chats: its own, or its album's."""
    carriers = Q(message_ref=message.pk)
    if message.media_group_id:
        carriers |= Q(album=f"{message.bot_id}:{message.media_group_id}", ticket_ref=message.ticket_id)
    kinds = [Delivery.Kind.CONTENT, Delivery.Kind.CARD]
    return Delivery.objects.filter(carriers, kind__in=kinds).order_by("id")
