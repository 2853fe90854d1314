"""What was said in a ticket about the question: a few messages, each cut around the words that were looked for."""

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber

from apps.ticket.models import Message
from apps.ticket.services.search.marks import Part, mark, matching_words
from apps.ticket.services.search.questions import Question, WordsQuery
from apps.ticket.services.search.scope import Scope

MOST, LONGEST = 3, 160
# How much of what was said before stands in front of the first marked word.
LEAD = 40


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """A piece of a message, in which words are marked."""

    message: int
    author: str
    is_staff: bool
    note: bool
    at: datetime
    parts: list[Part]


def snippets_of(scope: Scope, question: Question, tickets: list[int]) -> dict[int, list[Snippet]]:
    """Return up to three snippets for each ticket: messages with all the words first, then the newest."""
    messages = _messages(scope, question, tickets) if question.words and tickets else []
    texts = {message.pk: " ".join(message.text.split()) for message in messages}
    marked = matching_words(question, texts.values())
    found: dict[int, list[Snippet]] = {}
    for message in messages:
        assert message.ticket_id is not None
        found.setdefault(message.ticket_id, []).append(_snippet(message, texts[message.pk], marked))
    return found


def _messages(scope: Scope, question: Question, tickets: list[int]) -> list[Message]:
    whole = ExpressionWrapper(Q(search=WordsQuery(question.every)), output_field=BooleanField())
    place = Window(RowNumber(), partition_by=F("ticket"), order_by=[whole.desc(), F("pk").desc()])
    some = scope.messages().filter(ticket__in=tickets, search=WordsQuery(question.some))
    matching = some.annotate(place=place)
    best = matching.filter(place__lte=MOST).order_by("ticket", "place").values_list("pk", flat=True)
    places = {pk: place for place, pk in enumerate(best)}
    rows = Message.objects.filter(pk__in=places).select_related("admin", "user")
    return sorted(rows, key=lambda message: places[message.pk])


def _snippet(message: Message, text: str, marked: set[str]) -> Snippet:
    return Snippet(
        message=message.pk,
        author=message.admin.display_name if message.admin else str(message.user),
        is_staff=message.admin_id is not None,
        note=message.is_note,
        at=message.created_at,
        parts=clip(mark(text, marked)),
    )


def clip(parts: list[Part]) -> list[Part]:
    """Return at most 160 letters of the parts, around as many different marked words as such a piece can hold."""
    text = "".join(part.text for part in parts)
    if len(text) <= LONGEST:
        return parts
    begin = _begin(parts, text)
    end = begin + LONGEST - 2
    if end < len(text):
        end = max(text.rfind(" ", begin + LONGEST - LEAD, end), 0) or end
    before, after = (Part("…", False) if cut else None for cut in (begin > 0, end < len(text)))
    return [part for part in (before, *_between(parts, begin, end), after) if part]


def _begin(parts: list[Part], text: str) -> int:
    """Return where the piece begins: a little before a marked word, at the beginning of a word."""
    starts = list(accumulate((len(part.text) for part in parts), initial=0))
    places = [(start, part.text.lower()) for start, part in zip(starts, parts, strict=False) if part.marked]
    room = LONGEST - LEAD
    held = {start: len({word for at, word in places if start <= at < start + room}) for start, _ in places}
    best = max(held, key=lambda start: (held[start], -start), default=0)
    begin = min(max(best - LEAD, 0), len(text) - LONGEST + 1)
    blank = text.find(" ", begin, best) if begin else -1
    return blank + 1 if blank >= 0 else begin


def _between(parts: list[Part], begin: int, end: int) -> list[Part]:
    starts = accumulate((len(part.text) for part in parts), initial=0)
    pieces = [
        Part(part.text[max(begin - start, 0) : max(end - start, 0)], part.marked)
        for start, part in zip(starts, parts, strict=False)
    ]
    return [piece for piece in pieces if piece.text]
