"""A courier without Telegram: it leases and reports like the bot, and its messages get ids of Telegram's counter."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.lease import lease_deliveries
from apps.delivery.services.outcomes import Outcome, Result, SentPart
from apps.ticket.services.outcomes import report_outcomes
from tests.personas import BOT_ID, Persona, message_ids


def lease(limit: int = 200) -> dict[int, Delivery]:
    """Lease what is due; the rows by their chats."""
    return {row.chat_id: row for row in lease_deliveries(limit=limit)}


def report(row: Delivery, result: Result, *, under: uuid.UUID | None = None, **details: Any) -> list[Delivery]:
    """Report one attempt under the row's lease, or under another; return the rows that follow."""
    held = under or row.chat.lease
    assert held is not None
    outcome = Outcome(delivery_id=row.pk, lease=held, result=result, **details)
    return report_outcomes(bot_id=BOT_ID, outcomes=[outcome])


def sent(row: Delivery, **details: Any) -> list[Delivery]:
    """Report that the row was sent whole."""
    return report(row, Result.SENT, messages=becomes(row), **details)


def becomes(row: Delivery) -> Sequence[SentPart]:
    """Return the Telegram messages that the row becomes: one for each content, a card or a notice being one."""
    if row.kind == Delivery.Kind.CONTENT:
        return [SentPart(message_id=next(message_ids), ref=content["message"]) for content in row.data["contents"]]
    if row.kind in {Delivery.Kind.CARD, Delivery.Kind.NOTICE}:
        return [SentPart(message_id=next(message_ids), ref=row.message_ref)]
    return []


def deliver() -> list[Delivery]:
    """Let everything that is queued arrive; return the rows in the order of their sending."""
    arrived: list[Delivery] = []
    while rows := due_now():
        while rows:
            row = rows.pop()
            arrived.append(row)
            rows += sent(row)
    return arrived


def due_now() -> list[Delivery]:
    """Lease all that waits, as if the time that albums and pauses are held had passed."""
    pass_time(timedelta(hours=1))
    return lease_deliveries(limit=200)


def pass_time(span: timedelta) -> None:
    """Move everything that the outbox has noted into the past, by as much as shall have passed."""
    Delivery.objects.update(
        not_before=F("not_before") - span,
        first_tried_at=F("first_tried_at") - span,
        created_at=F("created_at") - span,
    )
    Chat.objects.update(
        due_at=F("due_at") - span, leased_until=F("leased_until") - span, blocked_at=F("blocked_at") - span
    )


def block(persona: Persona) -> None:
    """Let Telegram have said 403 for the person's chat."""
    Chat.objects.update_or_create(chat_id=persona.telegram_id, defaults={"blocked_at": timezone.now()})
