"""How long people waited: every time that was written when it ended, in sorted rows, of which the middle is picked."""

from apps.report.services.figures import Durations, Sample
from apps.report.services.groups import By, Group, Window, ask
from apps.report.services.scope import Scope

# A ticket that was closed twice was resolved once: its last closing counts. Which one is the last depends on whose
# closings are counted: everybody's, a category's, or an admin's.
TIMES = """
WITH answers AS (
    SELECT category_id, admin_id, response_time, first_response_time,
        width_bucket(created_at, %(days)s::timestamptz[]) AS day,
        width_bucket(created_at, %(days)s::timestamptz[]) > %(length)s AS present
    FROM ticket_event
    WHERE act = 'answered' AND created_at >= %(start)s AND created_at < %(end)s
        AND (response_time IS NOT NULL OR first_response_time IS NOT NULL)
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
        AND (%(admin)s::bigint IS NULL OR admin_id = %(admin)s::bigint)
), closings AS (
    SELECT id, ticket_id, category_id, admin_id, resolution_time, full_resolution_time,
        width_bucket(created_at, %(days)s::timestamptz[]) > %(length)s AS present
    FROM ticket_event
    WHERE act = 'closed' AND created_at >= %(start)s AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
        AND (%(admin)s::bigint IS NULL OR admin_id = %(admin)s::bigint)
), ends AS (
    SELECT present, category_id, admin_id, full_resolution_time,
        row_number() OVER (PARTITION BY present, ticket_id ORDER BY id DESC) = 1 AS last_of_all,
        row_number() OVER (PARTITION BY present, ticket_id, category_id ORDER BY id DESC) = 1 AS last_of_category,
        row_number() OVER (PARTITION BY present, ticket_id, admin_id ORDER BY id DESC) = 1 AS last_of_admin
    FROM closings
), times AS (
    SELECT 'response' AS name, present, CASE WHEN present THEN day END AS day, category_id, admin_id,
        response_time AS time
    FROM answers WHERE response_time IS NOT NULL
    UNION ALL
    SELECT 'first_response', present, CASE WHEN present THEN day END, category_id, admin_id, first_response_time
    FROM answers WHERE first_response_time IS NOT NULL
    UNION ALL
    SELECT 'resolution', present, NULL, category_id, admin_id, resolution_time
    FROM closings WHERE resolution_time IS NOT NULL
    UNION ALL
    SELECT 'of_all', present, NULL, category_id, admin_id, full_resolution_time
    FROM ends WHERE last_of_all AND full_resolution_time IS NOT NULL
    UNION ALL
    SELECT 'of_category', present, NULL, category_id, admin_id, full_resolution_time
    FROM ends WHERE last_of_category AND full_resolution_time IS NOT NULL
    UNION ALL
    SELECT 'of_admin', present, NULL, category_id, admin_id, full_resolution_time
    FROM ends WHERE last_of_admin AND full_resolution_time IS NOT NULL
), sorted AS (
    SELECT name, present, day, category_id, admin_id, GROUPING(day, category_id, admin_id) AS level,
        count(*) AS n, sum(time) AS total, array_agg(time ORDER BY time) AS times
    FROM times
    GROUP BY name, present, GROUPING SETS ((), (day), (category_id), (admin_id))
)
SELECT name, present, day, category_id, admin_id, level, n, total,
    times[(n - 1) / 2 + 1] AS low_middle, times[n / 2 + 1] AS high_middle,
    times[9 * (n - 1) / 10 + 1] AS low_tail, times[(9 * (n - 1) + 9) / 10 + 1] AS high_tail
FROM sorted
"""
FULL_RESOLUTION = {"of_all": By.ALL, "of_category": By.CATEGORY, "of_admin": By.ADMIN}


def measure_times(window: Window, scope: Scope) -> dict[tuple[Group, str], Durations]:
    """Return every kind of duration, by the name of its figure."""
    found = {}
    for group, row in ask(TIMES, window, scope):
        name = row["name"]
        if name in FULL_RESOLUTION:
            if FULL_RESOLUTION[name] is not group.by:
                continue
            name = "full_resolution"
        found[group, name] = Durations.of(
            Sample(
                n=row["n"],
                total=row["total"],
                around_median=(row["low_middle"], row["high_middle"]),
                around_p90=(row["low_tail"], row["high_tail"]),
            )
        )
    return found
