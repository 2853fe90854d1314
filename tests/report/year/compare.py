"""Puts a report and the oracle side by side, number by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.report.year.oracle import Facts, Oracle
from tests.report.year.story import Year


@dataclass(frozen=True, kw_only=True)
class Question:
    """A period, and whose figures: of all categories or some, of everybody or one admin."""

    first: date
    last: date
    categories: frozenset[int] | None = None
    admin: int | None = None
    # The only admin whose own figures the reader may see; None: all.
    reader: int | None = None

    @property
    def before(self) -> "Question":
        """The same of the period just before, which is as long."""
        length = self.last - self.first
        last = date.fromordinal(self.first.toordinal() - 1)
        return Question(
            first=last - length, last=last, categories=self.categories, admin=self.admin, reader=self.reader
        )


def expected(oracle: Oracle, year: Year, question: Question) -> Facts:
    """Return all numbers of a report as the oracle knows them, rows by the ids of what they are of."""
    everywhere = [category.pk for category in (year.payments, year.delivery, year.returns, year.silent)]
    places = [pk for pk in everywhere if question.categories is None or pk in question.categories]
    people = {question.reader} if question.reader else set(year.desk.admin_ids.values())
    return {
        **_compared(oracle, question, question.categories, question.admin),
        "by_day": oracle.by_day(question.first, question.last, question.categories, question.admin),
        "by_category": _rows({pk: _compared(oracle, question, frozenset({pk}), question.admin) for pk in places}),
        "by_admin": _rows(
            {pk: _compared(oracle, question, question.categories, pk) for pk in people if question.admin in {None, pk}}
        ),
    }


def _compared(oracle: Oracle, question: Question, categories: frozenset[int] | None, admin: int | None) -> Facts:
    before = question.before
    return {
        "totals": oracle.figures(question.first, question.last, categories, admin),
        "previous": oracle.figures(before.first, before.last, categories, admin),
    }


def _rows(rows: dict[int, Facts]) -> dict[int, Facts]:
    """Leave out the rows in which there is nothing at all."""
    return {pk: row for pk, row in rows.items() if _anything(row["totals"]) or _anything(row["previous"])}


def _anything(figures: Facts) -> bool:
    counts = ("opened", "closed", "reopened", "backlog", "messages_in", "messages_out")
    return any(figures[name] for name in counts) or figures["ratings"]["n"] > 0


def reported(facts: Facts) -> Facts:
    """Return the numbers of a report on the wire in the same shape."""
    return {
        "totals": facts["totals"],
        "previous": facts["previous"],
        "by_day": facts["by_day"],
        "by_category": {row["category"]["id"]: _without(row, "category") for row in facts["by_category"]},
        "by_admin": {row["admin"]["id"]: _without(row, "admin") for row in facts["by_admin"]},
    }


def _without(row: Facts, name: str) -> Facts:
    return {key: value for key, value in row.items() if key != name}


def differences(actual: Any, wanted: Any) -> list[str]:
    """Name every number that differs, by its path: nothing is near enough."""
    seen, due = dict(_numbers(actual, "")), dict(_numbers(wanted, ""))
    return [
        f"{path}: {seen.get(path, 'missing')} is not {due.get(path, 'wanted')}"
        for path in sorted(seen.keys() | due.keys())
        if path not in seen or path not in due or seen[path] != due[path]
    ]


def _numbers(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _numbers(part, f"{path}.{key}")
    elif isinstance(value, list):
        yield f"{path}.length", len(value)
        for number, part in enumerate(value):
            yield from _numbers(part, f"{path}[{number}]")
    elif isinstance(value, date):
        yield path, value.isoformat()
    else:
        # The shortest decimal that stands for a float: what goes over the wire.
        yield path, Decimal(repr(value)) if isinstance(value, float) else value
