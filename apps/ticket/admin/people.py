"""People at the site: whom an operator sees depends on tickets, so the page lives above both."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.admin.actors import Actor
from apps.delivery.models import Chat
from apps.ticket.admin.cells import chip
from apps.ticket.admin.managed import ManagedAdmin
from apps.ticket.admin.paging import BoundedPaginator
from apps.ticket.services.listing import list_users
from apps.ticket.services.people import find_people
from apps.ticket.views.site import people
from apps.user.models import TelegramUser
from core.errors import Invalid


class BlockedFilter(admin.SimpleListFilter):
    """By who blocked whom: the desk the person, or the person the bot."""

    title = gettext_lazy("blocked")
    parameter_name = "blocked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("desk", _("by the desk")), ("bot", _("blocked the bot"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list; a value that is not offered narrows nothing."""
        if self.value() == "desk":
            return queryset.filter(blocked_at__isnull=False)
        return queryset.filter(is_unreachable=True) if self.value() == "bot" else queryset


@admin.register(TelegramUser)
class PersonPage(ManagedAdmin):
    """People who wrote to the desk."""

    list_display = ("named", "at_name", "telegram_id", "language", "state", "created_at")
    list_display_links = ("named",)
    list_filter = ("language", BlockedFilter)
    # Django shows the search box for this; what is searched is the service's business.
    search_fields = ("first_name",)
    search_help_text = gettext_lazy("Name in any script, @username or Telegram id")
    ordering = ("-pk",)
    paginator = BoundedPaginator
    show_full_result_count = False
    paths = (
        ("suggest/", people.suggest, "suggest"),
        ("<int:user_id>/block/", people.block, "block"),
        ("<int:user_id>/unblock/", people.unblock, "unblock"),
    )

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those whom the API shows as well."""
        shut = Chat.objects.filter(chat_id=OuterRef("telegram_id"), blocked_at__isnull=False)
        return list_users(actor=actor).annotate(is_unreachable=Exists(shut))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search names as the desk's search does."""
        if not search_term:
            return queryset, False
        try:
            return find_people(within=queryset, words=search_term), False
        except Invalid:
            messages.warning(request, _("Look for two letters or digits at least, and 200 at most."))
            return queryset.none(), False

    def one(self, request: HttpRequest, row_id: int) -> HttpResponse:
        return people.person_page(request, row_id)

    @admin.display(description=gettext_lazy("name"), ordering="first_name")
    def named(self, row: TelegramUser) -> SafeString:
        return format_html("<bdi>{}</bdi>", str(row) or row.telegram_id)

    @admin.display(description=gettext_lazy("username"), ordering="username")
    def at_name(self, row: TelegramUser) -> SafeString | str:
        return format_html("<bdi>@{}</bdi>", row.username) if row.username else "—"

    @admin.display(description=gettext_lazy("blocked"))
    def state(self, row: TelegramUser) -> SafeString | str:
        if row.is_blocked:
            return chip("failed", _("by the desk"))
        return chip("note", _("blocked the bot")) if getattr(row, "is_unreachable", False) else "—"
