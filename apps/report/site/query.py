"""What the reader of the reports page asks for, as it stands in the address: read, or refused in words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal
from core.periods import DEFAULT_DAYS, Period
from core.questions import read_id, read_period, read_words

NAMES = ("from", "to", "category", "admin")
WORDS = {
    "not_found": gettext_lazy("There is no such category or admin, or it is not yours to see."),
    "forbidden": gettext_lazy("The figures of other admins are for super admins."),
    "took_too_long": gettext_lazy("This took the database too long: ask for a shorter period."),
}


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question to the reports; `problem` says what is wrong with it, empty where nothing is."""

    values: dict[str, str]
    period: Period
    category_id: int | None = None
    admin_id: int | None = None
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A period to choose by its name."""

    name: str
    link: str
    is_chosen: bool


def read_query(params: QueryDict) -> Query:
    """Read the address. What is wrong in it is told by name, and a usual period stands in its place."""
    values = {name: read_words(params.get(name, "")) for name in NAMES}
    try:
        period = read_period(values["from"], values["to"])
        category_id, admin_id = read_id(values["category"]), read_id(values["admin"])
    except ValueError as error:
        return Query(values=values, period=Period.of_days(DEFAULT_DAYS), problem=str(error))
    values |= {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return Query(values=values, period=period, category_id=category_id, admin_id=admin_id)


def words_of(refusal: Refusal) -> str:
    """Return the sentence for what the reports refuse."""
    return str(WORDS.get(refusal.code, WORDS["not_found"]))


def presets(query: Query) -> list[Preset]:
    """Return the usual periods, each with a link that keeps the other choices."""
    today = timezone.localdate()
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    periods = {
        _("Today"): Period.of_days(1),
        _("7 days"): Period.of_days(7),
        _("30 days"): Period.of_days(30),
        _("90 days"): Period.of_days(90),
        _("This month"): Period(first=month, last=today),
        _("Last month"): Period(first=before.replace(day=1), last=before),
    }
    return [
        Preset(name=name, link=link_to(query, period), is_chosen=not query.problem and period == query.period)
        for name, period in periods.items()
    ]


def link_to(query: Query, period: Period, **further: Any) -> str:
    """Return the query string of that period with the same category and admin."""
    others = {name: query.values[name] for name in ("category", "admin") if query.values[name]}
    return urlencode({"from": period.first.isoformat(), "to": period.last.isoformat(), **others, **further})
