"""Gives due rows to a bot: one per chat, and the chat to that bot alone until its lease runs out.

All times are the database's: backends whose clocks differ agree on whose turn it is, and when.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, prefetch_related_objects
from django.db.models.functions import Coalesce, Now

from apps.delivery.models import Chat, Delivery
from apps.delivery.services.changes import store_chats

# What a killed bot had in hand goes on after this; one that lives renews its leases several times meanwhile.
LEASE = timedelta(seconds=20)
NEEDS_TARGET = (Delivery.Kind.EDIT, Delivery.Kind.DELETE, Delivery.Kind.MARK)
# Locked in the order of their ids, like everywhere else. One that ran out is renewed while nobody else has the chat.
RENEW_LEASES = """
    WITH held AS (
        SELECT chat.chat_id FROM delivery_chat AS chat
        JOIN unnest(%(chats)s::bigint[], %(leases)s::uuid[]) AS mine(chat_id, lease)
            ON chat.chat_id = mine.chat_id AND chat.lease = mine.lease
        ORDER BY chat.chat_id
        FOR NO KEY UPDATE OF chat
    )
    UPDATE delivery_chat AS chat SET leased_until = clock_timestamp() + %(seconds)s * interval '1 second'
    FROM held WHERE chat.chat_id = held.chat_id
    RETURNING chat.chat_id
"""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A chat that a bot believes to hold, and by which lease."""

    chat_id: int
    lease: uuid.UUID


@transaction.atomic
def lease_deliveries(*, limit: int) -> list[Delivery]:
    """Lease up to `limit` chats that are due and return the first row of each."""
    free = Chat.objects.filter(due_at__lte=Now(), blocked_at=None).exclude(leased_until__gt=Now())
    chats = list(free.annotate(now=Now()).order_by("due_at").select_for_update(skip_locked=True)[:limit])
    return lease_heads(chats, uuid.uuid4(), chats[0].now) if chats else []


def renew_leases(held: Sequence[Held]) -> list[int]:
    """Keep the chats for those who have them in hand; returns the ids of those that they have lost."""
    chats, leases = [one.chat_id for one in held], [str(one.lease) for one in held]
    with connection.cursor() as cursor:
        cursor.execute(RENEW_LEASES, {"chats": chats, "leases": leases, "seconds": LEASE.total_seconds()})
        kept = {chat_id for (chat_id,) in cursor.fetchall()}
    return [one.chat_id for one in held if one.chat_id not in kept]


def lease_heads(chats: Iterable[Chat], lease: uuid.UUID, now: datetime) -> list[Delivery]:
    """Lease locked chats for their first waiting rows; a chat without a due row is released."""
    chats = list(chats)
    heads = waiting_heads([chat.chat_id for chat in chats])
    due = {chat_id: head for chat_id, head in heads.items() if head.not_before <= now}
    for chat in chats:
        head = heads.get(chat.chat_id)
        chat.due_at = head.not_before if head else None
        is_due = chat.chat_id in due
        chat.lease, chat.leased_until = (lease, now + LEASE) if is_due else (None, None)
    store_chats(chats)
    by_id = {chat.chat_id: chat for chat in chats}
    for head in due.values():
        head.attempts += 1
        head.chat = by_id[head.chat_id]
    Delivery.objects.filter(pk__in=[head.pk for head in due.values()]).update(
        attempts=F("attempts") + 1, first_tried_at=Coalesce("first_tried_at", now)
    )
    return list(due.values())


def waiting_heads(chat_ids: list[int]) -> dict[int, Delivery]:
    """Return the first waiting row of each chat. One that follows a message that never came is dropped on the way."""
    heads: dict[int, Delivery] = {}
    while chat_ids:
        pending = Delivery.objects.filter(chat_id__in=chat_ids, state=Delivery.State.PENDING)
        rows = list(pending.order_by("chat_id", "id").distinct("chat_id"))
        # Few rows follow or quote another: those are looked up apart, and the rest is spared two joins.
        prefetch_related_objects([row for row in rows if row.target_id or row.quotes_id], "target", "quotes")
        needless = []
        for row in rows:
            if row.kind in NEEDS_TARGET and not (row.target and row.target.sent):
                needless.append(row)
            else:
                heads[row.chat_id] = row
        Delivery.objects.filter(pk__in=[row.pk for row in needless]).update(
            state=Delivery.State.CANCELLED, finished_at=Now()
        )
        chat_ids = [row.chat_id for row in needless]
    return heads
