"""What each act leaves behind: the ticket, its messages and its events as the desk's services would leave them."""

from dataclasses import dataclass
from typing import Any

from bench.history.ledger import CLOSED, NEW, TAKEN, Act, Case, Changes, Ledger, Times
from bench.history.people import Person
from bench.history.rows import moment
from bench.history.staff import Member

TELEGRAM, SITE, API, SYSTEM = "telegram", "site", "api", "system"


@dataclass(slots=True, kw_only=True)
class Given:
    """A rating, and the closing that it is for: `admin` answered last before that, in `category`."""

    id: int = 0
    closing: int
    value: int
    admin: Member | None
    category: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody of the staff will have written otherwise: the words of before, and which message's they were."""

    message: int
    before: str
    admin: Member
    door: str


class Acts:
    """Does one thing at a moment. Who does it, and whether, is the story's to say."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def opens(self, at: int, case: Case, words: list[tuple[int, str]]) -> None:
        for said_at, text in words:
            self.ledger.message(case, said_at, text, "opened")
        case.waiting_since = words[0][0]
        case.last_message_at = at
        changes = {"status": (None, NEW)}
        self._by_person(Act.OPENED, at, case, changes=changes, message_count=len(words))

    def writes(self, at: int, case: Case, text: str) -> None:
        number = self.ledger.message(case, at, text, "stored")
        case.waiting_since = case.waiting_since or at
        self._by_person(Act.RECEIVED, at, case, message_count=1, data={"messages": [number]})

    def takes(self, at: int, case: Case, admin: Member, door: str) -> None:
        """Give it to an admin, from nobody or from another."""
        if case.admin is admin and case.status == TAKEN:
            return
        act = Act.TAKEN_OVER if case.status == TAKEN else Act.TAKEN
        changes = self._hand_over(at, case, admin)
        self.ledger.event(act, at, door, case, admin=admin, changes=changes)

    def releases(self, at: int, case: Case, admin: Member | None, door: str) -> None:
        changes = self._hand_over(at, case, None)
        self.ledger.event(Act.RELEASED, at, door, case, admin=admin, changes=changes)

    def transfers(self, at: int, case: Case, by: Member, door: str, *, to: Member | int) -> None:
        """Pass it to an admin, or to a category by its id: there it is new."""
        left = case.category
        changes = self._hand_over(at, case, to if isinstance(to, Member) else None)
        if not isinstance(to, Member):
            case.category = to
            changes["category"] = (left, to)
        self.ledger.event(Act.TRANSFERRED, at, door, case, admin=by, category=left, changes=changes)

    def answers(self, at: int, case: Case, text: str, door: str, *, edited_at: int | None = None) -> int:
        """Answer as its holder; returns the message's id."""
        admin = case.admin
        number = self.ledger.message(
            case, at, text, "answered", admin=admin, in_telegram=door == TELEGRAM, edited_at=edited_at
        )
        times = Times(
            response=None if case.waiting_since is None else at - case.waiting_since,
            first_response=None if case.first_answered_at else at - case.cycle_began_at,
        )
        case.waiting_since, case.last_answered_by = None, admin
        case.first_answered_at = case.first_answered_at or at
        data = {"message": number}
        self.ledger.event(Act.ANSWERED, at, door, case, admin=admin, times=times, message_count=1, data=data)
        return number

    def edits(self, at: int, case: Case, edit: Edit) -> None:
        data = {"message": edit.message, "version": self.ledger.version(edit.message, edit.before, at)}
        self.ledger.event(Act.EDITED, at, edit.door, case, admin=edit.admin, data=data)

    def notes(self, at: int, case: Case, admin: Member, text: str) -> None:
        number = self.ledger.message(case, at, text, "noted", admin=admin, in_telegram=False, is_note=True)
        self.ledger.event(Act.NOTED, at, SITE, case, admin=admin, message_count=1, data={"message": number})

    def reminds(self, at: int, case: Case) -> None:
        case.reminded_at = at
        self.ledger.event(Act.REMINDED, at, SYSTEM, case)

    def closes(self, at: int, case: Case, by: Member | Person | None, door: str) -> int:
        """Close it: by an admin, by the person, or by the service; returns the event's id."""
        changes = {"status": (case.status, CLOSED)}
        case.status, case.closed_at, case.waiting_since = CLOSED, at, None
        who = "admin" if isinstance(by, Member) else "user" if by else "system"
        return self.ledger.event(
            Act.CLOSED,
            at,
            door,
            case,
            admin=by if isinstance(by, Member) else None,
            person=by if isinstance(by, Person) else None,
            changes=changes,
            times=Times(resolution=at - case.cycle_began_at, full_resolution=at - case.created_at),
            data={"by": who},
        )

    def reopens(self, at: int, case: Case, by: Member | None, door: str, words: tuple[int, str] | None) -> None:
        """Reopen it, for its last holder where they still work on it: by an admin, or by the person who writes."""
        former = case.admin
        holder = former if former and former.works_on(case.category) else None
        case.status, case.admin = TAKEN if holder else NEW, holder
        case.closed_at, case.reopened_at, case.first_answered_at = None, at, None
        changes = {
            "status": (CLOSED, case.status),
            "admin": (former.id if former else None, holder.id if holder else None),
        }
        person = None if by else case.person
        if words:
            self.ledger.message(case, *words, "stored")
            case.waiting_since = words[0]
        count = 1 if words else 0
        self.ledger.event(Act.REOPENED, at, door, case, admin=by, person=person, changes=changes, message_count=count)

    def rates(self, at: int, case: Case, given: Given, changed: tuple[int, int] | None) -> None:
        """Rate a closing. `changed` is when that will be changed and to what: the row already says so."""
        changed_at, lasting = changed or (None, given.value)
        admin = given.admin.id if given.admin else None
        table = self.ledger.tables["ticket_rating"]
        given.id = table.count + 1
        table.add(given.id, case.id, given.closing, lasting, admin, given.category, moment(at), moment(changed_at))
        self._rated(at, case, given, None)

    def changes_rating(self, at: int, case: Case, given: Given, value: int) -> None:
        before, given.value = given.value, value
        self._rated(at, case, given, before)

    def comments(self, at: int, case: Case, given: Given, text: str) -> None:
        number = self.ledger.message(case, at, text, "commented", rating=given.id)
        self._by_person(Act.COMMENTED, at, case, data={"closing": given.closing, "message": number})

    def _rated(self, at: int, case: Case, given: Given, before: int | None) -> None:
        if given.closing >= case.rated_closing:
            case.rated_closing, case.rating = given.closing, given.value
        data = {"closing": given.closing, "admin": given.admin.id if given.admin else None}
        self._by_person(Act.RATED, at, case, changes={"rating": (before, given.value)}, data=data)

    def _by_person(
        self,
        act: Act,
        at: int,
        case: Case,
        *,
        changes: Changes | None = None,
        message_count: int = 0,
        data: dict[str, Any] | None = None,
    ) -> None:
        self.ledger.event(
            act, at, TELEGRAM, case, person=case.person, changes=changes, message_count=message_count, data=data
        )

    def _hand_over(self, at: int, case: Case, admin: Member | None) -> Changes:
        """Write who holds it now, and return from what to what."""
        before = (case.status, case.admin.id if case.admin else None)
        case.admin, case.status = admin, TAKEN if admin else NEW
        case.taken_at = at if admin else None
        return {"status": (before[0], case.status), "admin": (before[1], admin.id if admin else None)}
