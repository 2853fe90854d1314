"""How long people waited: every time that was written when it ended, in sorted rows, of which the middle is picked."""

from apps.report.services.figures import Durations, Sample
from apps.report.services.groups import Group, Window, ask
from apps.report.services.scope import Scope

# Whole microseconds: they sort quicker than intervals, and are exact.
# A ticket that was closed twice was resolved once: its last closing counts. Which one is the last depends on whose
# closings are counted: everybody's, a category's, or an admin's.
TIMES = """
WITH answers AS (
    SELECT category_id, admin_id, created_at >= %(turn)s AS present,
        CASE WHEN created_at >= %(turn)s THEN width_bucket(created_at, %(days)s::timestamptz[]) END AS day,
        (EXTRACT(epoch FROM response_time) * 1000000)::bigint AS response,
        (EXTRACT(epoch FROM first_response_time) * 1000000)::bigint AS first_response
    FROM ticket_event
    WHERE act = 'answered' AND created_at >= %(start)s AND created_at < %(end)s
        AND (response_time IS NOT NULL OR first_response_time IS NOT NULL)
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
        AND (%(admin)s::bigint IS NULL OR admin_id = %(admin)s::bigint)
), closings AS (
    SELECT id, ticket_id, category_id, admin_id, created_at >= %(turn)s AS present,
        (EXTRACT(epoch FROM resolution_time) * 1000000)::bigint AS resolution,
        (EXTRACT(epoch FROM full_resolution_time) * 1000000)::bigint AS full_resolution
    FROM ticket_event
    WHERE act = 'closed' AND created_at >= %(start)s AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
        AND (%(admin)s::bigint IS NULL OR admin_id = %(admin)s::bigint)
), ends AS (
    SELECT present, category_id, admin_id, full_resolution,
        row_number() OVER (PARTITION BY present, ticket_id ORDER BY id DESC) = 1 AS last_of_all,
        row_number() OVER (PARTITION BY present, ticket_id, category_id ORDER BY id DESC) = 1 AS last_of_category,
        row_number() OVER (PARTITION BY present, ticket_id, admin_id ORDER BY id DESC) = 1 AS last_of_admin
    FROM closings
    WHERE full_resolution IS NOT NULL
), sorted AS (
    SELECT 'response' AS name, present, day, category_id, admin_id, GROUPING(day, category_id, admin_id) AS level,
        count(*) AS n, sum(response) AS total, array_agg(response ORDER BY response) AS times
    FROM answers WHERE response IS NOT NULL
    GROUP BY present, GROUPING SETS ((), (day), (category_id), (admin_id))
    UNION ALL
    SELECT 'first_response', present, day, category_id, admin_id, GROUPING(day, category_id, admin_id),
        count(*), sum(first_response), array_agg(first_response ORDER BY first_response)
    FROM answers WHERE first_response IS NOT NULL
    GROUP BY present, GROUPING SETS ((), (day), (category_id), (admin_id))
    UNION ALL
    SELECT 'resolution', present, NULL, category_id, admin_id, 4 + GROUPING(category_id, admin_id),
        count(*), sum(resolution), array_agg(resolution ORDER BY resolution)
    FROM closings WHERE resolution IS NOT NULL
    GROUP BY present, GROUPING SETS ((), (category_id), (admin_id))
    UNION ALL
    SELECT 'full_resolution', present, NULL, NULL, NULL, 7,
        count(*), sum(full_resolution), array_agg(full_resolution ORDER BY full_resolution)
    FROM ends WHERE last_of_all GROUP BY present
    UNION ALL
    SELECT 'full_resolution', present, NULL, category_id, NULL, 5,
        count(*), sum(full_resolution), array_agg(full_resolution ORDER BY full_resolution)
    FROM ends WHERE last_of_category GROUP BY present, category_id
    UNION ALL
    SELECT 'full_resolution', present, NULL, NULL, admin_id, 6,
        count(*), sum(full_resolution), array_agg(full_resolution ORDER BY full_resolution)
    FROM ends WHERE last_of_admin GROUP BY present, admin_id
)
SELECT name, present, day, category_id, admin_id, level, n, total,
    times[(n - 1) / 2 + 1] AS low_middle, times[n / 2 + 1] AS high_middle,
    times[9 * (n - 1) / 10 + 1] AS low_tail, times[(9 * (n - 1) + 9) / 10 + 1] AS high_tail
FROM sorted
"""


def measure_times(window: Window, scope: Scope) -> dict[tuple[Group, str], Durations]:
    """Return every kind of duration, by the name of its figure."""
    return {
        (group, row["name"]): Durations.of(
            Sample(
                n=row["n"],
                total=int(row["total"]),
                around_median=(row["low_middle"], row["high_middle"]),
                around_p90=(row["low_tail"], row["high_tail"]),
            )
        )
        for group, row in ask(TIMES, window, scope)
    }
