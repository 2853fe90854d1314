"""One press of *Send* is taken once, however often the browser has to send it."""

import uuid

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.ticket.models import Message, Submission
from core.errors import Conflict


class SentBefore(Exception):
    """The same submission came at the same moment, and was quicker."""


def messages_of(actor: Actor, ticket_id: int, key: uuid.UUID) -> list[Message] | None:
    """Return what the submission became; None where it is new. A key that stands for anything else is refused."""
    submission = Submission.objects.filter(pk=key).first()
    if submission is None:
        return None
    rows = Message.objects.visible_to(actor).filter(pk__in=submission.messages, ticket=ticket_id)
    messages = list(rows.order_by("pk"))
    is_own = actor.admin is not None and submission.admin_id == actor.admin.pk
    if not is_own or len(messages) != len(submission.messages):
        raise Conflict("conflict")
    return messages


def claim(admin: Admin, key: uuid.UUID) -> Submission:
    """Write down the submission, in the transaction that stores its messages. Of two at once the second waits here."""
    submission, is_new = Submission.objects.get_or_create(key=key, defaults={"admin": admin})
    if not is_new:
        raise SentBefore
    return submission


def keep_messages(submission: Submission, messages: list[Message]) -> None:
    """Say what the submission became."""
    submission.messages = [message.pk for message in messages]
    submission.save(update_fields=["messages"])
