"""The outbox, and what could not be read, at the site."""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.site import ReadOnlyAdmin
from apps.delivery.models import Delivery
from apps.ticket.admin.carried import lines_of
from apps.ticket.admin.cells import chip, link_to
from apps.ticket.admin.paging import BoundedPaginator
from apps.ticket.models import RawUpdate, Ticket


@admin.register(Delivery)
class DeliveryPage(ReadOnlyAdmin):
    """What must reach whom, newest first."""

    list_display = ("created_at", "kind", "state_chip", "chat", "of_ticket", "attempts", "finished_at", "error")
    list_display_links = ("created_at",)
    list_filter = ("state", "kind")
    ordering = ("-pk",)
    paginator = BoundedPaginator
    show_full_result_count = False
    fields = (("kind", "state"), ("chat", "of_ticket"), ("attempts", "error"), ("created_at", "finished_at"), "carries")
    readonly_fields = ("of_ticket", "carries")

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the deliveries of the operator's tickets, for super admins all."""
        number = Ticket.objects.filter(pk=OuterRef("ticket_ref")).values("number")[:1]
        rows = rows.annotate(ticket_number=Subquery(number))
        # A delivery may carry a note: never for the one who asked, who may be of the staff as well.
        own = Ticket.objects.asked_by(actor).values("pk")
        rows = rows.exclude(ticket_ref__in=own)
        return rows if actor.is_super else rows.filter(ticket_ref__in=Ticket.objects.worked_by(actor).values("pk"))

    @admin.display(description=_("state"), ordering="state")
    def state_chip(self, row: Delivery) -> SafeString:
        return chip(row.state, Delivery.State(row.state).label)

    @admin.display(description=_("carries"))
    def carries(self, row: Delivery) -> SafeString | str:
        """What it carries, in words; every one of them is escaped."""
        lines = lines_of(row.data)
        return format_html_join("", "<div>{}: <bdi>{}</bdi></div>", lines) if lines else "—"

    @admin.display(description=_("ticket"), ordering="ticket_ref")
    def of_ticket(self, row: Delivery) -> SafeString | str:
        number = cast(int | None, getattr(row, "ticket_number", None))
        return link_to(row.ticket_ref, number) if row.ticket_ref and number else "—"


@admin.register(RawUpdate)
class RawUpdatePage(ReadOnlyAdmin):
    """Updates that somebody has to look at."""

    for_super_admins = True
    list_display = ("created_at", "update_id", "error")
    search_fields = ("payload", "error")
    ordering = ("-pk",)
    fields = (("update_id", "created_at"), "error", "as_it_came")
    readonly_fields = ("as_it_came",)

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("site/managing.css",)}

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return all of them; the page itself is the super admins'."""
        return rows if actor.is_super else rows.none()

    @admin.display(description=_("as it came"))
    def as_it_came(self, row: RawUpdate) -> SafeString:
        """Telegram's own text: what it means could not be read."""
        return format_html('<pre class="desk-raw" tabindex="0">{}</pre>', row.payload)
