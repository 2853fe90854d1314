"""Takes what became of deliveries, and tells their senders what did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from apps.admin.actors import SYSTEM, Actor
from apps.admin.models import Admin
from apps.delivery.models import Delivery
from apps.delivery.services.enqueue import Draft, enqueue, hold_chats
from apps.delivery.services.outcomes import Outcome, Result, record_outcomes
from apps.ticket.models import Attachment, Event, Message, Ticket
from apps.ticket.services.announce import notice_to_admin, notice_to_user
from apps.ticket.services.journal import record
from apps.ticket.services.quotes import deliveries_of
from core.errors import Conflict, NotFound

# Results after which somebody may have to be told; RETRY is one when its day is over.
TROUBLE = {Result.BLOCKED, Result.REFUSED, Result.RETRY}


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """The file_id that an operator's upload was given when it was sent the first time."""

    attachment_id: int
    file_id: str
    file_unique_id: str


@transaction.atomic
def report_outcomes(*, bot_id: int, outcomes: Sequence[Outcome], files: Sequence[SentFile] = ()) -> list[Delivery]:
    """Store a batch of reports and return the next row of each chat that finished one."""
    for file in files:
        Attachment.objects.filter(pk=file.attachment_id, file_id="").update(
            bot_id=bot_id, file_id=file.file_id, file_unique_id=file.file_unique_id
        )
    _hold_chats(outcomes)
    recorded = record_outcomes(bot_id=bot_id, outcomes=outcomes)
    for row in recorded.untold:
        for unsent in _blocked_with(row) if row.state == Delivery.State.PENDING else [row]:
            _tell_sender(unsent)
    return recorded.following


def _blocked_with(row: Delivery) -> QuerySet[Delivery]:
    """Return the answers that wait in the blocked chat: at its head may be a notice, and they behind it."""
    own = Ticket.objects.filter(user__telegram_id=row.chat_id).values("pk")
    answers = Delivery.objects.filter(chat=row.chat_id, ticket_ref__in=own, kind=Delivery.Kind.CONTENT)
    return answers.filter(state=Delivery.State.PENDING).order_by("id")


def _hold_chats(outcomes: Sequence[Outcome]) -> None:
    """Hold the reported chats together with those whose people may have to be told (see hold_chats)."""
    troubled = [outcome.delivery_id for outcome in outcomes if outcome.result in TROUBLE]
    if not troubled:
        return
    reported = Delivery.objects.filter(pk__in=[outcome.delivery_id for outcome in outcomes])
    chats = reported.filter(pk__in=troubled).values("chat_id")
    unsent = Delivery.objects.filter(chat__in=chats, state=Delivery.State.PENDING)
    tickets = Ticket.objects.filter(pk__in=unsent.values("ticket_ref"))
    writers = Admin.objects.filter(messages__ticket__in=tickets).exclude(telegram_id=None)
    hold_chats(
        {
            *reported.values_list("chat_id", flat=True),
            *tickets.values_list("user__telegram_id", flat=True),
            *(writer.telegram_id for writer in writers.distinct() if writer.telegram_id),
        }
    )


def _tell_sender(row: Delivery) -> None:
    said = _first_words(row)
    if said is None or row.ticket_ref is None:
        return
    ticket = Ticket.objects.with_people().get(pk=row.ticket_ref)
    message = Message.objects.select_related("admin", "user").get(pk=said)
    is_blocked = row.state == Delivery.State.PENDING
    if not is_blocked:
        record(Event.Act.DELIVERY_FAILED, SYSTEM, ticket, delivery=row.pk, message=message.pk, error=row.error)
    to_user = row.chat_id == ticket.user.telegram_id
    if to_user and message.admin:
        enqueue(_admin_notice(message.admin, ticket, message, row, is_blocked=is_blocked))
    elif not to_user and message.admin is None and not _reaches_somebody(message):
        enqueue([notice_to_user(ticket.user, "not_delivered", ticket, message, number=ticket.number)])


def _first_words(row: Delivery) -> int | None:
    """Return the first message that the row carries; None where it only tells of something."""
    if row.kind == Delivery.Kind.CONTENT:
        return int(row.data["contents"][0]["message"])
    return row.message_ref if row.kind == Delivery.Kind.CARD else None


def _reaches_somebody(message: Message) -> bool:
    """Tell whether a row brought the message to one of the staff, or still may."""
    return deliveries_of(message).exclude(state=Delivery.State.FAILED).exists()


def _admin_notice(admin: Admin, ticket: Ticket, message: Message, row: Delivery, *, is_blocked: bool) -> list[Draft]:
    facts = {"ticket": ticket.pk, "number": ticket.number}
    if is_blocked:
        return notice_to_admin(admin, "delivery_blocked", ticket, message, name=ticket.user.first_name, **facts)
    return notice_to_admin(
        admin, "delivery_failed", ticket, message, error=row.error, delivery=row.pk, can_retry=True, **facts
    )


@transaction.atomic
def retry_delivery(*, actor: Actor, delivery_id: int) -> Delivery:
    """Send a failed row once more, as a new row at the end of its chat's queue."""
    row = Delivery.objects.select_for_update().filter(pk=delivery_id, kind=Delivery.Kind.CONTENT).first()
    ticket = Ticket.objects.worked_by(actor).filter(pk=row.ticket_ref or 0).first() if row else None
    if row is None or ticket is None:
        raise NotFound
    again = Delivery.objects.filter(chat=row.chat_id, ticket_ref=row.ticket_ref, data__retry_of=row.pk)
    if row.state != Delivery.State.FAILED or again.exists():
        raise Conflict("not_failed")
    enqueue(
        [
            Draft(
                chat_id=row.chat_id,
                language=row.language,
                kind=Delivery.Kind.CONTENT,
                data={**row.data, "retry_of": row.pk},
                ticket_ref=row.ticket_ref,
                message_ref=row.message_ref,
                album=row.album,
                reply_to_message_id=row.reply_to_message_id,
                quotes=row.quotes,
                quoted_ref=row.data.get("quoted_ref"),
            )
        ]
    )
    record(Event.Act.DELIVERY_RETRIED, actor, ticket, delivery=row.pk)
    return row


def retry_message(*, actor: Actor, message_id: int) -> Delivery:
    """The same for what brought a message to the person, named by the message."""
    message = Message.objects.visible_to(actor).select_related("user").filter(pk=message_id).first()
    if message is None:
        raise NotFound
    row = deliveries_of(message).filter(chat_id=message.user.telegram_id, kind=Delivery.Kind.CONTENT).last()
    if row is None or message.deleted_at:
        raise Conflict("not_failed")
    return retry_delivery(actor=actor, delivery_id=row.pk)
