"""Messages at the site."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.site import ReadOnlyAdmin
from apps.ticket.admin.cells import chip, ticket_link
from apps.ticket.admin.paging import BoundedPaginator
from apps.ticket.models import Message, Ticket
from apps.ticket.models.message import MessageQuerySet


@admin.register(Message)
class MessagePage(ReadOnlyAdmin):
    """What was said, newest first. Words are searched in the list of tickets."""

    list_display = ("created_at", "in_ticket", "author", "kind_chip", "words", "edited_at", "deleted_at")
    list_display_links = ("created_at",)
    list_filter = ("kind",)
    paginator = BoundedPaginator
    show_full_result_count = False
    ordering = ("-pk",)
    fields = ("in_ticket", ("author", "kind"), "text", ("created_at", "edited_at", "deleted_at"))
    readonly_fields = ("in_ticket", "author")

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return what stands in the operator's tickets."""
        mine = cast(MessageQuerySet, rows).visible_to(actor).filter(ticket__in=Ticket.objects.worked_by(actor))
        return mine.select_related("ticket", "user", "admin")

    @admin.display(description=_("ticket"), ordering="ticket")
    def in_ticket(self, row: Message) -> SafeString | str:
        return ticket_link(row.ticket)

    @admin.display(description=_("author"))
    def author(self, row: Message) -> str:
        return row.admin.display_name if row.admin else str(row.user)

    @admin.display(description=_("kind"), ordering="kind")
    def kind_chip(self, row: Message) -> SafeString:
        return chip("note" if row.is_note else "kind", Message.Kind(row.kind).label)

    @admin.display(description=_("text"))
    def words(self, row: Message) -> str:
        return Truncator(row.text).chars(80) or "—"
