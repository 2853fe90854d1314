"""When people write: their messages by weekday and hour, as the desk's clock showed it."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from apps.report.services.groups import Window, ask_rows
from apps.report.services.scope import Scope
from core.periods import Period

# Quarters of an hour are the same everywhere: which hour and day they belong to is reckoned here, as days are, so that
# it means what it means in every other figure, whatever clocks do. No place on earth is off by less than a quarter.
QUARTER = 900
WRITTEN = """
SELECT floor(EXTRACT(epoch FROM created_at) / 900)::bigint AS quarter, sum(message_count) AS messages
FROM ticket_event
WHERE act IN ('opened', 'received', 'reopened') AND created_at >= %(turn)s AND created_at < %(end)s
    AND (%(categories)s::bigint[] IS NULL OR category_id = ANY (%(categories)s::bigint[]))
GROUP BY quarter
"""
WEEKDAYS, HOURS = range(7), range(24)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """How many messages people wrote in a period: `counts[weekday][hour]`, Monday is 0."""

    period: Period
    counts: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        return sum(map(sum, self.counts))

    @property
    def busiest(self) -> tuple[int, int]:
        """The weekday and the hour with the most messages; of several the first."""
        return max(((day, hour) for day in WEEKDAYS for hour in HOURS), key=lambda at: self.counts[at[0]][at[1]])

    @property
    def most(self) -> int:
        """How many were written in the busiest hour."""
        return max(map(max, self.counts))


def count_hours(period: Period, scope: Scope) -> Hours:
    """Count the messages of the period that people wrote into tickets of these categories, whoever held them."""
    found: Counter[tuple[int, int]] = Counter()
    zone = timezone.get_current_timezone()
    for row in ask_rows(WRITTEN, Window(period=period), scope):
        moment = datetime.fromtimestamp(row["quarter"] * QUARTER, UTC).astimezone(zone)
        found[moment.weekday(), moment.hour] += int(row["messages"])
    return Hours(period=period, counts=tuple(tuple(found[day, hour] for hour in HOURS) for day in WEEKDAYS))
