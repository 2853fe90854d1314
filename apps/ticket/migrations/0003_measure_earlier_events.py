"""Fills what new events are written with, for those of before. A ticket's category of then is not known: today's is."""

from django.db import migrations

CATEGORIES = """
    UPDATE ticket_event AS event SET category_id = COALESCE(
        CASE WHEN jsonb_typeof(event.data -> 'category') = 'array' THEN (event.data -> 'category' ->> 0)::bigint END,
        ticket.category_id
    )
    FROM ticket_ticket AS ticket
    WHERE event.ticket_id = ticket.id
"""

MESSAGES = """
    UPDATE ticket_event SET message_count = CASE
        WHEN act IN ('answered', 'noted') THEN 1
        WHEN jsonb_typeof(data -> 'messages') = 'array' THEN jsonb_array_length(data -> 'messages')
        WHEN jsonb_typeof(data -> 'messages') = 'number' THEN (data ->> 'messages')::integer
        ELSE 0
    END
    WHERE act IN ('answered', 'noted', 'received', 'opened', 'reopened')
"""

RESPONSES = """
    UPDATE ticket_event
    SET response_time = GREATEST(created_at - (data ->> 'waiting_since')::timestamptz, interval '0')
    WHERE act = 'answered' AND data ->> 'waiting_since' IS NOT NULL
"""

# For each event the opening or reopening before it, and whether it is the first answer after that.
CYCLES = """
    WITH numbered AS (
        SELECT id, act, ticket_id, created_at,
            count(*) FILTER (WHERE act IN ('opened', 'reopened')) OVER (PARTITION BY ticket_id ORDER BY id) AS cycle
        FROM ticket_event
        WHERE act IN ('opened', 'reopened', 'answered', 'closed')
    ), cycles AS (
        SELECT *,
            min(created_at) OVER (PARTITION BY ticket_id, cycle) AS began_at,
            min(created_at) OVER (PARTITION BY ticket_id) AS opened_at,
            row_number() OVER (PARTITION BY ticket_id, cycle, act ORDER BY id) AS place
        FROM numbered
    )
    UPDATE ticket_event AS event SET
        first_response_time = CASE WHEN cycles.act = 'answered' AND place = 1 THEN cycles.created_at - began_at END,
        resolution_time = CASE WHEN cycles.act = 'closed' THEN cycles.created_at - began_at END,
        full_resolution_time = CASE WHEN cycles.act = 'closed' THEN cycles.created_at - opened_at END
    FROM cycles
    WHERE cycles.id = event.id AND cycles.act IN ('answered', 'closed')
"""

FIRST_ANSWERS = """
    UPDATE ticket_ticket AS ticket SET first_answered_at = answers.first_at
    FROM (
        SELECT event.ticket_id, min(event.created_at) AS first_at
        FROM ticket_event AS event JOIN ticket_ticket AS asked ON asked.id = event.ticket_id
        WHERE event.act = 'answered' AND event.created_at >= COALESCE(asked.reopened_at, asked.created_at)
        GROUP BY event.ticket_id
    ) AS answers
    WHERE answers.ticket_id = ticket.id
"""


class Migration(migrations.Migration):
    dependencies = [("ticket", "0002_add_ratings_and_measures")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (CATEGORIES, MESSAGES, RESPONSES, CYCLES, FIRST_ANSWERS)
    ]
