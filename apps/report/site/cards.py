"""The cards of the first page: what is so now, and how it stands beside the time before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.report.services.figures import Durations
from apps.report.services.first_page import Days
from apps.report.site.figures import Said, compare, count, say_durations
from apps.ticket.services.queue import COUNTED, Standing, Tab


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a figure differs from the one before. `verdict` is `good`, `bad` or empty where it is neither."""

    arrow: str
    words: str
    before: str
    verdict: str = ""

    @property
    def heard(self) -> str:
        """What the colour says, for those who do not see it."""
        return {"good": _("better"), "bad": _("worse")}.get(self.verdict, "")


@dataclass(frozen=True, kw_only=True)
class Card:
    """A figure with what it leads to. `since` goes on by itself."""

    name: str
    label: str
    words: str
    link: str = ""
    since: datetime | None = None
    details: str = ""
    change: Change | None = None


def cards_of(standing: Standing, days: Days | None) -> list[Card]:
    """Return the cards; without figures of the days only those that tell of now."""
    return [*_now(standing, days), *(_behind(days) if days else [])]


def _now(standing: Standing, days: Days | None) -> list[Card]:
    today, yesterday = (days.today, days.yesterday) if days else (None, None)
    # It tells of all that are open: how many of them waited at an earlier moment is nowhere written.
    were_open, yesterdays = _("open at the end of yesterday: %(figure)s"), _("all of yesterday: %(figure)s")
    backlog = _counted(today.backlog, yesterday.backlog, were_open, wanted="less") if today and yesterday else None
    opened = _counted(today.opened, yesterday.opened, yesterdays) if today and yesterday else None
    left = _("open in all: %(count)s") % {"count": count(today.backlog or 0)} if today else ""
    came = _("opened today: %(count)s") % {"count": count(today.opened or 0)} if today else ""
    mine = _("of them wait: %(count)s") % {"count": count(standing.mine_waiting)}
    return [
        _tab(standing, Tab.WAITING, _("Waiting now"), details=left, change=backlog),
        _longest(standing),
        _tab(standing, Tab.NEW, _("New"), details=came, change=opened),
        _tab(standing, Tab.MINE, _("Mine"), details=mine),
    ]


def _tab(standing: Standing, tab: Tab, label: str, **further: Any) -> Card:
    number = standing.counts[tab]
    words = count(number) if number < COUNTED else f"{COUNTED - 1}+"
    return Card(name=str(tab), label=label, words=words, link=f"{_list()}?tab={tab}", **further)


def _longest(standing: Standing) -> Card:
    label = _("Longest wait")
    if not standing.longest:
        return Card(name="longest", label=label, words=_("Nobody waits 🎉"))
    ticket = standing.longest[0].ticket
    link = reverse("admin:ticket_ticket_change", args=[ticket.pk])
    return Card(name="longest", label=label, words="", link=link, since=ticket.waiting_since, details=str(ticket))


def _behind(days: Days) -> list[Card]:
    closed = _counted(days.today.closed, days.yesterday.closed, _("all of yesterday: %(figure)s"))
    return [
        Card(name="closed", label=_("Closed today"), words=count(days.today.closed), change=closed),
        _response("today", _("First response today, median"), days.today.first_response, days.yesterday.first_response),
        _response("week", _("First response in 7 days, median"), days.week, days.week_before),
    ]


def _response(name: str, label: str, now: Durations, before: Durations) -> Card:
    said, earlier = say_durations(now), say_durations(before)
    words = compare("first_response", said, earlier)
    change = _change(said, earlier, words, "less", _earlier(name, earlier.words)) if words else None
    details = f"n = {count(now.n)}" if now.n else _("nobody was answered")
    return Card(name=f"response-{name}", label=label, words=said.words, details=details, change=change)


def _earlier(name: str, words: str) -> str:
    if name == "week":
        return _("7 days before: %(figure)s") % {"figure": words}
    return _("yesterday: %(figure)s") % {"figure": words}


def _counted(now: int | None, before: int | None, earlier_words: str, *, wanted: str = "") -> Change:
    """Compare whole numbers of today and yesterday. `wanted` says that `less` of it is good, where a day that is not
    over can be judged at all.
    """
    said, earlier = (Said(words=count(value or 0), number=value or 0) for value in (now, before))
    words = compare("closed", said, earlier)
    return _change(said, earlier, words, wanted, earlier_words % {"figure": earlier.words})


def _change(now: Said, before: Said, words: str, wanted: str, earlier: str) -> Change:
    difference = (now.number or 0) - (before.number or 0)
    arrow = "↑" if difference > 0 else "↓" if difference < 0 else "→"
    is_wanted = (difference > 0) == (wanted == "more")
    verdict = ("good" if is_wanted else "bad") if difference and wanted else ""
    return Change(arrow=arrow, words=words, before=earlier, verdict=verdict)


def _list() -> str:
    return reverse("admin:ticket_ticket_changelist")
