"""Tickets at the site: the list, and each one's conversation."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.site import ReadOnlyAdmin, operator_of
from apps.ticket.admin.cells import chip, waiting_for
from apps.ticket.models import Ticket
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.services.listing import list_tickets
from apps.ticket.views import site


@admin.register(Ticket)
class TicketPage(ReadOnlyAdmin):
    """The tickets that the operator works on, the longest-waiting first."""

    list_display = ("__str__", "status_chip", "waiting", "user", "category", "admin", "last_text", "last_message_at")
    list_filter = (
        "status",
        ("category", admin.RelatedOnlyFieldListFilter),
        ("admin", admin.RelatedOnlyFieldListFilter),
    )
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
        """Search as the bot and the API do."""
        if not search_term:
            return queryset, False
        found = list_tickets(actor=operator_of(request), query={"search": search_term}).rows
        return queryset.filter(pk__in=found.values("pk")), False

    @admin.display(description=_("status"), ordering="status")
    def status_chip(self, row: Ticket) -> SafeString:
        return chip(row.status, Ticket.Status(row.status).label)

    @admin.display(description=_("waiting"), ordering="waiting_since")
    def waiting(self, row: Ticket) -> SafeString | str:
        return waiting_for(row.waiting_since)

    def get_urls(self) -> list[URLPattern]:
        """Add the answer form's address and the downloads."""
        own = [
            path("<int:ticket_id>/answer/", self.admin_site.admin_view(self.answer_view), name="ticket_ticket_answer"),
            path(
                "attachments/<int:attachment_id>/",
                self.admin_site.admin_view(site.download),
                name="ticket_attachment_download",
            ),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the conversation instead of Django's form."""
        ticket_id = int(object_id) if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 else 0
        return site.ticket_page(request, ticket_id, self._context(request))

    def answer_view(self, request: HttpRequest, ticket_id: int) -> HttpResponse:
        """Take what the form under the conversation sends."""
        return site.answer(request, ticket_id, self._context(request))

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts}
