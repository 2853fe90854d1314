"""Tickets at the site: the list, and each one's conversation."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.site import ReadOnlyAdmin
from apps.ticket.admin.cells import chip, waiting_for
from apps.ticket.admin.paths import PATHS
from apps.ticket.admin.ticket_list import MarkingChangeList, RatingFilter, marked_words, search_rows, snippet_lines
from apps.ticket.models import Ticket
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.list_search import Marked
from apps.ticket.views.site.conversation import ticket_page
from core.wording import stars


@admin.register(Ticket)
class TicketPage(ReadOnlyAdmin):
    """The tickets that the operator works on, the longest-waiting first."""

    list_display = (
        "__str__",
        "status_chip",
        "waiting",
        "person",
        "category",
        "admin",
        "rated",
        "last_words",
        "last_message_at",
    )
    list_filter = (
        "status",
        ("category", admin.RelatedOnlyFieldListFilter),
        ("admin", admin.RelatedOnlyFieldListFilter),
        RatingFilter,
    )
    show_full_result_count = False
    # Django shows the search box for this; what is searched is the service's business.
    search_fields = ("number",)
    search_help_text = _("Number, name, username or words of the conversation")
    list_fullwidth = True

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the tickets of the operator's categories."""
        return cast(TicketQuerySet, rows).worked_by(actor).with_people()

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Put those who wait first, then the latest."""
        return [F("waiting_since").asc(nulls_last=True), "-last_message_at", "-pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search as the bot and the API do: best first, with the words marked."""
        if not search_term:
            return queryset, False
        rows, found = search_rows(request, queryset, search_term)
        # The rows are marked when the page knows which of them it shows.
        setattr(request, "found_tickets", found)  # noqa: B010 - a request takes what a page wants to remember
        return rows, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return MarkingChangeList

    @admin.display(description=_("person"), ordering="user")
    def person(self, row: Ticket) -> SafeString | str:
        """The person's name, marked where the search found it."""
        marked: Marked = getattr(row, "marked", Marked())
        return marked_words(marked.person) if marked.person else str(row.user)

    @admin.display(description=_("last words"))
    def last_words(self, row: Ticket) -> SafeString | str:
        """What was said last; in a search, what was found."""
        marked: Marked = getattr(row, "marked", Marked())
        return snippet_lines(marked) if marked.snippets else row.last_text

    @admin.display(description=_("rating"), ordering="rating")
    def rated(self, row: Ticket) -> SafeString | str:
        """The person's latest rating, as stars."""
        if row.rating is None:
            return "—"
        name = gettext("%(value)s of 5") % {"value": row.rating}
        return format_html('<span class="desk-stars" title="{}">{}</span>', name, stars(row.rating))

    @admin.display(description=_("status"), ordering="status")
    def status_chip(self, row: Ticket) -> SafeString:
        return chip(row.status, Ticket.Status(row.status).label)

    @admin.display(description=_("waiting"), ordering="waiting_since")
    def waiting(self, row: Ticket) -> SafeString | str:
        return waiting_for(row.waiting_since)

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the conversation."""
        own = [path(route, self.admin_site.admin_view(view), name=name) for route, view, name in PATHS]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the conversation instead of Django's form."""
        ticket_id = int(object_id) if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 else 0
        return ticket_page(request, ticket_id)
