"""The tickets that answer a question, best first."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Max, Q, QuerySet

from apps.admin.actors import Actor
from apps.ticket.models import MessageWords
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.search import people
from apps.ticket.services.search.questions import Question, Word, WordsQuery, read_question
from apps.ticket.services.search.scope import Scope, scope_of
from apps.ticket.services.search.similar import meant_by
from core.statements import statement_limit

# Nobody reads further, and a common word stands in half of all tickets.
MOST = 200
# So that a first name that everybody has leaves room for what was written.
MOST_NAMED = 100
# With fewer found than one page, what may have been meant is looked for too.
ENOUGH = 20
# The newest messages are read one by one first, and as many as then seem to do: a common word is found there without
# its whole list in the index. What stands further apart is quicker in the index.
RECENT, FARTHEST = 20_000, 150_000
# The newest tickets with the rarest word, in which the other words are looked for.
POOL = 1_000
# With so many that hold all words in one message, nobody misses those that hold them here and there.
PLENTY = 100
MILLISECONDS = 2_000


@dataclass(frozen=True)
class Ranking:
    """Ticket ids with the reason for each, best first, and the question as it was understood in the end."""

    reasons: dict[int, str]
    question: Question


def matching_tickets(*, actor: Actor, query: str, within: TicketQuerySet | None = None, field: str = "q") -> list[int]:
    """Return the ids of the best tickets for the query, best first; Invalid names the field."""
    question = read_question(query, field=field)
    with statement_limit(MILLISECONDS):
        return list(rank(scope_of(actor, within), question).reasons)


def rank(scope: Scope, question: Question) -> Ranking:
    """Return the best tickets: by number, whole names, words, beginnings of names; where these are few, the similar."""
    found: dict[int, str] = {}
    for reason, tickets in _ways(scope, question, found):
        _add(found, reason, tickets)
    if len(found) < ENOUGH and question.names and not _is_exact(found, question):
        question = meant_by(question)
        for tickets in _similar(scope, question):
            _add(found, "similar", tickets)
    return Ranking(found, question)


def _is_exact(found: dict[int, str], question: Question) -> bool:
    """Tell whether one thing was asked for by its name: nobody means another one, then."""
    if question.number is not None and not question.text.isdecimal():
        return True
    return bool(found) and (question.username is not None or "number" in found.values())


def _add(found: dict[int, str], reason: str, tickets: Iterable[int]) -> None:
    if len(found) < MOST:
        for ticket in tickets:
            found.setdefault(ticket, reason)
            if len(found) == MOST:
                break


def _ways(scope: Scope, question: Question, found: dict[int, str]) -> Iterator[tuple[str, Iterable[int]]]:
    if question.number is not None:
        yield "number", _ids(scope.tickets.filter(number=question.number))
    if not question.names:
        return
    yield "person", _ids(people.named(scope, question, whole=True)[:MOST_NAMED])
    if question.username is None:
        yield "words", _newest(scope, question.every)
        if len(found) < PLENTY:
            yield "words", _scattered(scope, question)
    yield "person", _ids(people.named(scope, question, whole=False)[:MOST_NAMED])


def _similar(scope: Scope, question: Question) -> Iterator[Iterable[int]]:
    if question.number is None:
        yield _ids(people.named_like(scope, question)[:MOST_NAMED])
    if question.username is None:
        yield _newest(scope, question.every)


def _ids(tickets: TicketQuerySet) -> Iterable[int]:
    return tickets.values_list("pk", flat=True)


def _newest(scope: Scope, query: str, limit: int = MOST) -> list[int]:
    """Return the tickets with a message that matches, the newest such message first."""
    latest = MessageWords.objects.aggregate(latest=Max("pk"))["latest"] or 0
    span = RECENT
    for _ in range(2):
        recent = scope.messages().filter(pk__gt=latest - span).values("ticket")
        # As a filter of the aggregate no index is asked: the rows of the span are read as they stand.
        matching = recent.annotate(latest=Max("pk", filter=Q(search=WordsQuery(query)))).filter(latest__isnull=False)
        found = list(_latest_first(matching)[:limit])
        if len(found) == limit or span >= latest:
            return found
        # How far back as many would stand, if they stand as close everywhere; and half as much again.
        span = 3 * span * limit // (2 * len(found)) if found else FARTHEST + 1
        if span > FARTHEST:
            break
    matching = scope.messages().filter(search=WordsQuery(query)).values("ticket").annotate(latest=Max("pk"))
    return list(_latest_first(matching)[:limit])


def _latest_first(matching: QuerySet[Any, Any]) -> QuerySet[MessageWords, int]:
    return matching.order_by("-latest").values_list("ticket", flat=True)


def _scattered(scope: Scope, question: Question) -> Iterator[int]:
    """Return tickets that hold every word somewhere; one of them may be the person's name."""
    if len(question.words) < 2:
        return
    rarest = min(question.words, key=_expected)
    yield from _with_all(scope, _newest(scope, rarest.query, POOL), question.words)
    for name in question.words:
        others = tuple(word for word in question.words if word is not name)
        pool = [ticket for folded in name.folded[:1] for ticket in _ids(people.named_from(scope, folded)[:POOL])]
        yield from _with_all(scope, pool, others)


def _with_all(scope: Scope, pool: list[int], words: tuple[Word, ...]) -> Iterable[int]:
    if not pool:
        return []
    has = {f"has_{place}": BoolOr(Q(search=WordsQuery(word.query))) for place, word in enumerate(words)}
    messages = scope.messages().filter(ticket__in=pool).values("ticket").annotate(latest=Max("pk"), **has)
    return messages.filter(**dict.fromkeys(has, True)).order_by("-latest").values_list("ticket", flat=True)


def _expected(word: Word) -> int:
    """Return how many messages the database expects to hold the word: by its statistics, nothing is counted."""
    plan = MessageWords.objects.filter(search=WordsQuery(word.query)).explain(format="json")
    return int(json.loads(plan)[0]["Plan"]["Plan Rows"])
