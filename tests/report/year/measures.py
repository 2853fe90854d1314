"""How long things took, found by looking back through the log of each ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.report.year import log


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one act measures; None where it measures nothing of the kind."""

    ticket: int
    response: timedelta | None = None
    first_response: timedelta | None = None
    resolution: timedelta | None = None
    full_resolution: timedelta | None = None


def measure(entries: Sequence[log.Entry]) -> dict[int, Measured]:
    """Return what each entry measures, by the entry's own id."""
    stories: dict[int, list[log.Entry]] = {}
    measured = {}
    for entry in entries:
        before = stories.setdefault(entry.ticket, [])
        measured[id(entry)] = _measure(entry, before)
        before.append(entry)
    return measured


def _measure(entry: log.Entry, before: Sequence[log.Entry]) -> Measured:
    """Measure an entry by what happened to its ticket before."""
    if isinstance(entry, log.Answered):
        waiting_since = _waiting_since(before)
        is_first = not any(isinstance(one, log.Answered) for one in _this_time(before))
        return Measured(
            ticket=entry.ticket,
            response=entry.at - waiting_since if waiting_since else None,
            first_response=entry.at - _this_time(before)[0].at if is_first else None,
        )
    if isinstance(entry, log.Closed):
        return Measured(
            ticket=entry.ticket,
            resolution=entry.at - _this_time(before)[0].at,
            full_resolution=entry.at - before[0].at,
        )
    return Measured(ticket=entry.ticket)


def _this_time(before: Sequence[log.Entry]) -> Sequence[log.Entry]:
    """Return what happened since the ticket was last opened or reopened, that included."""
    began = max(place for place, one in enumerate(before) if isinstance(one, log.Opened | log.Reopened))
    return before[began:]


def _waiting_since(before: Sequence[log.Entry]) -> datetime | None:
    """Return when the first word was written that nobody has answered yet; a reopening asks too."""
    since: datetime | None = None
    for one in _this_time(before):
        if isinstance(one, log.Answered):
            since = None
        elif isinstance(one, log.Opened | log.Wrote) and one.words:
            since = since or one.words[0]
        elif isinstance(one, log.Reopened) and (one.by_asker or one.words):
            since = one.words[0] if one.words else one.at
    return since
