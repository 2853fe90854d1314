"""How the queue stands right now, for the first page."""

from dataclasses import dataclass, field

from apps.admin.actors import Actor
from apps.ticket.services.queue.filters import Filters
from apps.ticket.services.queue.pages import page_of
from apps.ticket.services.queue.rows import Row, rows_of
from apps.ticket.services.queue.tabs import COUNTED, Tab, count_tabs, tickets_on
from core.statements import statement_limit

LONGEST = 5
LIMIT_MS = 5_000


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many tickets stand on each tab, COUNTED at most, how many of one's own wait, and who waits longest."""

    counts: dict[Tab, int]
    mine_waiting: int = 0
    longest: list[Row] = field(default_factory=list)


def read_standing(*, actor: Actor) -> Standing:
    """Return how the actor's queue stands now."""
    with statement_limit(LIMIT_MS):
        mine = tickets_on(Tab.MINE, actor).filter(waiting_since__isnull=False)
        page = page_of(tickets_on(Tab.WAITING, actor), by_closing=False)
        return Standing(
            counts=count_tabs(actor, Filters()),
            mine_waiting=mine.order_by()[:COUNTED].count(),
            longest=rows_of(actor, page.ids[:LONGEST]),
        )
