"""How a report is divided: the period and the one before it, their days, the categories and the admins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from django.db import connection

from apps.report.services.scope import Scope
from core.periods import Period, midnight


class By(IntEnum):
    """What a row is about; the numbers are those of SQL's GROUPING(day, category_id, admin_id)."""

    DAY = 0b011
    CATEGORY = 0b101
    ADMIN = 0b110
    ALL = 0b111


class Group(NamedTuple):
    """One set of acts that figures are made of. `key` is the number of a day, or the row id of a category or admin."""

    is_present: bool
    by: By = By.ALL
    key: int | None = None


NOW, BEFORE = Group(True), Group(False)


@dataclass(frozen=True, kw_only=True)
class Window:
    """A period and the one before it. The period's days are numbered from 1."""

    period: Period

    @property
    def params(self) -> dict[str, Any]:
        """Return it as the questions to the database name it.

        The days' own midnights go to the database: so that they mean there what they mean here, whatever clocks do.
        """
        return {
            "start": self.period.before.start,
            "turn": self.period.start,
            "days": [midnight(day) for day in self.period.days()],
            "end": self.period.end,
        }


def ask(question: str, window: Window, scope: Scope) -> Iterator[tuple[Group, Mapping[str, Any]]]:
    """Put a question to the database; its columns `present` and `level` tell which group a row is about."""
    for row in ask_rows(question, window, scope):
        by = By(row["level"])
        key = {By.DAY: "day", By.CATEGORY: "category_id", By.ADMIN: "admin_id"}.get(by)
        yield Group(row["present"], by, row[key] if key else None), row


def ask_rows(question: str, window: Window, scope: Scope) -> list[dict[str, Any]]:
    """Put a question to the database and return its rows by the names of the columns."""
    with connection.cursor() as cursor:
        cursor.execute(question, window.params | scope.params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
