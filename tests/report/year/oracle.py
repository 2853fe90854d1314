"""Every figure of a report, computed from the log by loops and fractions: slow, and plain enough to be believed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from tests.report.year import log
from tests.report.year.arithmetic import durations, half_up, rate
from tests.report.year.measures import measure
from tests.report.year.moments import day_of

Facts = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What a closing was rated: first given at that moment, and with the value that it has now."""

    closing: int
    ticket: int
    at: datetime
    day: date
    category: int
    admin: int | None
    value: int


class Oracle:
    """The log as it looks from one time zone. `categories` of a question is None for everywhere."""

    def __init__(self, entries: Sequence[log.Entry], zone: str) -> None:
        self.entries = entries
        self.days = [day_of(entry.at, zone) for entry in entries]
        self.on_day: dict[date, list[log.Entry]] = {}
        for entry, day in zip(entries, self.days, strict=True):
            self.on_day.setdefault(day, []).append(entry)
        self.measured = measure(entries)
        self.ratings = self._all_ratings()

    def figures(self, first: date, last: date, categories: frozenset[int] | None, admin: int | None = None) -> Facts:
        """Return what happened on the days `first` to `last`, there, and where an admin is named: by that admin."""
        found = [entry for day in _days(first, last) for entry in self.on_day.get(day, [])]
        here = [entry for entry in found if _is_in(entry.category, categories) and admin in {None, entry.admin}]
        opened = sum(isinstance(entry, log.Opened) for entry in here)
        closed = sum(isinstance(entry, log.Closed) for entry in here)
        reopened = sum(isinstance(entry, log.Reopened) for entry in here)
        everybody = admin is None
        return {
            "opened": opened if everybody else None,
            "closed": closed,
            "reopened": reopened,
            "reopen_rate": rate(reopened, closed),
            "backlog": self.backlog(last, categories) if everybody else None,
            **self._times(here),
            "messages_in": sum(map(_words_in, here)) if everybody else None,
            "messages_out": sum(isinstance(entry, log.Answered) for entry in here),
            "ratings": self._ratings(first, last, categories, admin),
            "rating_response": self._rating_response(here) if everybody else None,
        }

    def backlog(self, day: date, categories: frozenset[int] | None) -> int:
        """Count the tickets that were open there when that day ended."""
        count = 0
        for entry, entry_day in zip(self.entries, self.days, strict=True):
            if entry_day > day:
                continue
            is_here = _is_in(entry.category, categories)
            if isinstance(entry, log.Opened | log.Reopened) and is_here:
                count += 1
            elif isinstance(entry, log.Closed) and is_here:
                count -= 1
            elif isinstance(entry, log.Moved):
                count += int(_is_in(entry.to_category, categories)) - int(is_here)
        return count

    def _times(self, here: Iterable[log.Entry]) -> Facts:
        """Return the four kinds of times; of a ticket that was closed more than once, the last counts in all."""
        known = [self.measured[id(entry)] for entry in here]
        in_all = {one.ticket: one.full_resolution for one in known if one.full_resolution is not None}
        return {
            "first_response": durations(_known(one.first_response for one in known)),
            "response": durations(_known(one.response for one in known)),
            "resolution": durations(_known(one.resolution for one in known)),
            "full_resolution": durations(list(in_all.values())),
        }

    def _ratings(self, first: date, last: date, categories: frozenset[int] | None, admin: int | None) -> Facts:
        """Count ratings by the day on which they were first given, with the value that they have now."""
        values = [
            one.value
            for one in self.ratings
            if first <= one.day <= last and _is_in(one.category, categories) and admin in {None, one.admin}
        ]
        return {
            "n": len(values),
            "mean": half_up(Fraction(sum(values), len(values)), 3) if values else None,
            "values": {str(value): values.count(value) for value in range(1, 6)},
        }

    def _rating_response(self, here: Iterable[log.Entry]) -> Facts:
        """Return how many closings were rated, whenever that was."""
        closings = [entry.closing for entry in here if isinstance(entry, log.Closed)]
        rated = sum(any(one.closing == closing for one in self.ratings) for closing in closings)
        return {"closed": len(closings), "rated": rated, "rate": rate(rated, len(closings))}

    def _all_ratings(self) -> list[Rating]:
        """Return what closings were rated in the end: the work of whoever had answered last before that closing."""
        ratings: dict[int, Rating] = {}
        for entry, day in zip(self.entries, self.days, strict=True):
            if not isinstance(entry, log.Rated):
                continue
            known = ratings.get(entry.closing)
            closed = next(one for one in self.entries if isinstance(one, log.Closed) and one.closing == entry.closing)
            ratings[entry.closing] = Rating(
                closing=entry.closing,
                ticket=entry.ticket,
                at=known.at if known else entry.at,
                day=known.day if known else day,
                category=closed.category,
                admin=self.last_answerer(closed),
                value=entry.value,
            )
        return list(ratings.values())

    def last_answerer(self, closed: log.Closed) -> int | None:
        """Return who answered last before that closing; nobody may have."""
        last = None
        for entry in self.entries:
            if entry is closed:
                return last
            if isinstance(entry, log.Answered) and entry.ticket == closed.ticket:
                last = entry.admin
        raise AssertionError("The closing is in the log.")

    def by_day(
        self, first: date, last: date, categories: frozenset[int] | None, admin: int | None = None
    ) -> list[Facts]:
        """Return the figures of each day that a chart shows."""
        rows = []
        for day in _days(first, last):
            figures = self.figures(day, day, categories, admin)
            rows.append({"date": day, **{name: figures[name] for name in BY_DAY}})
        return rows


BY_DAY = ["opened", "closed", "reopened", "backlog", "messages_in", "messages_out", "first_response", "response"]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _is_in(category: int, categories: frozenset[int] | None) -> bool:
    return categories is None or category in categories


def _words_in(entry: log.Entry) -> int:
    """Count the messages that an act brought in."""
    return len(entry.words) if isinstance(entry, log.Opened | log.Wrote | log.Reopened) else 0


def _known(times: Iterable[timedelta | None]) -> list[timedelta]:
    return [time for time in times if time is not None]
