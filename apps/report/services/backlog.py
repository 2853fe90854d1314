"""How many tickets were open at the end of each day: everything that was opened before, less what was closed."""

from collections import defaultdict

from apps.report.services.groups import By, Group, Window, ask_rows
from apps.report.services.scope import Scope

# A transfer takes a ticket out of one category and puts it into another. Transfers of before `changes` was written have
# the two categories in `data`.
MOVES = """
WITH moves AS (
    SELECT width_bucket(created_at, %(days)s::timestamptz[]) AS day, category_id,
        CASE act WHEN 'closed' THEN -1 ELSE 1 END AS step
    FROM ticket_event
    WHERE act IN ('opened', 'closed', 'reopened') AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
    UNION ALL
    SELECT width_bucket(created_at, %(days)s::timestamptz[]), side.category_id, side.step
    FROM ticket_event
    CROSS JOIN LATERAL (SELECT COALESCE(changes -> 'category', data -> 'category') AS pair) AS moved
    CROSS JOIN LATERAL (VALUES ((pair ->> 0)::bigint, -1), ((pair ->> 1)::bigint, 1)) AS side (category_id, step)
    WHERE act = 'transferred' AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR side.category_id = ANY (%(categories)s::bigint[]))
)
SELECT day, category_id, day > %(length)s AS present, GROUPING(day) AS without_day, sum(step) AS step
FROM moves
GROUP BY GROUPING SETS ((day), (day > %(length)s, category_id))
"""


def measure_backlog(window: Window, scope: Scope) -> dict[Group, int]:
    """Return how many tickets were open: at the end of each day, of the two periods, and by category."""
    by_day: dict[int, int] = defaultdict(int)
    by_category: dict[Group, int] = defaultdict(int)
    for row in ask_rows(MOVES, window, scope):
        if row["without_day"]:
            by_category[Group(row["present"], By.CATEGORY, row["category_id"])] = int(row["step"])
        else:
            by_day[row["day"]] = int(row["step"])
    return _ends_of_days(window, by_day) | _ends_of_periods(by_category)


def _ends_of_days(window: Window, by_day: dict[int, int]) -> dict[Group, int]:
    length, level, found = window.period.length, 0, {}
    for day in range(2 * length + 1):
        level += by_day[day]
        found[Group(day > length, By.DAY, day)] = level
        found[Group(day > length)] = level
    return found


def _ends_of_periods(by_category: dict[Group, int]) -> dict[Group, int]:
    """The period before ends with all that came until then; the period adds its own moves to that."""
    found = {}
    for key in {group.key for group in by_category} - {None}:
        before = by_category[Group(False, By.CATEGORY, key)]
        found[Group(False, By.CATEGORY, key)] = before
        found[Group(True, By.CATEGORY, key)] = before + by_category[Group(True, By.CATEGORY, key)]
    return found
