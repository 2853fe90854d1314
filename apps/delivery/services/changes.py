"""Writes many changed rows at once.

The outbox does this for every message. Django's bulk_update builds an expression for each value of each row, which
costs several times what PostgreSQL needs for the whole statement.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from apps.delivery.models import Chat, Delivery

STORE_CHATS = """
    UPDATE delivery_chat AS chat
    SET due_at = new.due_at, lease = new.lease, leased_until = new.leased_until, blocked_at = new.blocked_at
    FROM jsonb_to_recordset(%s::jsonb) AS new(
        chat_id bigint, due_at timestamptz, lease uuid, leased_until timestamptz, blocked_at timestamptz
    )
    WHERE chat.chat_id = new.chat_id
"""
STORE_ROWS = """
    UPDATE delivery_delivery AS row
    SET state = new.state, error = new.error, parts_done = new.parts_done, sent = new.sent,
        first_tried_at = new.first_tried_at, finished_at = new.finished_at
    FROM jsonb_to_recordset(%s::jsonb) AS new(
        id bigint, state text, error text, parts_done integer, sent jsonb,
        first_tried_at timestamptz, finished_at timestamptz
    )
    WHERE row.id = new.id
"""
CHAT_FIELDS = ("chat_id", "due_at", "lease", "leased_until", "blocked_at")
ROW_FIELDS = ("id", "state", "error", "parts_done", "sent", "first_tried_at", "finished_at")


class _Encoder(DjangoJSONEncoder):
    """Django's own cuts microseconds, and a time that comes back must be the one that went in."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else super().default(value)


def store_chats(chats: Sequence[Chat]) -> None:
    """Write when these locked chats are due, and whose they are."""
    _store(STORE_CHATS, chats, CHAT_FIELDS)


def store_rows(rows: Sequence[Delivery]) -> None:
    """Write what became of these rows of locked chats."""
    _store(STORE_ROWS, rows, ROW_FIELDS)


def _store(statement: str, objects: Sequence[Chat | Delivery], fields: tuple[str, ...]) -> None:
    if not objects:
        return
    facts = [{name: getattr(one, name) for name in fields} for one in objects]
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(facts, cls=_Encoder)])
