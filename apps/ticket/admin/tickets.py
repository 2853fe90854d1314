"""Tickets at the site: the queue, and each one's conversation."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from apps.admin.actors import Actor
from apps.admin.site import ReadOnlyAdmin
from apps.ticket.admin.paths import KEPT, PATHS
from apps.ticket.models import Ticket
from apps.ticket.models.ticket import TicketQuerySet
from apps.ticket.views.site.conversation import ticket_page
from apps.ticket.views.site.queue import queue_page


@admin.register(Ticket)
class TicketPage(ReadOnlyAdmin):
    """The tickets that the operator works on, the longest-waiting first."""

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the tickets of the operator's categories."""
        return cast(TicketQuerySet, rows).worked_by(actor).with_people()

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the queue and of the conversation."""
        own = [
            path(route, self.admin_site.admin_view(view, cacheable=name in KEPT), name=name)
            for route, view, name in PATHS
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the queue instead of Django's list."""
        return queue_page(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the conversation instead of Django's form."""
        ticket_id = int(object_id) if object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 else 0
        return ticket_page(request, ticket_id)
