"""A desk that is played: each act goes through the real service and, beside it, into a log of one's own."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.admin.actors import Actor, Door, operator
from apps.admin.models import Admin, Category
from apps.ticket.models import Event, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket, open_ticket
from apps.ticket.services.edits import delete_answer, edit_answer
from apps.ticket.services.lifecycle import release_ticket, take_ticket, transfer_ticket
from apps.ticket.services.pending import answer_with_pending, ask_as_user, choose_category
from apps.ticket.services.ratings import add_comment, rate_ticket
from tests.personas import Persona, known
from tests.report.year import log
from tests.report.year.clock import Clock

TEXT = Content(kind="text", text="Hozir")


@dataclass
class Case:
    """A ticket as the players know it. After its closing, `holder` is who held it last."""

    asker: Persona
    ticket: int
    number: int
    category: int
    holder: Persona | None = None
    is_open: bool = True
    closed_at: datetime | None = None
    closings: list[int] = field(default_factory=list)
    answers: list[tuple[Persona, int]] = field(default_factory=list)
    rated: set[int] = field(default_factory=set)


class Desk:
    """What the players know of the desk, and all they can do at it."""

    def __init__(self, clock: Clock, categories: list[Category], super_admin: Persona) -> None:
        self.clock = clock
        self.log: log.Log = []
        self.categories = categories
        self.super_admin = super_admin
        self.admin_ids: dict[Persona, int] = {}
        self.bound: dict[Persona, frozenset[int]] = {}
        # People as they act, found once; whoever is bound anew is found anew.
        self.actors: dict[Persona, Actor] = {}
        self.askers: dict[Persona, Actor] = {}
        self.cases: dict[Persona, Case] = {}
        self.all_cases: list[Case] = []
        self.waiting: dict[Persona, list[datetime]] = defaultdict(list)
        self.closing_events: dict[int, int] = {}

    @property
    def now(self) -> datetime:
        return self.clock.now

    def write(self, entry: type[log.Entry], case: Case, admin: Persona | None = None, **details: Any) -> None:
        """Note an act: at this moment, in the category that the ticket is in."""
        by = self.admin_ids[admin] if admin else None
        self.log.append(entry(at=self.now, ticket=case.ticket, category=case.category, admin=by, **details))

    def actor(self, admin: Persona) -> Actor:
        """Return a member of the staff as they act: at the site."""
        if admin not in self.actors:
            self.actors[admin] = operator(Admin.objects.get(pk=self.admin_ids[admin]), Door.SITE)
        return self.actors[admin]

    def asker(self, person: Persona) -> Actor:
        """Return a person who asks as they act: in Telegram, also where they are of the staff."""
        if person not in self.askers:
            self.askers[person] = person.in_telegram
        return self.askers[person]

    # What a person who asks can do.

    def asks(self, person: Persona, category: Category | None = None) -> None:
        """Write to the bot: into the open ticket, into a new one of that category, or waiting for a choice."""
        message = person.writes("Salom", category=category)
        case = self.open_case(person)
        if case is not None and (person not in self.bound or category is not None):
            assert message.outcome == "stored"
            self.write(log.Wrote, case, words=(self.now,))
            return
        self.waiting[person].append(self.now)
        if category is not None:
            assert message.outcome == "opened"
            self._opened(person, category)
        else:
            assert message.outcome == ("held" if person in self.bound else "waiting")

    def chooses(self, person: Persona, category: Category) -> None:
        """Say where the waiting words belong."""
        assert choose_category(actor=self.asker(person), category_id=category.pk)["outcome"] == "opened"
        self._opened(person, category)

    def asks_as_user(self, person: Persona) -> None:
        """Let the held words of a member of the staff go into the ticket that they opened themselves."""
        assert ask_as_user(actor=self.asker(person))["outcome"] == "stored"
        self.write(log.Wrote, self.cases[person], words=self._words(person))

    def opens_without_words(self, person: Persona, category: Category) -> None:
        """Open a ticket over the API, saying nothing."""
        user = known(person)
        open_ticket(actor=self.asker(person), user_id=user.pk, category_id=category.pk)
        self._opened(person, category)

    def _opened(self, person: Persona, category: Category) -> None:
        ticket = person.ticket
        case = Case(asker=person, ticket=ticket.pk, number=ticket.number, category=category.pk)
        self.cases[person] = case
        self.all_cases.append(case)
        name = person.first_name
        self.write(log.Opened, case, words=self._words(person), number=case.number, person=name)

    def _words(self, person: Persona) -> tuple[datetime, ...]:
        return tuple(self.waiting.pop(person, []))

    def open_case(self, person: Persona) -> Case | None:
        """Return the person's ticket where they have one open."""
        case = self.cases.get(person)
        return case if case and case.is_open else None

    def rates(self, case: Case, closing: int, value: int) -> None:
        """Rate a closing, or change one's mind about it."""
        rate_ticket(actor=self.asker(case.asker), closing_id=self.closing_events[closing], value=value)
        self.write(log.Rated, case, closing=closing, value=value)
        case.rated.add(closing)

    def comments(self, case: Case, closing: int, text: str) -> None:
        """Answer the bot's question about the rating."""
        with transaction.atomic():
            incoming = case.asker.message(text)
            assert add_comment(self.asker(case.asker), self.closing_events[closing], incoming) is not None
        self.write(log.Commented, case, closing=closing, text=text)

    # What the staff can do.

    def takes(self, admin: Persona, case: Case) -> None:
        """Take a ticket that nobody holds."""
        take_ticket(actor=self.actor(admin), ticket_id=case.ticket)
        self.held(case, admin, by=admin)

    def answers(self, admin: Persona, case: Case) -> None:
        """Answer, and take the ticket from whoever holds it."""
        message = answer_ticket(actor=self.actor(admin), ticket_id=case.ticket, content=TEXT, takeover=True)
        self._answered(admin, case, [message.pk])

    def answers_with_held_words(self, admin: Persona, case: Case) -> None:
        """Send what one had typed earlier, not knowing for whom: it is answered now."""
        words = self._words(admin)
        answer_with_pending(actor=self.actor(admin), ticket_id=case.ticket, takeover=True)
        messages = Ticket.objects.get(pk=case.ticket).messages.order_by("-pk").values_list("pk", flat=True)
        self._answered(admin, case, list(messages[: len(words)]))

    def _answered(self, admin: Persona, case: Case, messages: Iterable[int]) -> None:
        if case.holder != admin:
            self.held(case, admin, by=admin)
        for message in messages:
            self.write(log.Answered, case, admin)
            case.answers.append((admin, message))

    def notes(self, admin: Persona, case: Case) -> None:
        """Write something that only the staff see."""
        add_note(actor=self.actor(admin), ticket_id=case.ticket, content=TEXT)
        self.write(log.Noted, case, admin)

    def edits(self, case: Case) -> None:
        """Change the last answer: no figure counts that."""
        admin, message = case.answers[-1]
        edit_answer(actor=self.actor(admin), message_id=message, text=f"Hozir {self.now:%f}", entities=[])

    def deletes(self, case: Case) -> None:
        """Take the last answer back: it was one all the same."""
        admin, message = case.answers[-1]
        delete_answer(actor=self.actor(admin), message_id=message)

    def moves(self, admin: Persona, case: Case, category: Category) -> None:
        """Pass the ticket to a category; nobody holds it there."""
        transfer_ticket(actor=self.actor(admin), ticket_id=case.ticket, category_id=category.pk)
        self.write(log.Moved, case, admin, to_category=category.pk)
        case.category, case.holder = category.pk, None

    def hands(self, admin: Persona, case: Case, other: Persona) -> None:
        """Pass the ticket to a colleague."""
        transfer_ticket(actor=self.actor(admin), ticket_id=case.ticket, admin_id=self.admin_ids[other])
        self.held(case, other, by=admin)

    def releases(self, admin: Persona, case: Case) -> None:
        """Give the ticket back to its category."""
        release_ticket(actor=self.actor(admin), ticket_id=case.ticket)
        self.held(case, None, by=admin)

    def held(self, case: Case, holder: Persona | None, *, by: Persona | None) -> None:
        """Note in whose hands the ticket is now."""
        self.write(log.Held, case, by, holder=self.admin_ids[holder] if holder else None)
        case.holder = holder

    # What both can do.

    def closes(self, case: Case, admin: Persona | None = None) -> int:
        """End the ticket, for the staff or for the person who asked; return the number of the closing."""
        close_ticket(actor=self.actor(admin) if admin else self.asker(case.asker), ticket_id=case.ticket)
        number = len(self.closing_events) + 1
        # Only its name: what the buttons under the notice of the closing carry.
        closed = Event.objects.filter(ticket=case.ticket, act=Event.Act.CLOSED)
        self.closing_events[number] = closed.values_list("pk", flat=True).latest("pk")
        self.write(log.Closed, case, admin, closing=number)
        case.is_open, case.closed_at = False, self.now
        case.closings.append(number)
        return number

    def reopens(self, case: Case, admin: Persona | None = None) -> None:
        """Let the ticket go on, in its last holder's hands where these may still hold it."""
        reopen_ticket(actor=self.actor(admin) if admin else self.asker(case.asker), ticket_id=case.ticket)
        # Loose words of somebody who is an admin as well may be answers: they stay where they are.
        words = () if admin and case.asker in self.bound else self._words(case.asker)
        case.holder = case.holder if case.holder and self.may_work(case.holder, case.category) else None
        holder = self.admin_ids[case.holder] if case.holder else None
        self.write(log.Reopened, case, admin, words=words, by_asker=admin is None, holder=holder)
        case.is_open, case.closed_at = True, None

    def may_work(self, admin: Persona, category: int) -> bool:
        """Tell whether tickets of that category are that person's to answer now."""
        return admin == self.super_admin or category in self.bound.get(admin, ())

    def workers(self, case: Case) -> list[Persona]:
        """Return who may answer the ticket now; nobody answers their own."""
        return [admin for admin in self.bound if admin != case.asker and self.may_work(admin, case.category)]
