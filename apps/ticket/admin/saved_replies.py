"""Saved replies at the site."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.admin.actors import Actor
from apps.ticket.admin.managed import ManagedAdmin
from apps.ticket.models import SavedReply
from apps.ticket.services.saved_replies.catalogue import every_reply
from apps.ticket.views.site import reply_pages


@admin.register(SavedReply)
class SavedReplyPage(ManagedAdmin):
    """Those for all categories and of the operator's own; for super admins, all."""

    paths = (
        ("new/", reply_pages.add, "new"),
        ("<int:reply_id>/keep/", reply_pages.keep, "keep"),
        ("<int:reply_id>/remove/", reply_pages.remove, "remove"),
    )

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those that may be used."""
        return every_reply(actor)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return reply_pages.reply_list(request)

    def one(self, request: HttpRequest, row_id: int) -> HttpResponse:
        return reply_pages.reply_page(request, row_id)
