"""The reports page, and its tables as files."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apps.admin.actors import Actor
from apps.admin.queries import list_admins, list_categories
from apps.admin.site import operator_of
from apps.report.charts import KINDS, NARROW, WIDE, Size, draw
from apps.report.explanations import EXPLANATIONS
from apps.report.services.export import export_tickets
from apps.report.services.summary import Report, report
from apps.report.site.query import Query, link_to, presets, read_query, words_of
from apps.report.site.tables import cards_of, tables_of
from core.errors import Refusal
from core.spreadsheets import FILE_KINDS, FileKind, attachment

PAIRED = Size(520, 360)


@require_GET
def reports_page(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period; where they are refused, say why."""
    actor, query = operator_of(request), read_query(request.GET)
    problem, status, shown = query.problem, 400, None
    if not problem:
        try:
            shown, status = _report(actor, query), 200
        except Refusal as refusal:
            problem, status = words_of(refusal), refusal.status
    context = {
        **admin.site.each_context(request),
        "title": _("Reports"),
        "query": query,
        "problem": problem,
        "presets": presets(query),
        **_choices(actor),
        **(_parts(shown, query) if shown else {}),
    }
    return TemplateResponse(request, "site/reports.html", context, status=status)


def _report(actor: Actor, query: Query) -> Report:
    return report(actor=actor, period=query.period, category_id=query.category_id, admin_id=query.admin_id)


def _choices(actor: Actor) -> dict[str, Any]:
    """Return what may be chosen: an admin reports on their own categories, and on nobody else's work."""
    categories = list_categories(actor=actor, is_active=None)
    if actor.admin and not actor.is_super:
        categories = categories.filter(pk__in=actor.admin.category_ids())
    return {"categories": categories, "admins": list_admins(actor=actor, is_active=None) if actor.is_super else []}


def _parts(shown: Report, query: Query) -> dict[str, Any]:
    return {
        "report": shown,
        "cards": cards_of(shown),
        "tables": tables_of(shown),
        "charts": [(_drawn(kind, shown, _size(kind)), _drawn(kind, shown, NARROW)) for kind in KINDS],
        "notes": [EXPLANATIONS[name] for name in ("median", "p90", "mean", "by_admin", "previous")],
        "links": {kind: link_to(query, query.period, file=kind) for kind in FILE_KINDS},
    }


def _size(kind: str) -> Size:
    """Return how large a chart is on a wide screen: the first one stands alone, the others in pairs."""
    return WIDE if kind == "volume" else PAIRED


def _drawn(kind: str, shown: Report, size: Size) -> SafeString:
    # The drawing escapes every name by itself: it is built as a tree, never out of strings.
    return mark_safe(draw(kind, shown, language_of_page(), size=size))  # noqa: S308


@require_GET
def reports_file(request: HttpRequest) -> HttpResponseBase:
    """Give the tickets behind the figures as a file, one row each."""
    actor, query = operator_of(request), read_query(request.GET)
    kind: FileKind = "xlsx" if request.GET.get("file") == "xlsx" else "csv"
    if query.problem:
        return _refused(query.problem, 400)
    try:
        table = export_tickets(
            actor=actor,
            period=query.period,
            language=language_of_page(),
            category_id=query.category_id,
            admin_id=query.admin_id,
        )
        return attachment(kind=kind, name=table.name, header=table.header, rows=table.rows)
    except Refusal as refusal:
        return _refused(words_of(refusal), refusal.status)


def _refused(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def language_of_page() -> str:
    """Return the language in which the page speaks."""
    return get_language() or settings.LANGUAGE_CODE
