"""A page of what was found: tickets, why, and the words marked where they stand."""

from dataclasses import dataclass

from apps.admin.actors import Actor
from apps.ticket.models import Ticket
from apps.ticket.services.search.marks import Part, mark_names
from apps.ticket.services.search.questions import read_question
from apps.ticket.services.search.ranking import MILLISECONDS, rank
from apps.ticket.services.search.scope import scope_of
from apps.ticket.services.search.snippets import Snippet, snippets_of
from core.statements import statement_limit


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A ticket that was found: the reason, what was said in it, and the name where that is marked."""

    ticket: Ticket
    reason: str
    snippets: list[Snippet]
    person: list[Part] | None


@dataclass(frozen=True)
class Found:
    """One page; `has_next` tells whether another follows."""

    hits: list[Hit]
    has_next: bool


def search(*, actor: Actor, query: str, limit: int = 20, offset: int = 0) -> Found:
    """Return a page of the best tickets for the query; Invalid where it is nothing that can be looked for."""
    question = read_question(query)
    with statement_limit(MILLISECONDS):
        scope = scope_of(actor)
        ranking = rank(scope, question)
        page = list(ranking.reasons.items())[offset : offset + limit]
        tickets = Ticket.objects.with_people().in_bulk([ticket for ticket, _ in page])
        snippets = snippets_of(scope, ranking.question, list(tickets))
        people = mark_names(ranking.question, [ticket.user for ticket in tickets.values()])
    hits = [
        Hit(ticket=tickets[pk], reason=reason, snippets=snippets.get(pk, []), person=people.get(tickets[pk].user_id))
        for pk, reason in page
    ]
    return Found(hits, has_next=len(ranking.reasons) > offset + limit)
