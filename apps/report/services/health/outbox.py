"""What waits to be delivered, how long already, and what could not be."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BigIntegerField, Exists, OuterRef
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Now

from apps.delivery.models import Delivery
from apps.report.services.health.check import Check, State, graded
from apps.report.services.health.thresholds import (
    CHATS_LOOKED_AT,
    COUNTED,
    FAILED,
    FAILED_WITHIN,
    LATE,
    MANY_FAILED,
    MUCH_TOO_LATE,
)

# The heads of the chats that something waits for, the longest due first: the rest of a chat waits behind its head. A
# chat whose next time is to come waits for a limit of Telegram's or of our own; after an error it only pauses, and is
# late as long as its message does not arrive. Blocked chats wait for a person to come back and are not looked at.
WAITING = """
    WITH chat AS (
        SELECT chat_id, due_at, leased_until
        FROM delivery_chat
        WHERE due_at IS NOT NULL AND blocked_at IS NULL
        ORDER BY due_at
        LIMIT %(chats)s
    ), head AS (
        SELECT first.not_before, chat.leased_until,
            chat.due_at > statement_timestamp() AND (first.error = '' OR first.error ~* %(limits)s) AS is_held
        FROM chat
        CROSS JOIN LATERAL (
            SELECT not_before, error
            FROM delivery_delivery
            WHERE chat_id = chat.chat_id AND state = 'pending'
            ORDER BY id
            LIMIT 1
        ) AS first
    )
    SELECT
        extract(epoch FROM statement_timestamp() - min(not_before) FILTER (WHERE NOT is_held)),
        count(*) FILTER (WHERE is_held),
        count(*) FILTER (WHERE leased_until > statement_timestamp())
    FROM head
"""
PENDING = """
    SELECT count(*) FROM (
        SELECT 1
        FROM delivery_chat AS chat
        JOIN delivery_delivery AS row USING (chat_id)
        WHERE chat.due_at IS NOT NULL AND chat.blocked_at IS NULL AND row.state = 'pending'
        LIMIT %(counted)s
    ) AS waiting
"""
# How a bot says that a limit, and no error, made it give a row back.
LIMITS = "flood control|too many requests|the bot stops"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`oldest` is in seconds, of a row that nothing holds back; `held` and `leased` are chats; `pending` are rows."""

    oldest: float | None
    held: int
    leased: int
    pending: int


def read_waiting() -> Waiting:
    """Ask what waits in chats that can be reached."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"chats": CHATS_LOOKED_AT, "limits": LIMITS})
        oldest, held, leased = cursor.fetchone()
        cursor.execute(PENDING, {"counted": COUNTED})
        [pending] = cursor.fetchone()
    # A row may be meant for later: it is not old before its time.
    return Waiting(
        oldest=None if oldest is None else max(0.0, float(oldest)), held=held, leased=leased, pending=pending
    )


def count_failed() -> int:
    """Return how many deliveries were given up in the last day, counted to a limit.

    What somebody has sent again is a delivery of its own by now, and fares as that.
    """
    failed = Delivery.objects.filter(state=Delivery.State.FAILED, finished_at__gt=Now() - FAILED_WITHIN)
    of_ticket = Delivery.objects.filter(ticket_ref=OuterRef("ticket_ref"))
    again = of_ticket.annotate(of=Cast(KT("data__retry_of"), BigIntegerField())).filter(of=OuterRef("pk"))
    return failed.exclude(Exists(again)).order_by()[:COUNTED].count()


def check_outbox() -> Check:
    """Are messages late?"""
    waiting = read_waiting()
    state = graded(waiting.oldest, warn=LATE.total_seconds(), fail=MUCH_TOO_LATE.total_seconds())
    facts = {
        "pending": waiting.pending,
        "held": waiting.held,
        "leased": waiting.leased,
        "oldest": None if waiting.oldest is None else int(waiting.oldest),
    }
    return Check(name="outbox", state=state, problem="deliveries_late" if state is not State.OK else "", facts=facts)


def check_failures() -> Check:
    """Has anything been given up?"""
    failed = count_failed()
    state = graded(failed, warn=FAILED, fail=MANY_FAILED)
    problem = "" if state is State.OK else "deliveries_failed"
    return Check(name="failures", state=state, problem=problem, facts={"failed": failed})
