"""Puts rows into the outbox, inside the transaction of the fact that causes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from apps.delivery.models import Chat, Delivery
from apps.delivery.signals import reachability_changed
from core.request_id import current_request_id

# An album has no end mark: its row waits this long after the last member that arrived.
ALBUM_HOLD = timedelta(seconds=1)
ALBUM_LIMIT = 10

# The chat keeps the time of the row at its head, and the lock on it gives its rows ids in the order of commits.
# The time is the database's, which comes back with it: backends whose clocks differ agree on when a row may go.
TOUCH_CHATS = """
    INSERT INTO delivery_chat (chat_id, due_at)
    SELECT unnest(%(chats)s::bigint[]), statement_timestamp()
    ON CONFLICT (chat_id) DO UPDATE SET due_at = COALESCE(delivery_chat.due_at, EXCLUDED.due_at)
    RETURNING chat_id, blocked_at IS NOT NULL, statement_timestamp()
"""

# The same lock for a chat to which nothing may come of it in the end.
HOLD_CHATS = """
    INSERT INTO delivery_chat (chat_id)
    SELECT unnest(%(chats)s::bigint[])
    ON CONFLICT (chat_id) DO UPDATE SET due_at = delivery_chat.due_at
"""


@dataclass(kw_only=True)
class Draft:
    """A row to be: what must reach which chat."""

    chat_id: int
    language: str
    kind: Delivery.Kind
    data: dict[str, Any]
    ticket_ref: int | None = None
    message_ref: int | None = None
    album: str = ""
    target: Delivery | None = None
    reply_to_message_id: int | None = None
    quotes: Delivery | None = None
    # Which message of the quoted row is meant, where that row is an album.
    quoted_ref: int | None = None


def hold_chats(chat_ids: Iterable[int]) -> None:
    """Hold chats until the transaction ends: whoever changes waiting rows in place does it under this lock.

    An act that needs several chats in several steps holds all of them first and in one order, so that two such acts
    never wait for each other in a circle.
    """
    wanted = sorted(set(chat_ids))
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(HOLD_CHATS, {"chats": wanted})


def enqueue(drafts: Sequence[Draft]) -> set[int]:
    """Store the drafts in their order; returns the ids of those chats that are blocked for now."""
    if not drafts:
        return set()
    now, blocked = _touch({draft.chat_id for draft in drafts})
    rows: list[Delivery] = []
    for draft in drafts:
        if not (draft.album and (_grow(rows, draft) or _grow_album(draft, now))):
            rows.append(_row(draft, now))
    Delivery.objects.bulk_create(rows)
    return blocked


def _grow(rows: list[Delivery], draft: Draft) -> bool:
    """Add the draft's content to the row of its album in this batch; False where that has none."""
    row = next((row for row in reversed(rows) if (row.chat_id, row.album) == (draft.chat_id, draft.album)), None)
    if row is None or len(row.data["contents"]) >= ALBUM_LIMIT:
        return False
    row.data["contents"] += draft.data["contents"]
    return True


def _touch(chat_ids: Iterable[int]) -> tuple[datetime, set[int]]:
    # Sorted, so that two transactions that need the same chats never wait for each other in a circle.
    with connection.cursor() as cursor:
        cursor.execute(TOUCH_CHATS, {"chats": sorted(chat_ids)})
        touched = cursor.fetchall()
    return touched[0][2], {chat_id for chat_id, is_blocked, _ in touched if is_blocked}


def _row(draft: Draft, now: datetime) -> Delivery:
    return Delivery(
        chat_id=draft.chat_id,
        language=draft.language,
        kind=draft.kind,
        data={**draft.data, "quoted_ref": draft.quoted_ref} if draft.quoted_ref else draft.data,
        ticket_ref=draft.ticket_ref,
        message_ref=draft.message_ref,
        album=draft.album,
        target=draft.target,
        reply_to_message_id=draft.reply_to_message_id,
        quotes=draft.quotes,
        not_before=now + ALBUM_HOLD if draft.album else now,
        request_id=current_request_id(),
    )


def _grow_album(draft: Draft, now: datetime) -> bool:
    """Add the draft's content to the row of its album, unless that one is being sent already."""
    row = (
        Delivery.objects.filter(
            chat_id=draft.chat_id,
            album=draft.album,
            kind=draft.kind,
            ticket_ref=draft.ticket_ref,
            state=Delivery.State.PENDING,
            attempts=0,
        )
        .order_by("-id")
        .first()
    )
    if row is None or len(row.data["contents"]) >= ALBUM_LIMIT:
        return False
    row.data["contents"] += draft.data["contents"]
    row.not_before = now + ALBUM_HOLD
    row.save(update_fields=["data", "not_before"])
    return True


def is_blocked(chat_id: int | None) -> bool:
    """Tell whether nothing reaches the chat for now: its person blocked the bot, or never started it."""
    return Chat.objects.filter(chat_id=chat_id or 0, blocked_at__isnull=False).exists()


def all_blocked(chat_ids: Iterable[int]) -> bool:
    """Tell whether nothing reaches any of these chats for now; of none nothing is reached either."""
    wanted = set(chat_ids)
    return Chat.objects.filter(chat_id__in=wanted, blocked_at__isnull=False).count() == len(wanted)


def unblock_chat(chat_id: int) -> None:
    """Let the rows of a chat go out again: its person came back."""
    if Chat.objects.filter(chat_id=chat_id, blocked_at__isnull=False).update(blocked_at=None):
        reachability_changed.send(Chat, chat_id=chat_id, reachable=True)


def set_language_of_waiting(*, chat_id: int, language: str) -> None:
    """Say what still waits for that chat in another language: its person turned out to read that one."""
    Delivery.objects.filter(chat_id=chat_id, state=Delivery.State.PENDING).update(language=language)


@transaction.atomic
def set_reachability(*, chat_id: int, reachable: bool) -> None:
    """Note that a person blocked the bot, or let it in again."""
    if reachable:
        unblock_chat(chat_id)
        return
    chat, _ = Chat.objects.select_for_update().get_or_create(chat_id=chat_id)
    if chat.blocked_at is None:
        Chat.objects.filter(pk=chat.pk).update(blocked_at=Now())
        reachability_changed.send(Chat, chat_id=chat_id, reachable=False)
