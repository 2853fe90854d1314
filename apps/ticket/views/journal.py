"""The audit page: who did what, by act, door, person, category and day."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apps.admin.actors import Actor, Door
from apps.admin.queries import list_admins, list_categories
from apps.admin.site import operator_of
from apps.ticket.refusals import words_of
from apps.ticket.retelling import ACTS, DOORS
from apps.ticket.services.audit import export_header, export_rows
from apps.ticket.services.audit_page import AuditPage, Search, read_audit
from core.errors import Refusal
from core.periods import EARLIEST_YEAR, Period
from core.questions import read_choice, read_day, read_id, read_words, require_order
from core.spreadsheets import FILE_KINDS, FileKind, attachment

NAMES = ("q", "act", "door", "admin", "category", "from", "to", "after", "before")
LONGEST_SEARCH = 200


@dataclass(frozen=True, kw_only=True)
class AuditQuery:
    """What stands in the address; `problem` says what is wrong with it, empty where nothing is."""

    values: dict[str, str]
    search: Search = field(default_factory=Search)
    after: int | None = None
    before: int | None = None
    problem: str = ""

    def link(self, **further: Any) -> str:
        """Return the query string of the same filters."""
        kept = {name: value for name, value in self.values.items() if value and name not in {"after", "before"}}
        return urlencode({**kept, **further})


def read_query(params: QueryDict) -> AuditQuery:
    """Read the address; what is wrong in it is told by name."""
    values = {name: read_words(params.get(name, "")) for name in NAMES}
    try:
        if len(values["q"]) > LONGEST_SEARCH:
            raise ValueError(_("A search has %(letters)s letters at most.") % {"letters": LONGEST_SEARCH})
        search = Search(
            words=values["q"],
            act=read_choice(values["act"], list(ACTS)) or None,
            door=read_choice(values["door"], list(Door)) or None,
            admin=read_id(values["admin"]),
            category=read_id(values["category"]),
            period=_period(read_day(values["from"]), read_day(values["to"])),
        )
        after, before = read_id(values["after"]), read_id(values["before"])
    except ValueError as error:
        return AuditQuery(values=values, problem=str(error))
    return AuditQuery(values=values, search=search, after=after, before=before)


def _period(first: date | None, last: date | None) -> Period | None:
    if first is None and last is None:
        return None
    require_order(first, last)
    first = first or date(EARLIEST_YEAR, 1, 1)
    return Period(first=first, last=last or max(timezone.localdate(), first))


@require_GET
def audit_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the events that the filters leave, newest first; what is wrong with a filter is said above them."""
    actor, query = operator_of(request), read_query(request.GET)
    problem, status, page = query.problem, 400, None
    if not problem:
        try:
            page, status = read_audit(actor=actor, search=query.search, after=query.after, before=query.before), 200
        except Refusal as refusal:
            problem, status = words_of(refusal), refusal.status
    shown = {"title": _("Events"), "query": query, "problem": problem, "page": page}
    links = {"links": _links(query, page) if page else {}}
    return TemplateResponse(request, "site/audit.html", {**context, **shown, **links, **_choices(actor)}, status=status)


def _links(query: AuditQuery, page: AuditPage) -> dict[str, str]:
    """Return where the neighbours of this stretch are found, and its files."""
    links = {f"as_{kind}": query.link(file=kind) for kind in FILE_KINDS}
    if page.newer:
        links |= {"newest": query.link(), "newer": query.link(before=page.newer)}
    if page.older:
        links |= {"older": query.link(after=page.older)}
    return links


def _choices(actor: Actor) -> dict[str, Any]:
    """Return what the filters offer: an admin chooses among their own categories and all their colleagues' acts."""
    categories = list_categories(actor=actor, is_active=None)
    if actor.admin and not actor.is_super:
        categories = categories.filter(pk__in=actor.admin.category_ids())
    return {
        "acts": ACTS.items(),
        "doors": DOORS.items(),
        "categories": categories,
        "admins": list_admins(actor=actor, is_active=None),
        "may_export": actor.is_super,
    }


@require_GET
def audit_file(request: HttpRequest) -> HttpResponseBase:
    """Give the events that the filters leave as a file, to super admins."""
    actor, query = operator_of(request), read_query(request.GET)
    if not actor.is_super:
        raise PermissionDenied
    kind: FileKind = "xlsx" if request.GET.get("file") == "xlsx" else "csv"
    if query.problem:
        return HttpResponse(query.problem, status=400, content_type="text/plain; charset=utf-8")
    language = get_language() or "uz"
    try:
        rows = export_rows(actor=actor, filters=query.search, language=language)
        return attachment(kind=kind, name="events", header=export_header(language), rows=rows)
    except Refusal as refusal:
        return HttpResponse(words_of(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
