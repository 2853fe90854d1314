"""What became of each ticket, told from the log: the rows of an export and the ratings that an admin reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.report.year import log
from tests.report.year.arithmetic import half_up, seconds
from tests.report.year.compare import Question
from tests.report.year.oracle import Facts, Oracle

Cell = str | int | Decimal | datetime | None


@dataclass(frozen=True)
class Names:
    """What rows of the database are called."""

    categories: dict[int, str]
    admins: dict[int, str]


def category_of(story: Sequence[log.Entry]) -> int:
    """Return where the ticket is in the end."""
    category = story[0].category
    for entry in story:
        if isinstance(entry, log.Moved):
            category = entry.to_category
    return category


def _holder_of(story: Sequence[log.Entry]) -> int | None:
    """Return who holds the ticket in the end, or held it last before it was closed."""
    holder: int | None = None
    for entry in story:
        if isinstance(entry, log.Held | log.Reopened):
            holder = entry.holder
        elif isinstance(entry, log.Moved):
            holder = None
    return holder


def _closed_at(story: Sequence[log.Entry]) -> datetime | None:
    closed: datetime | None = None
    for entry in story:
        if isinstance(entry, log.Closed):
            closed = entry.at
        elif isinstance(entry, log.Reopened):
            closed = None
    return closed


def stories(entries: Sequence[log.Entry]) -> dict[int, list[log.Entry]]:
    """Return the log of each ticket."""
    told: dict[int, list[log.Entry]] = {}
    for entry in entries:
        told.setdefault(entry.ticket, []).append(entry)
    return told


def comment_on(entries: Sequence[log.Entry], closing: int) -> str:
    """Return all that was said to the rating of a closing."""
    return "\n".join(one.text for one in entries if isinstance(one, log.Commented) and one.closing == closing)


def exported(oracle: Oracle, names: Names, question: Question, visible: frozenset[int] | None) -> list[list[Cell]]:
    """Return a row for each ticket that was opened, closed or reopened, where the reader still sees it."""
    rows = []
    days = dict(zip(map(id, oracle.entries), oracle.days, strict=True))
    for _ticket, story in sorted(stories(oracle.entries).items()):
        is_asked_for = any(_is_wanted(entry, days[id(entry)], question) for entry in story)
        if is_asked_for and (visible is None or category_of(story) in visible):
            rows.append(_row(oracle, names, story))
    return rows


def _is_wanted(entry: log.Entry, day: date, question: Question) -> bool:
    return (
        isinstance(entry, log.Opened | log.Closed | log.Reopened)
        and question.first <= day <= question.last
        and (question.categories is None or entry.category in question.categories)
        and question.admin in {None, entry.admin}
    )


def _row(oracle: Oracle, names: Names, story: Sequence[log.Entry]) -> list[Cell]:
    opening = story[0]
    assert isinstance(opening, log.Opened)
    measured = [oracle.measured[id(entry)] for entry in story]
    answers = [entry for entry in story if isinstance(entry, log.Answered)]
    holder, closed_at = _holder_of(story), _closed_at(story)
    closings = [oracle.measured[id(entry)] for entry in story if isinstance(entry, log.Closed)]
    last = closings[-1] if closed_at else None
    ratings = [one for one in oracle.ratings if one.ticket == opening.ticket]
    rating = max(ratings, key=lambda one: one.closing) if ratings else None
    words = [len(entry.words) for entry in story if isinstance(entry, log.Opened | log.Wrote | log.Reopened)]
    return [
        opening.number,
        "closed" if closed_at else "taken" if holder else "new",
        names.categories[category_of(story)],
        opening.person,
        "",
        opening.at,
        _rounded(next((one.first_response for one in measured if one.first_response is not None), None)),
        closed_at,
        sum(isinstance(entry, log.Reopened) for entry in story),
        _rounded(last.resolution if last else None),
        _rounded(last.full_resolution if last else None),
        names.admins[holder] if holder else "",
        names.admins[answers[-1].admin or 0] if answers else "",
        sum(words),
        len(answers),
        rating.value if rating else None,
        comment_on(story, rating.closing) if rating else "",
    ]


def _rounded(time: timedelta | None) -> Decimal | None:
    return None if time is None else half_up(seconds(time), 3)


def recent_ratings(oracle: Oracle, admin: int, visible: frozenset[int] | None) -> list[Facts]:
    """Return the five latest ratings of an admin's work, of tickets that they still see; the latest first."""
    told = stories(oracle.entries)
    own = [
        one
        for one in oracle.ratings
        if one.admin == admin and (visible is None or category_of(told[one.ticket]) in visible)
    ]
    latest = sorted(enumerate(own), key=lambda numbered: (numbered[1].at, numbered[0]), reverse=True)[:5]
    rows = []
    for _number, one in latest:
        opening = told[one.ticket][0]
        assert isinstance(opening, log.Opened)
        rows.append(
            {
                "ticket": one.ticket,
                "number": opening.number,
                "value": one.value,
                "comment": comment_on(told[one.ticket], one.closing),
                "created_at": one.at.isoformat(),
            }
        )
    return rows
