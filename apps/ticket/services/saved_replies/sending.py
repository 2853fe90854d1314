"""Answering a ticket with a saved reply."""

from django.db import transaction

from apps.admin.actors import Actor
from apps.ticket.models import Message
from apps.ticket.services.conversation import answer_ticket, require_answerable
from apps.ticket.services.lifecycle import locked
from apps.ticket.services.saved_replies.catalogue import as_one, file_contents, rendered, reply_for


@transaction.atomic
def send_saved_reply(*, actor: Actor, ticket_id: int, reply_id: int, takeover: bool = False) -> list[Message]:
    """Answer with a reply that fits the ticket: its words in the person's language, its files as one album."""
    ticket = locked(actor, ticket_id)
    admin = require_answerable(actor, ticket, takeover=takeover)
    reply = reply_for(actor, ticket, reply_id)
    messages: list[Message] = []
    for content in as_one(rendered(reply, ticket, admin).text, file_contents(reply)):
        # Whom the first part took the ticket from needs no second asking.
        messages.append(
            answer_ticket(actor=actor, ticket_id=ticket_id, content=content, takeover=takeover or bool(messages))
        )
    return messages
