"""What somebody typed into the search box, read as words that the database knows how to find."""

import re
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from core.errors import Invalid

LONGEST, MOST_WORDS = 200, 12
NUMBER = re.compile(r"[#№]?\s*(\d{1,18})", re.ASCII)
# Characters that the database cannot hold: no message has them.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What Uzbek hangs onto a noun, folded: plural, owner, case. Asked with them, the bare word is looked for as well.
SUFFIXES = re.compile(r"([a-z]{4,}?)(?:lar)?(?:imiz|ingiz|im|ing|i|si)?(?:ning|ni|ga|da|dan)?")
READ = r"""
    SELECT tsvector_to_array(to_tsvector('pg_catalog.russian', replace(token.text, 'ё', 'е'))),
        tsvector_to_array(to_tsvector('pg_catalog.simple', yordam_fold(token.text)))
    FROM regexp_split_to_table(yordam_plain(%s), '\s+') WITH ORDINALITY AS token (text, place)
    ORDER BY token.place
"""


class WordsQuery(SearchQuery):
    """A tsquery that was put together from lexemes: nothing in it is parsed as words once more."""

    template = "%(expressions)s::tsquery"


@dataclass(frozen=True)
class Word:
    """A word of the question: its stems in Russian or English, its folded spelling, what it may have meant."""

    stems: tuple[str, ...]
    folded: tuple[str, ...]
    meant: tuple[str, ...] = ()

    @property
    def is_common(self) -> bool:
        """A word such as "и" or "the", for which the dictionaries know no stem."""
        return not self.stems

    @property
    def query(self) -> str:
        """The tsquery of everything that counts as this word."""
        ways = [" & ".join(_quoted(stem) for stem in self.stems), " & ".join(_begun(word) for word in self.folded)]
        ways += [_begun(bare) for bare in (_bare(word) for word in self.folded) if bare]
        ways += [_begun(word) for word in self.meant]
        return f"({' | '.join(f'({way})' for way in dict.fromkeys(ways) if way)})"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, read."""

    text: str
    number: int | None
    # The words to look for in messages; all of them, the common ones too, may be somebody's name.
    words: tuple[Word, ...]
    names: tuple[str, ...]
    # What is written only nearly so counts too.
    is_loose: bool = False

    @property
    def username(self) -> str | None:
        """The beginning of a @username, where that is what is asked for."""
        return self.text[1:] if self.text.startswith("@") else None

    @property
    def every(self) -> str:
        """The tsquery of all words in one message."""
        return " & ".join(word.query for word in self.words)

    @property
    def some(self) -> str:
        """The tsquery of any of the words."""
        return " | ".join(word.query for word in self.words)

    def meaning(self, meant: list[tuple[str, ...]]) -> "Question":
        """Return the same question, with what each word may have meant."""
        words = (replace(word, meant=near) for word, near in zip(self.words, meant, strict=True))
        return replace(self, words=tuple(words), is_loose=True)


def read_question(text: str, *, field: str = "q") -> Question:
    """Read what was typed; Invalid names the field where that is nothing that can be looked for."""
    text = text.strip()
    number = NUMBER.fullmatch(text)
    if len(text) > LONGEST:
        raise Invalid({field: [f"A question has {LONGEST} letters at most."]})
    if UNSTORABLE.search(text) or (sum(map(str.isalnum, text)) < 2 and not number):
        raise Invalid({field: ["A question has two letters or digits at least, or is a ticket's number."]})
    words = _read_words(text)
    names = tuple(dict.fromkeys(part for word in words for part in word.folded))
    telling = tuple(word for word in words if not word.is_common)
    return Question(text=text, number=int(number[1]) if number else None, words=telling or words, names=names)


def _read_words(text: str) -> tuple[Word, ...]:
    with connection.cursor() as cursor:
        cursor.execute(READ, [text])
        rows = [Word(tuple(stems), tuple(folded)) for stems, folded in cursor.fetchall() if folded]
    return tuple(dict.fromkeys(rows))[:MOST_WORDS]


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _begun(word: str) -> str:
    """Return what finds the word and whatever begins with it; two letters begin too many."""
    return f"{_quoted(word)}:*" if len(word) > 2 else _quoted(word)


def _bare(word: str) -> str | None:
    match = SUFFIXES.fullmatch(word)
    return match[1] if match and match[1] != word else None
