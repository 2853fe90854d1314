"""What an operator asks of the list of tickets, as it stands in the address: read, or refused in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.ticket.services.queue import ME, NOBODY, UNRATED, Asked, Choices, Filters, Tab
from apps.ticket.wording import PRIORITY_LABELS, STATUS_LABELS
from core.questions import SHOWN, read_choice, read_day, read_id, read_words, require_order
from core.wording import BEST, stars

FILTERS = ("category", "holder", "state", "priority", "tag", "from", "to", "rating", "person")
NAMES = ("tab", "q", *FILTERS, "before", "after")
LONGEST_TAG = 40
TITLES: dict[str, Promise] = {
    Tab.MINE: gettext_lazy("Mine"),
    Tab.NEW: gettext_lazy("New"),
    Tab.WAITING: gettext_lazy("Waiting"),
    Tab.ALL: gettext_lazy("All"),
    Tab.CLOSED: gettext_lazy("Closed"),
}


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter that is on, in words, and the address without it."""

    words: str
    link: str


@dataclass(frozen=True, kw_only=True)
class QueueQuery:
    """What stands in the address; `problem` says what is wrong with it, empty where nothing is."""

    values: dict[str, str]
    asked: Asked = field(default_factory=Asked)
    problem: str = ""

    @property
    def is_filtered(self) -> bool:
        return any(self.values[name] for name in FILTERS)

    def link(self, **changed: Any) -> str:
        """Return the query string with that changed; another question begins at its first page."""
        kept = {name: value for name, value in self.values.items() if name not in {"before", "after"}}
        return urlencode({name: value for name, value in (kept | changed).items() if value})

    @property
    def without_words(self) -> str:
        """Return the query string of the same list, not searched."""
        return self.link(q="")

    def page_link(self) -> str:
        """Return the query string of just this page."""
        return urlencode({name: value for name, value in self.values.items() if value})


def read_query(params: QueryDict, choices: Choices) -> QueueQuery:
    """Read the address; what is wrong in it is told by name."""
    values = {name: read_words(params.get(name, "")) for name in NAMES}
    try:
        tab = read_choice(values["tab"], list(Tab))
        filters = _filters(values, choices)
        before, after = read_id(values["before"]), read_id(values["after"])
    except ValueError as error:
        return QueueQuery(values=values, problem=str(error))
    asked = Asked(tab=Tab(tab) if tab else None, filters=filters, words=values["q"], before=before, after=after)
    return QueueQuery(values=values, asked=asked)


def _filters(values: dict[str, str], choices: Choices) -> Filters:
    first, last = read_day(values["from"]), read_day(values["to"])
    require_order(first, last)
    category = read_choice(values["category"], [str(category.pk) for category in choices.categories])
    priority = read_choice(values["priority"], list(PRIORITY_LABELS))
    if len(values["tag"]) > LONGEST_TAG:
        raise ValueError(_("“%(words)s” is not on the list.") % {"words": values["tag"][:SHOWN]})
    return Filters(
        category=int(category) if category else None,
        holder=read_choice(values["holder"], [ME, NOBODY, *(str(admin.pk) for admin in choices.holders)]),
        status=read_choice(values["state"], list(STATUS_LABELS)),
        priority=int(priority) if priority else None,
        tag=values["tag"],
        first=first,
        last=last,
        rating=read_choice(values["rating"], [*map(str, range(1, BEST + 1)), UNRATED]),
        person=read_id(values["person"]),
    )


def chips_of(query: QueueQuery, choices: Choices) -> list[Chip]:
    """Return the filters that are on."""
    return [Chip(words=words, link=query.link(**{name: ""})) for name, words in _words(query, choices)]


def _words(query: QueueQuery, choices: Choices) -> Iterator[tuple[str, str]]:
    filters = query.asked.filters
    yield from (("category", str(one)) for one in choices.categories if one.pk == filters.category)
    if filters.holder:
        yield "holder", dict(holders(choices))[filters.holder]
    if filters.status:
        yield "state", str(STATUS_LABELS[filters.status])
    if filters.priority:
        yield "priority", _("priority: %(words)s") % {"words": PRIORITY_LABELS[str(filters.priority)]}
    if filters.tag:
        yield "tag", f"#{filters.tag}"
    if filters.first:
        yield "from", _("opened from %(day)s") % {"day": date_format(filters.first, "d.m.Y")}
    if filters.last:
        yield "to", _("opened until %(day)s") % {"day": date_format(filters.last, "d.m.Y")}
    if filters.rating:
        yield "rating", dict(ratings())[filters.rating]
    if filters.person is not None:
        yield "person", _("of one person")


def holders(choices: Choices) -> list[tuple[str, str]]:
    """Return who may be asked for as a holder."""
    people = [(str(admin.pk), admin.display_name) for admin in choices.holders]
    return [(ME, _("me")), (NOBODY, _("nobody")), *people]


def ratings() -> list[tuple[str, str]]:
    """Return five steps, and the tickets without a rating."""
    return [*((str(value), stars(value)) for value in range(BEST, 0, -1)), (UNRATED, _("not rated"))]
