"""Reads the books: rows from the database, chats from Telegram, and what was written from the people who wrote it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chaos.books import Books, Kept, Noted, Said, Shown, key_of, text_of
from tests.system.telegram import Telegram

Rows = Callable[..., list[tuple[Any, ...]]]

MESSAGES = """
    SELECT message.id, message.chat_id, message.message_id, message.text, message.kind = 'note', message.ticket_id,
           asker.telegram_id
    FROM ticket_message message
    LEFT JOIN ticket_ticket ticket ON ticket.id = message.ticket_id
    LEFT JOIN user_telegramuser asker ON asker.id = ticket.user_id
    WHERE message.chat_id = ANY(%s)
    ORDER BY message.id
"""
# Oldest first: who holds a ticket is what the acts before made of it.
EVENTS = """
    SELECT event.id, event.ticket_id, jsonb_exists(event.changes, 'admin'), event.changes -> 'admin' ->> 1,
           CASE event.act
               WHEN 'received' THEN ARRAY(SELECT jsonb_array_elements_text(event.data -> 'messages'))
               WHEN 'answered' THEN ARRAY[event.data ->> 'message']
               WHEN 'noted' THEN ARRAY[event.data ->> 'message']
               ELSE ARRAY[]::text[]
           END
    FROM ticket_event event
    WHERE event.ticket_id IS NOT NULL
    ORDER BY event.id
"""
STAFF = "SELECT id, telegram_id FROM staff_admin WHERE telegram_id IS NOT NULL"
SENT = "SELECT delivery_id, chat_id, message_id FROM delivery_sentmessage ORDER BY id"


def read_books(
    rows: Rows, telegram: Telegram, said: Iterable[Said], staff: Iterable[int], losses: Mapping[int, int]
) -> Books:
    """Everything about these people and this staff, once nothing moves any more."""
    said, staff = list(said), frozenset(staff)
    people = sorted({one.chat_id for one in said} | staff)
    noted = [Noted(*row) for row in rows(SENT)]
    return Books(said, _kept(rows, people), noted, _shown(telegram), staff, dict(losses))


def _kept(rows: Rows, people: list[int]) -> list[Kept]:
    told = _told(rows)
    kept = []
    for row_id, chat, message, text, is_note, ticket, person in rows(MESSAGES, people):
        event, holder = told.get(row_id, (0, None))
        kept.append(Kept(row_id, chat, message, text, is_note, ticket, person, event, holder))
    return kept


def _told(rows: Rows) -> dict[int, tuple[int, int | None]]:
    """The act that told of each message, and the chat of the admin who held the ticket then."""
    chats: dict[int, int] = dict(rows(STAFF))
    holders: dict[int, int | None] = {}
    told: dict[int, tuple[int, int | None]] = {}
    for event, ticket, is_passed_on, admin, messages in rows(EVENTS):
        if is_passed_on:
            holders[ticket] = int(admin) if admin else None
        holder = holders.get(ticket)
        chat = chats.get(holder) if holder is not None else None
        told |= {int(message): (event, chat) for message in messages}
    return told


def _shown(telegram: Telegram) -> list[Shown]:
    """What the bot wrote, chat by chat in the order of its arrival."""
    found = []
    for chat_id, chat in telegram.chats.items():
        for message in chat.arrived:
            now = text_of(chat.get(message["message_id"]))
            found.append(Shown(chat_id, message["message_id"], key_of(message), now))
    return found
