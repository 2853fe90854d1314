"""Writes down what happens, in the order in which it happens, as the desk's services would have."""

import json
from dataclasses import dataclass, field
from typing import Any

from apps.ticket.models import Event, Ticket
from apps.ticket.services.contents import brief
from bench.history.people import Person
from bench.history.rows import COLUMNS, Table, duration, escaped, moment
from bench.history.staff import Member

BOT_ID = 6_000_000_001
NEW, TAKEN, CLOSED = Ticket.Status.NEW, Ticket.Status.TAKEN, Ticket.Status.CLOSED
Act = Event.Act
# From what to what, by the name of the thing.
Changes = dict[str, tuple[Any, Any]]


@dataclass(slots=True, eq=False)
class Case:
    """A ticket while its story is told. Moments are microseconds since 1970, ids those of the rows."""

    id: int
    person: Person
    category: int
    created_at: int
    previous: int | None
    # How many messages each of its cycles (from an opening or reopening to a closing) will have.
    cycles: list[int]
    status: str = NEW
    admin: Member | None = None
    waiting_since: int | None = None
    reminded_at: int | None = None
    last_message_at: int = 0
    last_text: str = ""
    taken_at: int | None = None
    reopened_at: int | None = None
    first_answered_at: int | None = None
    rating: int | None = None
    closed_at: int | None = None
    rated_closing: int = 0
    last_answered_by: Member | None = None

    @property
    def cycle_began_at(self) -> int:
        return self.reopened_at or self.created_at


@dataclass(slots=True, kw_only=True)
class Times:
    """What an event measures, in microseconds."""

    response: int | None = None
    first_response: int | None = None
    resolution: int | None = None
    full_resolution: int | None = None


UNMEASURED = Times()


@dataclass(slots=True)
class Ledger:
    """The tables, and the ids that were given last."""

    tables: dict[str, Table] = field(default_factory=lambda: {name: Table(name) for name in COLUMNS})
    telegram_message: int = 0

    def person(self, person: Person, *, language_chosen: bool) -> None:
        self.tables["user_telegramuser"].add(
            person.id,
            person.telegram_id,
            person.first_name,
            person.last_name,
            person.username,
            person.language,
            language_chosen,
            moment(person.created_at),
        )

    def event(
        self,
        act: Act,
        at: int,
        door: str,
        case: Case | None = None,
        *,
        admin: Member | None = None,
        person: Person | None = None,
        category: int | None = None,
        changes: Changes | None = None,
        times: Times = UNMEASURED,
        message_count: int = 0,
        data: dict[str, Any] | None = None,
    ) -> int:
        """Add an event and return its id. `category` is given where the case has just left it."""
        table = self.tables["ticket_event"]
        number = table.count + 1
        kept = {name: pair for name, pair in (changes or {}).items() if pair[0] != pair[1]}
        table.add(
            number,
            act,
            door,
            case.id if case else None,
            admin.id if admin else None,
            person.id if person else None,
            category or (case.category if case else None),
            json.dumps(kept) if kept else "{}",
            json.dumps(data) if data else "{}",
            message_count,
            duration(times.response),
            duration(times.first_response),
            duration(times.resolution),
            duration(times.full_resolution),
            moment(at),
        )
        return number

    def message(
        self,
        case: Case,
        at: int,
        text: str,
        outcome: str,
        *,
        admin: Member | None = None,
        in_telegram: bool = True,
        is_note: bool = False,
        rating: int | None = None,
        edited_at: int | None = None,
    ) -> int:
        """Add a message and return its id; what both sides see is the ticket's last word."""
        table = self.tables["ticket_message"]
        number = table.count + 1
        place: tuple[int | None, int | None, int | None] = (None, None, None)
        if in_telegram:
            self.telegram_message += 1
            place = (BOT_ID, (admin or case.person).telegram_id, self.telegram_message)
        writer = admin.id if admin else None
        kind, data = ("note", '{"kind": "text"}') if is_note else ("text", "{}")
        words, edited = escaped(text), moment(edited_at)
        table.add(
            *(number, case.id, case.person.id, writer, kind, words, "[]", data, "", None, rating, *place),
            *(outcome, moment(at), edited),
        )
        if not is_note and rating is None:
            case.last_message_at, case.last_text = at, brief(text, kind)
        return number

    def version(self, message: int, text: str, at: int) -> int:
        table = self.tables["ticket_messageversion"]
        number = table.count + 1
        table.add(number, message, escaped(text), "[]", moment(at))
        return number

    def ticket(self, case: Case) -> None:
        """Add the ticket as its story leaves it."""
        self.tables["ticket_ticket"].add(
            case.id,
            1000 + case.id,
            case.person.id,
            case.category,
            case.admin.id if case.admin else None,
            case.status,
            moment(case.waiting_since),
            moment(case.reminded_at),
            case.previous,
            moment(case.last_message_at),
            escaped(case.last_text),
            moment(case.created_at),
            moment(case.taken_at),
            moment(case.reopened_at),
            moment(case.first_answered_at),
            case.rating,
            moment(case.closed_at),
        )

    def send(self) -> None:
        for table in self.tables.values():
            table.send()
