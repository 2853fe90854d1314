"""The list of tickets: the operators' queue, as a page and as what changed of it since."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apps.admin.actors import Actor
from apps.admin.site import operator_of, page_context
from apps.ticket.services.queue import COUNTED, Choices, Queue, Tab, choices_for, read_queue
from apps.ticket.views.site.outcomes import refused
from apps.ticket.views.site.queue_query import TITLES, QueueQuery, chips_of, holders, ratings, read_query
from apps.ticket.wording import PRIORITY_LABELS, STATUS_LABELS
from core.errors import Invalid, Refusal

WORDS = {
    "invalid": gettext_lazy("Look for two letters or digits at least, and 200 at most."),
    "took_too_long": gettext_lazy("This took the database too long: ask for less."),
}


@dataclass(frozen=True, kw_only=True)
class TabLink:
    """A tab as the page shows it: `count` is in words, as there may be more than are counted."""

    name: str
    title: str
    link: str
    count: str
    is_chosen: bool


@require_GET
def queue_page(request: HttpRequest) -> HttpResponse:
    """Show a page of the queue; what is wrong with the question is said above it."""
    actor = operator_of(request)
    choices = choices_for(actor=actor)
    query = read_query(request.GET, choices)
    problem, status, queue = query.problem, 400, None
    if not problem:
        queue, problem, status = _read(actor, query)
    context = {
        **page_context(request),
        "title": _("Tickets"),
        "query": query,
        "problem": problem,
        "chips": [] if query.problem else chips_of(query, choices),
        **_choices(choices),
        **(_parts(queue, query) if queue else {"tabs": _tabs({}, None, query)}),
    }
    return TemplateResponse(request, "site/queue.html", context, status=status)


def _read(actor: Actor, query: QueueQuery) -> tuple[Queue | None, str, int]:
    try:
        return read_queue(actor=actor, asked=query.asked), "", 200
    except Refusal as refusal:
        # A search for nothing is a slip of the finger, and no wrong address.
        status = 200 if isinstance(refusal, Invalid) else refusal.status
        return None, str(WORDS.get(refusal.code, WORDS["invalid"])), status


@require_GET
def queue_live(request: HttpRequest) -> HttpResponseBase:
    """Answer what the page would show now, and nothing where its browser has just that."""
    actor = operator_of(request)
    query = read_query(request.GET, choices_for(actor=actor))
    if query.problem:
        return JsonResponse({"code": "invalid", "detail": query.problem}, status=400)
    try:
        queue = read_queue(actor=actor, asked=query.asked)
    except Refusal as refusal:
        return refused(refusal)
    etag = f'"{queue.stamp}-{get_language()}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    return JsonResponse(_changes(request, queue, query), headers={"ETag": etag, "Cache-Control": "no-store"})


def _changes(request: HttpRequest, queue: Queue, query: QueueQuery) -> dict[str, Any]:
    return {
        "waiting": _in_words(queue.counts[Tab.WAITING]),
        "counts": {str(tab): _in_words(count) for tab, count in queue.counts.items()},
        "rows": [
            {
                "id": f"ticket-{row.ticket.pk}",
                "hash": row.stamp,
                "html": render_to_string("site/queue_row.html", {"row": row}, request),
            }
            for row in queue.rows
        ],
        "pages": render_to_string("site/queue_pages.html", {"links": _links(queue, query)}, request),
    }


def _parts(queue: Queue, query: QueueQuery) -> dict[str, Any]:
    return {
        "queue": queue,
        "tabs": _tabs(queue.counts, queue.tab, query),
        "waiting": _in_words(queue.counts[Tab.WAITING]),
        "links": _links(queue, query),
        # What a search has found stands still: asking it again every few seconds would keep the database busy.
        "live": "" if query.asked.words else _with_tab(query, queue),
    }


def _with_tab(query: QueueQuery, queue: Queue) -> str:
    """Return the question of this very page: a tab that was chosen for the reader stays while they look at it."""
    return QueueQuery(values=query.values | {"tab": str(queue.tab)}).page_link()


def _links(queue: Queue, query: QueueQuery) -> dict[str, str]:
    """Return where the pages next to this one are found."""
    links = {"first": query.link(tab=queue.tab), "before": query.link(tab=queue.tab, before=queue.before)}
    found = links if queue.before else {}
    return found | ({"after": query.link(tab=queue.tab, after=queue.after)} if queue.after else {})


def _tabs(counts: dict[Tab, int], chosen: Tab | None, query: QueueQuery) -> list[TabLink]:
    return [
        TabLink(
            name=str(tab),
            title=str(TITLES[tab]),
            link=query.link(tab=tab),
            count=_in_words(counts[tab]) if tab in counts else "",
            is_chosen=tab == chosen,
        )
        for tab in Tab
    ]


def _in_words(count: int) -> str:
    return str(count) if count < COUNTED else f"{COUNTED - 1}+"


def _choices(choices: Choices) -> dict[str, Any]:
    return {
        "choices": choices,
        "holders": holders(choices),
        "states": STATUS_LABELS.items(),
        "priorities": PRIORITY_LABELS.items(),
        "ratings": ratings(),
    }
