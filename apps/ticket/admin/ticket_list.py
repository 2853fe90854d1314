"""The list of tickets, searched: ranked by the desk's search, with the words marked that were found."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.admin.site import operator_of
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.list_search import ListSearch, Marked, search_list
from apps.ticket.services.search.marks import Part
from core.errors import Refusal
from core.wording import BEST, stars

# What stands in the address beside the filters.
UNFILTERED = {"q", "p", "o", "all", "e"}
REFUSED = {
    "invalid": gettext_lazy("Look for two letters or digits at least, and 200 at most."),
    "took_too_long": gettext_lazy("This took the database too long: ask for less."),
}


class RatingFilter(admin.SimpleListFilter):
    """By the person's latest rating."""

    title = gettext_lazy("rating")
    parameter_name = "rating"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer five steps, and the tickets without a rating."""
        return [*((str(value), stars(value)) for value in range(BEST, 0, -1)), ("none", _("not rated"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list; a value that is not offered narrows nothing."""
        value = self.value()
        if value == "none":
            return queryset.filter(rating=None)
        return queryset.filter(rating=int(value)) if value in {str(step) for step in range(1, BEST + 1)} else queryset


def search_rows(request: HttpRequest, rows: QuerySet[Any], words: str) -> tuple[QuerySet[Any], ListSearch | None]:
    """Return the rows that were found, best first; where the words are refused, none, and the reason is shown."""
    actor = operator_of(request)
    is_whole = actor.is_super and not set(request.GET) - UNFILTERED
    try:
        found = search_list(actor=actor, words=words, within=None if is_whole else cast(TicketQuerySet, rows))
    except Refusal as refusal:
        messages.warning(request, str(REFUSED.get(refusal.code, REFUSED["invalid"])))
        return rows.none(), None
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(found.ids)]
    best_first = Case(*places, output_field=IntegerField()) if places else Value(0)
    return rows.filter(pk__in=found.ids).order_by(best_first), found


class MarkingChangeList(ChangeList):
    """Gives each row of the shown page what was found of it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found: ListSearch | None = getattr(request, "found_tickets", None)
        rows = list(self.result_list)
        marks = found.mark(rows) if found else {}
        for row in rows:
            row.marked = marks.get(row.pk, Marked())
        self.result_list = cast("QuerySet[Any]", rows)


def marked_words(parts: Sequence[Part]) -> SafeString:
    """Return the parts one after the other, the found ones marked; every one of them is escaped."""
    return format_html_join("", "{}", ((_part(part),) for part in parts))


def _part(part: Part) -> SafeString | str:
    return format_html('<mark class="desk-mark">{}</mark>', part.text) if part.marked else part.text


def snippet_lines(marked: Marked) -> SafeString:
    """Return the found pieces of a ticket's messages, a line for each, with who said it."""
    return format_html_join("", '<div class="desk-snippet"><small>{}</small> {}</div>', _lines(marked))


def _lines(marked: Marked) -> Iterator[tuple[str, SafeString]]:
    return ((f"{snippet.author}:", marked_words(snippet.parts)) for snippet in marked.snippets)
