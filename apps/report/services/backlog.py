"""How many tickets were open at the end of each day: everything that was opened before, less what was closed."""

from collections import defaultdict

from apps.report.services.groups import BEFORE, NOW, By, Group, Window, ask_rows
from apps.report.services.scope import Scope

# A transfer takes a ticket out of one category and puts it into another. Transfers of before `changes` was written have
# the two categories in `data`.
MOVES = """
WITH moves AS (
    SELECT created_at, category_id, CASE act WHEN 'closed' THEN -1 ELSE 1 END AS step
    FROM ticket_event
    WHERE act IN ('opened', 'closed', 'reopened') AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
    UNION ALL
    SELECT created_at, side.category_id, side.step
    FROM ticket_event
    CROSS JOIN LATERAL (SELECT COALESCE(changes -> 'category', data -> 'category') AS pair) AS moved
    CROSS JOIN LATERAL (VALUES ((pair ->> 0)::bigint, -1), ((pair ->> 1)::bigint, 1)) AS side (category_id, step)
    WHERE act = 'transferred' AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR side.category_id = ANY (%(categories)s::bigint[]))
)
SELECT category_id, sum(step) AS step,
    CASE WHEN created_at < %(turn)s THEN 0 ELSE width_bucket(created_at, %(days)s::timestamptz[]) END AS day
FROM moves
GROUP BY category_id, day
"""


def measure_backlog(window: Window, scope: Scope) -> dict[Group, int]:
    """Return how many tickets were open: at the end of each day, of the two periods, and by category."""
    by_day: dict[int, int] = defaultdict(int)
    before: dict[int, int] = defaultdict(int)
    now: dict[int, int] = defaultdict(int)
    for row in ask_rows(MOVES, window, scope):
        step, category = int(row["step"]), row["category_id"]
        by_day[row["day"]] += step
        now[category] += step
        before[category] += 0 if row["day"] else step
    found = {Group(True, By.CATEGORY, key): level for key, level in now.items()}
    found |= {Group(False, By.CATEGORY, key): level for key, level in before.items()}
    return found | _ends_of_days(window, by_day)


def _ends_of_days(window: Window, by_day: dict[int, int]) -> dict[Group, int]:
    """Day 0 is all that was before the period: at its end the period before ended."""
    level = by_day[0]
    found = {BEFORE: level}
    for day in range(1, window.period.length + 1):
        level += by_day[day]
        found[Group(True, By.DAY, day)] = level
    return found | {NOW: level}
