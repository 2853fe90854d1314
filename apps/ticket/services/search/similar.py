"""What a mistyped word may have meant: words that were really written, near it or around it."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models.functions import Length

from apps.ticket.models import Word as KnownWord
from apps.ticket.services.search.questions import Question

# As many as are weighed, and as many as are then looked for.
WEIGHED, TAKEN = 150, 12
# Two letters swapped within a short word leave it a fifth of its three-letter pieces.
LIKENESS = "0.2"
# A letter missed within a longer name leaves it half of them.
LIKENESS_OF_NAMES = "0.45"
SHORTEST, LONGEST = 3, 32


def meant_by(question: Question) -> Question:
    """Return the question with what each of its words may have meant; for this transaction, be as forgiving as here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [LIKENESS])
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [LIKENESS_OF_NAMES])
    return question.meaning([_near(word.folded[0]) for word in question.words])


def _near(word: str) -> tuple[str, ...]:
    if not SHORTEST <= len(word) <= LONGEST:
        return ()
    near = [known for known in _alike(word) if distance(word, known) <= _forgiven(word)]
    around = KnownWord.objects.filter(text__contains=word).exclude(text__startswith=word)
    parts = around.order_by(Length("text"), "text").values_list("text", flat=True).distinct()[:TAKEN]
    return tuple(dict.fromkeys([*near[:TAKEN], *parts]))


def _alike(word: str) -> list[str]:
    likeness = TrigramSimilarity("text", word)
    known = KnownWord.objects.filter(text__trigram_similar=word).annotate(likeness=likeness)
    return list(known.order_by("-likeness", "text").values_list("text", flat=True).distinct()[:WEIGHED])


def _forgiven(word: str) -> int:
    """Return how many slips of the finger a word of that length may hold."""
    return 1 if len(word) < 6 else 2


def distance(left: str, right: str) -> int:
    """Return how many letters were missed, added, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for place, letter in enumerate(left, start=1):
        earlier, before, row = before, row, [place]
        for column, other in enumerate(right, start=1):
            steps = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != other))
            if earlier and column > 1 and letter == right[column - 2] and left[place - 2] == other:
                steps = min(steps, earlier[column - 2] + 1)
            row.append(steps)
    return row[-1]
