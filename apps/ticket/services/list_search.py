"""The desk's search within a list that has filters and pages of its own: which rows, in which order, marked where."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.admin.actors import Actor
from apps.ticket.models import Ticket
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.search.marks import Part, mark_names
from apps.ticket.services.search.questions import Question, read_question
from apps.ticket.services.search.ranking import MILLISECONDS, rank
from apps.ticket.services.search.scope import Scope, scope_of
from apps.ticket.services.search.snippets import Snippet, snippets_of
from core.statements import statement_limit


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What of a ticket was found: pieces of its messages, and the name where that is it."""

    snippets: Sequence[Snippet] = ()
    person: Sequence[Part] = ()


@dataclass(frozen=True, kw_only=True)
class ListSearch:
    """An answered question: the ids of the best tickets, best first."""

    question: Question
    scope: Scope
    ids: list[int] = field(default_factory=list)

    def mark(self, tickets: Sequence[Ticket]) -> dict[int, Marked]:
        """Return what was found of each of these tickets."""
        with statement_limit(MILLISECONDS):
            snippets = snippets_of(self.scope, self.question, [ticket.pk for ticket in tickets])
            people = mark_names(self.question, [ticket.user for ticket in tickets])
        return {
            ticket.pk: Marked(snippets=snippets.get(ticket.pk, ()), person=people.get(ticket.user_id, ()))
            for ticket in tickets
        }


def search_list(*, actor: Actor, words: str, within: TicketQuerySet | None) -> ListSearch:
    """Find the best tickets among those of the list, None for all; Invalid where it is nothing to look for."""
    question = read_question(words)
    with statement_limit(MILLISECONDS):
        scope = scope_of(actor, within)
        ranking = rank(scope, question)
    return ListSearch(question=ranking.question, scope=scope, ids=list(ranking.reasons))
