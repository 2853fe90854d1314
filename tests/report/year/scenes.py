"""What chance would bring too seldom: the cases in which counts are wrong, each played on purpose."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from apps.admin.models import Category
from core.errors import Conflict
from tests.personas import Persona
from tests.report.year.desk import Desk
from tests.report.year.moments import TICK, midnight

Scene = Iterator[datetime]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def at(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def across_midnight(desk: Desk, asker: Persona, admin: Persona, category: Category, day: date, zone: str) -> Scene:
    """Do everything one microsecond before, at, or one after the beginning of a day."""
    border, next_border = midnight(day, zone), midnight(day + DAY, zone)
    yield border - TICK
    desk.asks(asker, category)
    yield border
    desk.asks(asker)
    desk.answers(admin, desk.cases[asker])
    yield border + TICK
    desk.asks(asker)
    yield next_border - TICK
    desk.answers(admin, desk.cases[asker])
    first = desk.closes(desk.cases[asker])
    yield next_border
    desk.reopens(desk.cases[asker])
    desk.rates(desk.cases[asker], first, 2)
    desk.closes(desk.cases[asker], admin)
    yield next_border + TICK
    desk.reopens(desk.cases[asker], admin)
    desk.closes(desk.cases[asker])


def many_times_a_day(desk: Desk, asker: Persona, admin: Persona, category: Category, begin: datetime) -> Scene:
    """Close and reopen the same ticket again and again, with and without an answer between, and rate some."""
    yield begin
    desk.asks(asker, category)
    for number in range(5):
        yield desk.now + HOUR + number * TICK
        if number != 2:
            desk.answers(admin, desk.cases[asker])
        closing = desk.closes(desk.cases[asker], admin if number % 2 else None)
        yield desk.now + TICK
        if number in {0, 3}:
            desk.rates(desk.cases[asker], closing, number + 1)
        desk.asks(asker)
        yield desk.now + HOUR / 7
        desk.reopens(desk.cases[asker], None if number % 3 else admin)
    yield desk.now + DAY
    desk.closes(desk.cases[asker], admin)


def waiting_across_categories(
    desk: Desk, asker: Persona, admin: Persona, categories: list[Category], begin: datetime
) -> Scene:
    """Pass a ticket around while its person waits, over days, back to where it began and on to where it is."""
    yield begin
    desk.asks(asker)
    yield desk.now + 2 * HOUR
    desk.chooses(asker, categories[0])
    for category in [categories[1], categories[2], categories[0], categories[0], categories[1]]:
        yield desk.now + 9 * HOUR
        desk.moves(desk.super_admin, desk.cases[asker], category)
        desk.takes(desk.super_admin, desk.cases[asker])
    yield desk.now + HOUR
    desk.answers(desk.super_admin, desk.cases[asker])
    desk.moves(desk.super_admin, desk.cases[asker], categories[0])
    desk.answers(admin, desk.cases[asker])
    yield desk.now + 50 * DAY
    desk.closes(desk.cases[asker])


def late_ratings(desk: Desk, asker: Persona, admins: list[Persona], category: Category, begin: datetime) -> Scene:
    """Rate after reopening, change within a day to the microsecond, and be refused one later."""
    yield begin
    desk.asks(asker, category)
    yield desk.now + HOUR
    desk.answers(admins[0], desk.cases[asker])
    first = desk.closes(desk.cases[asker], admins[0])
    yield desk.now + HOUR
    desk.reopens(desk.cases[asker])
    desk.answers(admins[1], desk.cases[asker])
    yield desk.now + HOUR
    desk.rates(desk.cases[asker], first, 1)
    rated_at = desk.now
    second = desk.closes(desk.cases[asker], admins[1])
    yield rated_at + DAY
    desk.rates(desk.cases[asker], first, 5)
    desk.comments(desk.cases[asker], first, "+998 yaxshi")
    yield rated_at + DAY + TICK
    with pytest.raises(Conflict):
        desk.rates(desk.cases[asker], first, 2)
    yield desk.now + 40 * DAY
    desk.rates(desk.cases[asker], second, 4)


def unanswered(desk: Desk, asker: Persona, category: Category, begin: datetime) -> Scene:
    """Close what nobody answered, and rate that: nobody's rating."""
    yield begin
    desk.asks(asker, category)
    yield desk.now + 3 * DAY
    closing = desk.closes(desk.cases[asker])
    desk.rates(desk.cases[asker], closing, 1)


def nobody_waits(desk: Desk, asker: Persona, admin: Persona, category: Category, begin: datetime) -> Scene:
    """Answer where nobody waits: twice in a row, after a reopening by the staff, and in a ticket without words."""
    yield begin
    desk.opens_without_words(asker, category)
    for _ in range(2):
        yield desk.now + HOUR
        desk.answers(admin, desk.cases[asker])
    desk.deletes(desk.cases[asker])
    desk.closes(desk.cases[asker], admin)
    yield desk.now + 5 * DAY
    desk.reopens(desk.cases[asker], admin)
    yield desk.now + HOUR
    desk.notes(admin, desk.cases[asker])
    desk.answers(admin, desk.cases[asker])
    yield desk.now + HOUR
    desk.closes(desk.cases[asker], admin)


def staff_ask(desk: Desk, asker: Persona, admin: Persona, category: Category, begin: datetime) -> Scene:
    """Let a member of the staff ask, answer others with words typed before, and close their own as a user."""
    yield begin
    desk.asks(asker, category)
    yield desk.now + HOUR
    desk.asks(asker)
    yield desk.now + HOUR
    desk.asks_as_user(asker)
    yield desk.now + HOUR
    desk.asks(admin)
    yield desk.now + HOUR
    desk.asks(admin)
    yield desk.now + HOUR
    desk.answers_with_held_words(admin, desk.cases[asker])
    desk.closes(desk.cases[asker])


def half_a_millisecond(desk: Desk, asker: Persona, admin: Persona, category: Category, begin: datetime) -> Scene:
    """Answer and close after times that end on half a millisecond, to an even and to an odd one."""
    yield begin
    desk.asks(asker, category)
    yield begin + timedelta(seconds=10, microseconds=500)
    desk.answers(admin, desk.cases[asker])
    yield begin + timedelta(seconds=11, microseconds=1500)
    desk.closes(desk.cases[asker], admin)


def still_open(desk: Desk, asker: Persona, category: Category, begin: datetime) -> Scene:
    """Open what is never closed."""
    yield begin
    desk.asks(asker, category)


def staff_comes_and_goes(desk: Desk, changes: list[tuple[datetime, Callable[[], None]]]) -> Scene:
    """Change who works on what, at these moments."""
    for moment, change in changes:
        yield moment
        change()
