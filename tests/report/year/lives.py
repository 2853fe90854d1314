"""What people do at the desk, by chance: each life says when it goes on, and does one thing at a time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from tests.personas import Persona
from tests.report.year.desk import Case, Desk
from tests.report.year.moments import END, awake, soon

# The reopen window and the time in which a rating may be changed.
WINDOW = timedelta(hours=72)
DAY = timedelta(days=1)

Life = Iterator[datetime]


def life(desk: Desk, rng: Random, person: Persona) -> Life:
    """Ask the desk something every few weeks, through the year."""
    moment = desk.now + timedelta(microseconds=rng.randint(0, 20 * 86400 * 10**6))
    while (moment := awake(moment)) < END - timedelta(days=1):
        yield moment
        yield from _ask(desk, rng, person)
        yield from _talk(desk, rng, desk.cases[person])
        yield from _end(desk, rng, desk.cases[person])
        moment = desk.now + timedelta(microseconds=rng.randint(0, 30 * 86400 * 10**6))


def _ask(desk: Desk, rng: Random, person: Persona) -> Life:
    """Begin a ticket: category first, question first, or with no question at all."""
    category = rng.choice(desk.categories)
    way = rng.random()
    if way < 0.25:
        for _ in range(rng.randint(1, 2)):
            desk.asks(person)
            yield soon(rng, desk.now)
        category = category if category in desk.categories else desk.categories[0]
        desk.chooses(person, category)
    elif way < 0.3:
        desk.opens_without_words(person, category)
    else:
        desk.asks(person, category)
    yield soon(rng, desk.now)


def _talk(desk: Desk, rng: Random, case: Case) -> Life:
    """Let the person and the staff do things to an open ticket."""
    for _ in range(rng.randint(0, 3)):
        act = rng.choices(list(ACTS), weights=list(ACTS.values()))[0]
        act(desk, rng, case)
        yield soon(rng, desk.now, hours=rng.choice([1, 6, 60]))


def _end(desk: Desk, rng: Random, case: Case) -> Life:
    """Close the ticket, rate that or not, and perhaps begin again."""
    while True:
        number = desk.closes(case, _worker(desk, rng, case) if rng.random() < 0.7 else None)
        yield soon(rng, desk.now, hours=2)
        if rng.random() < 0.4:
            yield from _rate(desk, rng, case, number)
        if rng.random() > 0.2:
            return
        yield from _begin_again(desk, rng, case)
        if rng.random() < 0.3 and number not in case.rated:
            yield from _rate(desk, rng, case, number)
        yield from _talk(desk, rng, case)


def _rate(desk: Desk, rng: Random, case: Case, number: int) -> Life:
    first = desk.now
    desk.rates(case, number, value := rng.randint(1, 5))
    yield soon(rng, desk.now)
    if rng.random() < 0.4 and desk.now - first <= DAY:
        desk.rates(case, number, value % 5 + 1)
        yield soon(rng, desk.now)
    if rng.random() < 0.4 and desk.now - first <= DAY:
        desk.comments(case, number, rng.choice(["Rahmat", "=1+1", "Спасибо, всё хорошо"]))
        yield soon(rng, desk.now)


def _begin_again(desk: Desk, rng: Random, case: Case) -> Life:
    """Reopen the ticket for the staff or, within the window, for the person, who may have written before."""
    assert case.closed_at is not None
    if rng.random() < 0.4:
        desk.asks(case.asker)
        yield soon(rng, desk.now)
    by_staff = rng.random() < 0.3 or desk.now - case.closed_at > WINDOW
    desk.reopens(case, _worker(desk, rng, case) if by_staff else None)
    yield soon(rng, desk.now)


def _worker(desk: Desk, rng: Random, case: Case) -> Persona:
    """Return somebody who may work on the ticket: mostly its holder."""
    if case.holder and case.holder != case.asker and desk.may_work(case.holder, case.category) and rng.random() < 0.7:
        return case.holder
    return rng.choice(desk.workers(case))


def _asks_more(desk: Desk, rng: Random, case: Case) -> None:
    desk.asks(case.asker)


def _answer(desk: Desk, rng: Random, case: Case) -> None:
    desk.answers(_worker(desk, rng, case), case)


def _note(desk: Desk, rng: Random, case: Case) -> None:
    desk.notes(rng.choice(desk.workers(case)), case)


def _take_or_release(desk: Desk, rng: Random, case: Case) -> None:
    if case.holder is None:
        desk.takes(rng.choice(desk.workers(case)), case)
    else:
        desk.releases(desk.super_admin, case)


def _move(desk: Desk, rng: Random, case: Case) -> None:
    desk.moves(_worker(desk, rng, case), case, rng.choice(desk.categories))


def _hand(desk: Desk, rng: Random, case: Case) -> None:
    other = rng.choice(desk.workers(case))
    if other != case.holder:
        desk.hands(desk.super_admin, case, other)


def _edit(desk: Desk, rng: Random, case: Case) -> None:
    if case.answers and desk.may_work(case.answers[-1][0], case.category):
        desk.edits(case)


# What happens in an open ticket, and how often.
ACTS: dict[Callable[[Desk, Random, Case], None], int] = {
    _asks_more: 30,
    _answer: 40,
    _note: 4,
    _take_or_release: 8,
    _move: 9,
    _hand: 5,
    _edit: 4,
}
