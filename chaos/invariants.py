"""What must hold in the database whatever happened: each is a question whose answer is the rows that break it."""

from collections.abc import Iterator
from dataclasses import dataclass

from chaos.reading import Rows

SHOWN = 5


@dataclass(frozen=True)
class Invariant:
    name: str
    query: str


def _chain(column: str) -> str:
    """Acts whose "from" is not the "to" of the act before."""
    return f"""
        SELECT id, ticket_id, act FROM (
            SELECT id, ticket_id, act, changes -> '{column}' ->> 0 AS was,
                   lag(changes -> '{column}' ->> 1) OVER (PARTITION BY ticket_id ORDER BY id) AS became
            FROM ticket_event WHERE ticket_id IS NOT NULL AND changes ? '{column}'
        ) AS acts WHERE was IS DISTINCT FROM became
    """  # noqa: S608 - The names of columns are ours.


def _last(column: str, now: str, where: str) -> str:
    """Tickets that are not what the last act made of them."""
    return f"""
        SELECT ticket.id, {now}, last.became FROM ticket_ticket ticket JOIN LATERAL (
            SELECT changes -> '{column}' ->> 1 AS became FROM ticket_event
            WHERE ticket_id = ticket.id AND changes ? '{column}' ORDER BY id DESC LIMIT 1
        ) AS last ON true WHERE {where} AND last.became IS DISTINCT FROM {now}
    """  # noqa: S608 - The names of columns are ours.


INVARIANTS = (
    Invariant(
        "one open ticket for each person",
        "SELECT user_id, count(*) FROM ticket_ticket WHERE status <> 'closed' GROUP BY user_id HAVING count(*) > 1",
    ),
    Invariant("no delivery waits any more", "SELECT id, kind, chat_id FROM delivery_delivery WHERE state = 'pending'"),
    Invariant("no delivery failed", "SELECT id, kind, error FROM delivery_delivery WHERE state = 'failed'"),
    Invariant(
        "no chat is due without a delivery, and none forgotten with one",
        """SELECT chat.chat_id, chat.due_at FROM delivery_chat chat
           WHERE chat.blocked_at IS NULL AND (chat.due_at IS NOT NULL) <> EXISTS (
               SELECT 1 FROM delivery_delivery row WHERE row.chat_id = chat.chat_id AND row.state = 'pending')""",
    ),
    Invariant("nobody's chat is blocked", "SELECT chat_id, blocked_at FROM delivery_chat WHERE blocked_at IS NOT NULL"),
    Invariant("no lease is left", "SELECT chat_id, leased_until FROM delivery_chat WHERE lease IS NOT NULL"),
    Invariant(
        "what was sent says what it became",
        """SELECT row.id, row.kind FROM delivery_delivery row
           WHERE row.state = 'sent' AND row.kind IN ('content', 'card', 'notice') AND NOT EXISTS (
               SELECT 1 FROM delivery_sentmessage sent WHERE sent.delivery_id = row.id)""",
    ),
    Invariant(
        "every message has its act, and no act counts another",
        """SELECT ticket.id, said.number, told.number FROM ticket_ticket ticket
           CROSS JOIN LATERAL (SELECT count(*) AS number FROM ticket_message
               WHERE ticket_id = ticket.id AND rating_id IS NULL) AS said
           CROSS JOIN LATERAL (SELECT COALESCE(sum(message_count), 0) AS number FROM ticket_event
               WHERE ticket_id = ticket.id) AS told
           WHERE said.number <> told.number""",
    ),
    Invariant(
        "no answer or note without its message",
        """SELECT event.id, event.act FROM ticket_event event
           WHERE event.act IN ('answered', 'noted', 'commented', 'edited') AND NOT EXISTS (
               SELECT 1 FROM ticket_message WHERE id = (event.data ->> 'message')::bigint)""",
    ),
    Invariant(
        "no message told of twice",
        """SELECT data ->> 'message', count(*) FROM ticket_event WHERE act IN ('answered', 'noted', 'commented')
           GROUP BY data ->> 'message' HAVING count(*) > 1""",
    ),
    Invariant(
        "every ticket was opened once",
        """SELECT ticket.id, count(event.id) FROM ticket_ticket ticket LEFT JOIN ticket_event event
           ON event.ticket_id = ticket.id AND event.act = 'opened' GROUP BY ticket.id HAVING count(event.id) <> 1""",
    ),
    Invariant("every change of a status begins where the last one ended", _chain("status")),
    Invariant("every change of a holder begins where the last one ended", _chain("admin")),
    Invariant("a ticket's status is that of its last act", _last("status", "ticket.status", "true")),
    Invariant(
        "a ticket's holder is that of its last act",
        _last("admin", "ticket.admin_id::text", "ticket.status <> 'closed'"),
    ),
    Invariant(
        "every version of an edited message has its act",
        """SELECT version.id, version.message_id FROM ticket_messageversion version WHERE NOT EXISTS (
               SELECT 1 FROM ticket_event
               WHERE act = 'edited' AND (data ->> 'version')::bigint = version.id)""",
    ),
    Invariant(
        "every rating has its act",
        """SELECT rating.id FROM ticket_rating rating WHERE NOT EXISTS (
               SELECT 1 FROM ticket_event
               WHERE act = 'rated' AND (data ->> 'closing')::bigint = rating.closing_id)""",
    ),
    Invariant("no update was put aside unread", "SELECT update_id, left(error, 80) FROM ticket_rawupdate"),
    Invariant("no file was given up", "SELECT message_id, error FROM ticket_attachment WHERE state = 'failed'"),
)


def broken(rows: Rows) -> Iterator[str]:
    """Name each invariant that does not hold, with the first rows that break it."""
    for invariant in INVARIANTS:
        found = rows(invariant.query)
        if found:
            some = "; ".join(", ".join(str(value) for value in row) for row in found[:SHOWN])
            yield f"broken: {invariant.name} ({len(found)}): {some}"
