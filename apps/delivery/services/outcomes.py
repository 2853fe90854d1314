"""Takes a bot's word of what became of a row, and gives it the next row of that chat."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from apps.delivery.models import Chat, Delivery, SentMessage
from apps.delivery.services.changes import store_chats, store_rows
from apps.delivery.services.lease import LEASE, lease_heads
from apps.delivery.signals import reachability_changed

TRY_FOR = timedelta(hours=24)
LONGEST_PAUSE = timedelta(minutes=5)


class Result(StrEnum):
    """What Telegram did with a row."""

    SENT = "sent"
    PART = "part"
    FLOOD = "flood"
    RETRY = "retry"
    BLOCKED = "blocked"
    REFUSED = "refused"
    # The bot did not come to it, or stops: another goes on at once.
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True)
class SentPart:
    """One Telegram message that came of a row; `ref` is the stored message that it shows."""

    message_id: int
    ref: int | None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A bot's report of one attempt. `retry_after` is in seconds."""

    delivery_id: int
    lease: uuid.UUID
    result: Result
    messages: Sequence[SentPart] = ()
    retry_after: int = 0
    error: str = ""


@dataclass
class Recorded:
    """What the reports led to: the rows to send next, and the rows whose sender must be told."""

    following: list[Delivery] = field(default_factory=list)
    untold: list[Delivery] = field(default_factory=list)


@transaction.atomic(savepoint=False)
def record_outcomes(*, bot_id: int, outcomes: Sequence[Outcome]) -> Recorded:
    """Store a batch of reports; a report under a lease that ran out is believed but not answered with a next row."""
    ids = [outcome.delivery_id for outcome in outcomes]
    now, chats = _held_chats(ids)
    rows = {row.pk: row for row in Delivery.objects.filter(pk__in=ids)}
    reachable = [chat for chat in chats.values() if chat.blocked_at is None]
    recorded, finished, leases = Recorded(), [], {}
    for outcome in outcomes:
        row = rows.get(outcome.delivery_id)
        if row is None:
            continue
        fresh = _unknown_parts(row, outcome)
        row.sent += fresh
        chat = chats[row.chat_id]
        holds = chat.lease == outcome.lease
        if outcome.result == Result.PART and outcome.messages and not fresh:
            # The answer to the first report was lost: the part was counted then.
            continue
        if row.state == Delivery.State.PENDING and (holds or outcome.result == Result.SENT):
            _apply(row, chat, outcome, now)
            if row.state == Delivery.State.FAILED or outcome.result == Result.BLOCKED:
                recorded.untold.append(row)
        if holds and outcome.result in {Result.SENT, Result.REFUSED}:
            finished.append(chat)
            leases[chat.chat_id] = outcome.lease
    _store(bot_id, outcomes, list(rows.values()))
    # Those that finished a row are stored with the next one's lease.
    store_chats([chat for chat in chats.values() if chat.chat_id not in leases])
    _announce_blocks(reachable)
    for lease in set(leases.values()):
        own = [chat for chat in finished if leases[chat.chat_id] == lease]
        recorded.following += lease_heads(own, lease, now)
    return recorded


def _held_chats(delivery_ids: Sequence[int]) -> tuple[datetime, dict[int, Chat]]:
    """Return the database's time, and the locked chats of the rows. Without a chat there is nothing to date."""
    reported = Chat.objects.filter(chat_id__in=Delivery.objects.filter(pk__in=delivery_ids).values("chat_id"))
    held = list(reported.annotate(now=Now()).order_by("chat_id").select_for_update())
    return held[0].now if held else timezone.now(), {chat.chat_id: chat for chat in held}


def _announce_blocks(were_reachable: Sequence[Chat]) -> None:
    for chat in were_reachable:
        if chat.blocked_at is not None:
            reachability_changed.send(Chat, chat_id=chat.chat_id, reachable=False)


def _unknown_parts(row: Delivery, outcome: Outcome) -> list[dict[str, int | None]]:
    """Return what the report adds to the row: a bot whose answer was lost tells the same again."""
    known = {part["message_id"] for part in row.sent}
    return [
        {"message_id": part.message_id, "ref": part.ref} for part in outcome.messages if part.message_id not in known
    ]


def _apply(row: Delivery, chat: Chat, outcome: Outcome, now: datetime) -> None:
    row.error = outcome.error
    match outcome.result:
        case Result.SENT:
            row.state, row.finished_at = Delivery.State.SENT, now
        case Result.PART:
            row.parts_done += 1
            chat.leased_until = now + LEASE
        case Result.REFUSED:
            row.state, row.finished_at = Delivery.State.FAILED, now
        case Result.FLOOD:
            _release(chat, now + timedelta(seconds=max(1, outcome.retry_after)))
        case Result.RETRY if row.first_tried_at and now - row.first_tried_at > TRY_FOR:
            row.state, row.finished_at = Delivery.State.FAILED, now
            _release(chat, now)
        case Result.RETRY:
            _release(chat, now + min(LONGEST_PAUSE, timedelta(seconds=2 ** min(row.attempts, 10) / 2)))
        case Result.RETURNED:
            _release(chat, now)
        case Result.BLOCKED:
            row.first_tried_at = None
            chat.blocked_at = now
            _release(chat, now)


def _release(chat: Chat, due_at: datetime) -> None:
    chat.lease, chat.leased_until, chat.due_at = None, None, due_at


def _store(bot_id: int, outcomes: Sequence[Outcome], rows: list[Delivery]) -> None:
    store_rows(rows)
    chat_of = {row.pk: row.chat_id for row in rows}
    SentMessage.objects.bulk_create(
        [
            SentMessage(
                bot_id=bot_id,
                chat_id=chat_of[outcome.delivery_id],
                message_id=part.message_id,
                delivery_id=outcome.delivery_id,
                message_ref=part.ref,
            )
            for outcome in outcomes
            if outcome.delivery_id in chat_of
            for part in outcome.messages
        ],
        ignore_conflicts=True,
    )
