"""What the first page says of the days behind: the last thirty, today beside yesterday, this week beside the last."""

from dataclasses import dataclass

from apps.admin.actors import Actor
from apps.report.services.figures import Durations
from apps.report.services.groups import BEFORE, NOW, Window
from apps.report.services.hours import Hours, count_hours
from apps.report.services.scope import scope_of
from apps.report.services.summary import LIMIT_MS, Day, Report, report
from apps.report.services.times import measure_times
from core.periods import Period
from core.statements import statement_limit

MONTH, WEEK = 30, 7
# Whole weeks: each weekday is in them as often as every other.
HOURS_OF = 28


@dataclass(frozen=True, kw_only=True)
class Days:
    """The figures of the first page, as far as the reader may know them."""

    month: Report
    # How long people waited for their first answer: in the last seven days, and in the seven before.
    week: Durations
    week_before: Durations
    hours: Hours

    @property
    def today(self) -> Day:
        return self.month.by_day[-1]

    @property
    def yesterday(self) -> Day:
        return self.month.by_day[-2]


def read_days(*, actor: Actor) -> Days:
    """Return the figures of the categories that the actor works on; TookTooLong."""
    scope = scope_of(actor=actor)
    month = report(actor=actor, period=Period.of_days(MONTH))
    with statement_limit(LIMIT_MS, one_moment=True):
        times = measure_times(Window(period=Period.of_days(WEEK)), scope)
        hours = count_hours(Period.of_days(HOURS_OF), scope)
    week, before = (times.get((group, "first_response"), Durations()) for group in (NOW, BEFORE))
    return Days(month=month, week=week, week_before=before, hours=hours)
