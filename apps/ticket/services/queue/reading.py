"""The queue as an operator asks for it: a page of rows, and how many stand on each tab."""

from dataclasses import dataclass, field
from hashlib import sha256

from apps.admin.actors import Actor
from apps.ticket.services.list_search import search_list
from apps.ticket.services.queue.filters import Filters
from apps.ticket.services.queue.pages import page_of, page_within
from apps.ticket.services.queue.rows import Row, rows_of
from apps.ticket.services.queue.tabs import Tab, count_tabs, tickets_on
from core.statements import statement_limit

# A page is read in milliseconds; filters that nothing fits may make the database look at everything.
LIMIT_MS = 5_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an operator asks for. Without a tab it is theirs if that holds something, else the new tickets."""

    tab: Tab | None = None
    filters: Filters = field(default_factory=Filters)
    words: str = ""
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Queue:
    """The answer. `before` and `after` are the tickets next to which its neighbours begin, None without one."""

    tab: Tab
    counts: dict[Tab, int]
    rows: list[Row] = field(default_factory=list)
    before: int | None = None
    after: int | None = None

    @property
    def stamp(self) -> str:
        """Changes with everything that the page shows of it."""
        counts = sorted((str(tab), count) for tab, count in self.counts.items())
        rows = [(row.ticket.pk, row.stamp) for row in self.rows]
        return sha256(repr((self.tab, counts, rows, self.before, self.after)).encode()).hexdigest()[:32]


def read_queue(*, actor: Actor, asked: Asked) -> Queue:
    """Return a page of the actor's queue; Invalid where the words are nothing to look for, TookTooLong."""
    if asked.words:
        return _searched(actor, asked)
    with statement_limit(LIMIT_MS):
        counts = count_tabs(actor, asked.filters)
        tab = asked.tab or (Tab.MINE if counts[Tab.MINE] else Tab.NEW)
        tickets = asked.filters.narrow(tickets_on(tab, actor), actor)
        page = page_of(tickets, by_closing=tab.is_by_closing, before=asked.before, after=asked.after)
        return Queue(tab=tab, counts=counts, rows=rows_of(actor, page.ids), before=page.before, after=page.after)


def _searched(actor: Actor, asked: Asked) -> Queue:
    """Search as the bot and the API do, best first; without a tab among all of the actor's tickets."""
    tab = asked.tab or Tab.ALL
    tickets = asked.filters.narrow(tickets_on(tab, actor), actor)
    is_whole = actor.is_super and tab is Tab.ALL and asked.filters == Filters()
    found = search_list(actor=actor, words=asked.words, within=None if is_whole else tickets)
    with statement_limit(LIMIT_MS):
        counts = count_tabs(actor, asked.filters)
        page = page_within(found.ids, before=asked.before, after=asked.after)
        rows = rows_of(actor, page.ids)
    marks = found.mark([row.ticket for row in rows])
    marked = [Row(**{**vars(row), "marked": marks[row.ticket.pk]}) for row in rows]
    return Queue(tab=tab, counts=counts, rows=marked, before=page.before, after=page.after)
