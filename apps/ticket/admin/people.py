"""People at the site: whom an operator sees depends on tickets, so the page lives above both."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.site import ReadOnlyAdmin
from apps.ticket.services.listing import list_users
from apps.user.models import TelegramUser


@admin.register(TelegramUser)
class PersonPage(ReadOnlyAdmin):
    """People who wrote to the desk."""

    list_display = ("__str__", "at_name", "telegram_id", "language", "created_at")
    list_filter = ("language",)
    search_fields = ("first_name", "last_name", "username")
    ordering = ("-pk",)
    fields = (
        ("first_name", "last_name"),
        ("at_name", "telegram_id"),
        ("language", "language_chosen"),
        "created_at",
    )
    readonly_fields = ("at_name",)

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those whom the API shows as well."""
        return list_users(actor=actor)

    @admin.display(description=_("username"), ordering="username")
    def at_name(self, row: TelegramUser) -> str:
        return f"@{row.username}" if row.username else "—"
