"""Events at the site: the audit page, and one act in all its facts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.site import ReadOnlyAdmin
from apps.ticket.admin.cells import chip, ticket_link
from apps.ticket.models import Event
from apps.ticket.retelling import NOTHING, Names, author_of, changes_of, door_name, facts_of
from apps.ticket.services.audit import visible_events, with_names
from apps.ticket.views import journal
from core.wording import human_time

MEASURES = {
    "response_time": _("response time"),
    "first_response_time": _("first response time"),
    "resolution_time": _("resolution time"),
    "full_resolution_time": _("full resolution time"),
}


@admin.register(Event)
class EventPage(ReadOnlyAdmin):
    """Who did what, newest first. What concerns no ticket is the super admins' to read."""

    fields = (
        ("created_at", "act_chip"),
        ("in_ticket", "of_category"),
        ("author", "through"),
        "what_changed",
        "what_else",
        "how_long",
    )
    readonly_fields = (
        "act_chip",
        "in_ticket",
        "of_category",
        "author",
        "through",
        "what_changed",
        "what_else",
        "how_long",
    )

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the events of the operator's tickets."""
        return with_names(visible_events(actor)).select_related("category")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the audit page instead of Django's list, which would count all rows."""
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return journal.audit_page(request, context)

    def get_urls(self) -> list[URLPattern]:
        """Add the download."""
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="ticket_event_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """Give what the audit page lists as a file."""
        return journal.audit_file(request)

    @admin.display(description=_("act"))
    def act_chip(self, row: Event) -> SafeString:
        return chip(row.act, Event.Act(row.act).label)

    @admin.display(description=_("ticket"))
    def in_ticket(self, row: Event) -> SafeString | str:
        return ticket_link(row.ticket)

    @admin.display(description=_("category"))
    def of_category(self, row: Event) -> str:
        return str(row.category or NOTHING)

    @admin.display(description=_("who"))
    def author(self, row: Event) -> str:
        return author_of(row) or NOTHING

    @admin.display(description=_("door"))
    def through(self, row: Event) -> str:
        return door_name(row.door)

    @admin.display(description=_("changes"))
    def what_changed(self, row: Event) -> SafeString | str:
        return _lines([str(change) for change in changes_of(row, Names.of([row]))])

    @admin.display(description=_("facts"))
    def what_else(self, row: Event) -> SafeString | str:
        return _lines([f"{name}: {value}" for name, value in facts_of(row, Names.of([row]))])

    @admin.display(description=_("times"))
    def how_long(self, row: Event) -> SafeString | str:
        times = {name: getattr(row, name) for name in MEASURES}
        return _lines([f"{MEASURES[name]}: {human_time(time)}" for name, time in times.items() if time is not None])


def _lines(words: list[str]) -> SafeString | str:
    """Return one line for each, a dash where there is none."""
    return format_html_join("", "<div>{}</div>", ((line,) for line in words)) if words else NOTHING
