"""Makes the past of a desk: drawn from a seed, told act by act, and stored."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection, transaction

from apps.ticket.models import Ticket
from apps.user.models import TelegramUser
from bench.history.acts import SITE, Acts
from bench.history.clock import DAY, HOUR, Clock, midnight, openings, shares
from bench.history.ledger import Act, Ledger
from bench.history.people import Person, a_person
from bench.history.rows import COLUMNS, set_sequences, without_indexes
from bench.history.staff import CATEGORIES, Member, Staff, make_staff
from bench.history.story import Story

STAFF_TABLES = ("staff_category", "staff_admin")


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How much. `last` is the last day; the same scale makes the same rows in the same empty desk."""

    tickets: int = 100_000
    messages: int = 1_000_000
    days: int = 730
    last: date
    seed: int = 1


class NotEmpty(Exception):
    """The desk has people or tickets already: a made-up past would mix with theirs."""


def make_history(scale: Scale) -> dict[str, int]:
    """Fill the empty desk that Django is connected to, in one transaction; return how many rows each table got."""
    if TelegramUser.objects.exists() or Ticket.objects.exists():
        raise NotEmpty
    with transaction.atomic(), without_indexes(list(COLUMNS)):
        ledger = _Telling(scale).tell()
        set_sequences([*COLUMNS, *STAFF_TABLES])
    return {name: table.count for name, table in ledger.tables.items()}


def settle() -> None:
    """Let the planner know the new rows, and index-only scans trust them, as autovacuum would in time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


class _Telling:
    def __init__(self, scale: Scale) -> None:
        # A seed that gives the same again is what is wanted here, not a secret.
        self._random = Random(scale.seed)  # noqa: S311
        first = scale.last - timedelta(days=scale.days - 1)
        self._begin, self._end = midnight(first), midnight(scale.last + timedelta(days=1))
        self._clock = Clock(self._random, self._end)
        self._ledger = Ledger()
        self._staff: Staff = make_staff(self._random, self._begin, self._end)
        self._story = Story(self._random, self._clock, Acts(self._ledger), self._staff)
        self._people = 0
        moments = openings(self._random, scale.tickets, first, scale.days)
        lengths = shares(self._random, scale.messages, scale.tickets, 2)
        for moment, length in zip(moments, lengths, strict=True):
            self._clock.at(moment, self._somebody_asks, self._cycles(length))

    def tell(self) -> Ledger:
        for member in self._staff.members:
            self._clock.at(member.since, self._appoint, member)
            if member.until is not None:
                self._clock.at(member.until, self._dismiss, member)
        self._clock.run()
        for case in self._story.cases:
            self._ledger.ticket(case)
        self._ledger.send()
        return self._ledger

    def _cycles(self, length: int) -> list[int]:
        """Split a ticket's messages by its closings: one in ten is reopened, a few more than once."""
        again = (self._random.random() < 0.1) + (self._random.random() < 0.01)
        part = length // (again + 2)
        return [length - again * part, *[part] * again] if part >= 2 else [length]

    def _somebody_asks(self, at: int, cycles: list[int]) -> None:
        category = self._random.choices(self._staff.categories, [share for *_, share in CATEGORIES])[0]
        self._story.open(at, self._somebody(at), category, cycles)

    def _somebody(self, at: int) -> Person:
        """Return who asks: more often somebody new than somebody who is known and has nothing open."""
        random, idle = self._random, self._story.idle
        if idle and random.random() > 0.6:
            place = random.randrange(len(idle))
            idle[place], idle[-1] = idle[-1], idle[place]
            return idle.pop()
        self._people += 1
        person = a_person(random, self._people, at - random.randrange(HOUR))
        self._ledger.person(person, language_chosen=random.random() < 0.1)
        return person

    def _appoint(self, at: int, member: Member) -> None:
        self._staff.appoint(member)
        changes = {
            "categories": ([], member.categories),
            "is_active": (False, True),
            "is_super_admin": (False, member.is_super),
        }
        by = None if member is self._staff.chief else self._staff.chief
        self._ledger.event(Act.APPOINTED, at, SITE, admin=by, changes=changes, data={"admin": member.id})
        self._sign_in(at, member)

    def _dismiss(self, at: int, member: Member) -> None:
        self._staff.dismiss(member)
        changes = {"categories": (member.categories, []), "is_active": (True, False)}
        self._ledger.event(Act.DISMISSED, at, SITE, admin=self._staff.chief, changes=changes, data={"admin": member.id})
        self._story.dismiss(at, member)

    def _sign_in(self, at: int, member: Member) -> None:
        if member.is_active:
            self._ledger.event(Act.SIGNED_IN, at, SITE, admin=member)
            tomorrow = (at // DAY + 1) * DAY + 3 * HOUR
            self._clock.at(tomorrow + self._random.randrange(3 * HOUR), self._sign_in, member)
