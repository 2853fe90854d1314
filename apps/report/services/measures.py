"""All figures of all groups of a report, from a handful of questions to the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.report.services.backlog import measure_backlog
from apps.report.services.counts import Counts, count_acts, count_rated, count_ratings
from apps.report.services.figures import NO_RATINGS, NO_TIMES, Durations, Figures, RatingResponse, Ratings, rate
from apps.report.services.groups import By, Group, Window
from apps.report.services.scope import Scope
from apps.report.services.times import measure_times
from core.periods import Period

NO_COUNTS = Counts()
NO_CLOSINGS = RatingResponse(closed=0, rated=0, rate=None)


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What the database answered, by group."""

    scope: Scope
    counts: Mapping[Group, Counts]
    times: Mapping[tuple[Group, str], Durations]
    ratings: Mapping[Group, Ratings]
    rated: Mapping[Group, RatingResponse]
    backlog: Mapping[Group, int]

    def keys(self, by: By) -> set[int]:
        """Return the categories or admins about which anything is known."""
        timed = {group for group, _name in self.times}
        groups = self.counts.keys() | self.ratings.keys() | self.backlog.keys() | timed
        return {group.key for group in groups if group.by is by and group.key is not None}

    def figures(self, group: Group) -> Figures:
        """Return the figures of one group; of an admin, without what is nobody's act."""
        counts = self.counts.get(group, NO_COUNTS)
        is_of_admin = self.is_of_admin(group)
        return Figures(
            opened=None if is_of_admin else counts.opened,
            closed=counts.closed,
            reopened=counts.reopened,
            reopen_rate=rate(counts.reopened, counts.closed),
            backlog=None if is_of_admin else self.backlog.get(group, 0),
            first_response=self.durations(group, "first_response"),
            response=self.durations(group, "response"),
            resolution=self.durations(group, "resolution"),
            full_resolution=self.durations(group, "full_resolution"),
            messages_in=None if is_of_admin else counts.messages_in,
            messages_out=counts.messages_out,
            ratings=self.ratings.get(group, NO_RATINGS),
            rating_response=None if is_of_admin else self.rated.get(group, NO_CLOSINGS),
        )

    def durations(self, group: Group, name: str) -> Durations:
        """Return one kind of duration of a group."""
        return self.times.get((group, name), NO_TIMES)

    def is_of_admin(self, group: Group) -> bool:
        """Tell whether only one admin's acts are counted in the group."""
        return self.scope.admin is not None or group.by is By.ADMIN


def measure(period: Period, scope: Scope) -> Measures:
    """Ask the database for everything. What is not counted of a single admin is not asked for."""
    window = Window(period=period)
    return Measures(
        scope=scope,
        counts=count_acts(window, scope),
        times=measure_times(window, scope),
        ratings=count_ratings(window, scope),
        rated={} if scope.admin else count_rated(window, scope),
        backlog={} if scope.admin else measure_backlog(window, scope),
    )
