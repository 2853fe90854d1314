"""Marks words where they stand. Which words match is the database's to say, as it was when they were found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.ticket.services.search.questions import Question
from apps.user.models import TelegramUser

# A word with the apostrophes within it: oʻtmadi is one, by whatever key its second letter was written.
WORD = re.compile(r"[^\W_]+(?:['`´ʹʻʼʽ‘’‛′\u0300\u0301\u0306\u0307]+[^\W_]+)*['`´ʹʻʼʽ‘’‛′]?")
IN_MESSAGES = "SELECT word FROM unnest(%s::text[]) AS word WHERE yordam_words(word) @@ %s::tsquery"
IN_NAMES = """
    SELECT word FROM unnest(%s::text[]) AS word
    WHERE yordam_fold(word) LIKE ANY (%s) OR (%s AND yordam_fold(word) %%> ANY (%s))
"""


@dataclass(frozen=True)
class Part:
    """A piece of a text, marked where it is what was looked for."""

    text: str
    marked: bool


def matching_words(question: Question, texts: Iterable[str]) -> set[str]:
    """Return those of the texts' words that are words of the question."""
    return _ask(IN_MESSAGES, _words(texts), question.some) if question.words else set()


def mark_names(question: Question, people: Iterable[TelegramUser]) -> dict[int, list[Part]]:
    """Return the names of those people who were found by them, marked."""
    names = {user.pk: f"{user} @{user.username}" if user.username else str(user) for user in people}
    begun = [f"{word}%" for word in question.names]
    marked = _ask(IN_NAMES, _words(names.values()), begun, question.is_loose, list(question.names)) if begun else set()
    parts = {pk: mark(name, marked) for pk, name in names.items()}
    return {pk: pieces for pk, pieces in parts.items() if any(piece.marked for piece in pieces)}


def mark(text: str, marked: set[str]) -> list[Part]:
    """Cut the text into parts, each marked or not; together they are the text."""
    parts: list[Part] = []
    done = 0
    for match in WORD.finditer(text):
        if match[0] in marked:
            parts += [Part(text[done : match.start()], False), Part(match[0], True)]
            done = match.end()
    return [part for part in [*parts, Part(text[done:], False)] if part.text]


def _words(texts: Iterable[str]) -> list[str]:
    return sorted({match[0] for text in texts for match in WORD.finditer(text)})


def _ask(statement: str, words: list[str], *details: Any) -> set[str]:
    if not words:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(statement, [words, *details])
        return {word for (word,) in cursor.fetchall()}
