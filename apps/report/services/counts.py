"""What was done how often, and how people rated it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from apps.report.services.figures import RatingResponse, Ratings, rate
from apps.report.services.groups import Group, Window, ask
from apps.report.services.scope import Scope

# Only what the index `event_of_period` holds is read. Acts are counted by their smallest parts first, and the parts put
# together to groups then: there are far fewer parts than acts.
ACTS = """
WITH parts AS (
    SELECT category_id, admin_id, created_at >= %(turn)s AS present,
        CASE WHEN created_at >= %(turn)s THEN width_bucket(created_at, %(days)s::timestamptz[]) END AS day,
        count(*) FILTER (WHERE act = 'opened') AS opened,
        count(*) FILTER (WHERE act = 'closed') AS closed,
        count(*) FILTER (WHERE act = 'reopened') AS reopened,
        count(*) FILTER (WHERE act = 'answered') AS answered,
        sum(message_count) FILTER (WHERE act IN ('opened', 'received', 'reopened')) AS messages_in,
        sum(message_count) FILTER (WHERE act = 'answered') AS messages_out
    FROM ticket_event
    WHERE act IN ('opened', 'received', 'answered', 'closed', 'reopened')
        AND created_at >= %(start)s AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
        AND (%(admin)s::bigint IS NULL OR admin_id = %(admin)s::bigint)
    GROUP BY category_id, admin_id, present, day
)
SELECT present, day, category_id, admin_id, GROUPING(day, category_id, admin_id) AS level,
    sum(opened) AS opened, sum(closed) AS closed, sum(reopened) AS reopened, sum(answered) AS answered,
    sum(messages_in) AS messages_in, sum(messages_out) AS messages_out
FROM parts
GROUP BY present, GROUPING SETS ((), (day), (category_id), (admin_id))
"""

RATINGS = """
WITH given AS (
    SELECT value, category_id, admin_id, created_at >= %(turn)s AS present
    FROM ticket_rating
    WHERE created_at >= %(start)s AND created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
        AND (%(admin)s::bigint IS NULL OR admin_id = %(admin)s::bigint)
)
SELECT present, category_id, admin_id, 4 + GROUPING(category_id, admin_id) AS level, value, count(*) AS given
FROM given
GROUP BY present, value, GROUPING SETS ((), (category_id), (admin_id))
"""

RATED = """
WITH closings AS (
    SELECT event.category_id, rating.id AS rating_id, event.created_at >= %(turn)s AS present
    FROM ticket_event AS event LEFT JOIN ticket_rating AS rating ON rating.closing_id = event.id
    WHERE event.act = 'closed' AND event.created_at >= %(start)s AND event.created_at < %(end)s
        AND (%(categories)s::bigint[] IS NULL OR event.category_id = ANY (%(categories)s::bigint[]))
)
SELECT present, category_id, 5 + 2 * GROUPING(category_id) AS level, count(*) AS closed, count(rating_id) AS rated
FROM closings
GROUP BY present, GROUPING SETS ((), (category_id))
"""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How often what was done."""

    opened: int = 0
    closed: int = 0
    reopened: int = 0
    answered: int = 0
    messages_in: int = 0
    messages_out: int = 0


def count_acts(window: Window, scope: Scope) -> dict[Group, Counts]:
    """Count openings, closings, reopenings and messages."""
    names = Counts.__dataclass_fields__
    return {group: Counts(**{name: int(row[name] or 0) for name in names}) for group, row in ask(ACTS, window, scope)}


def count_ratings(window: Window, scope: Scope) -> dict[Group, Ratings]:
    """Count the ratings that were given then, by their present value."""
    given: dict[Group, dict[int, int]] = defaultdict(dict)
    for group, row in ask(RATINGS, window, scope):
        given[group][row["value"]] = row["given"]
    return {group: Ratings.of(counts) for group, counts in given.items()}


def count_rated(window: Window, scope: Scope) -> Mapping[Group, RatingResponse]:
    """Count the closings, and how many of them were rated, whenever that was."""
    return {
        group: RatingResponse(closed=row["closed"], rated=row["rated"], rate=rate(row["rated"], row["closed"]))
        for group, row in ask(RATED, window, scope)
    }
