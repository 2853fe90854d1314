"""The staff and the categories at the site, to look at: what changes them are the services."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.admin import queries
from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from apps.admin.site import ReadOnlyAdmin

# Who may what hangs on categories and on being a super admin, not on Django's groups.
admin.site.unregister(Group)


@admin.register(Admin)
class AdminPage(ReadOnlyAdmin):
    """The staff: all for super admins, oneself for the others."""

    list_display = ("display_name", "username", "telegram_id", "bound_to", "super_admin", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("first_name", "last_name", "username")
    fields = (
        ("first_name", "last_name"),
        ("username", "telegram_id"),
        ("language", "bound_to"),
        ("super_admin", "is_active"),
        ("last_login", "date_joined"),
    )
    readonly_fields = ("bound_to", "super_admin")

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those whom the API shows as well."""
        return queries.list_admins(actor=actor, is_active=None).prefetch_related("categories")

    @admin.display(description=_("name"), ordering="first_name")
    def display_name(self, row: Admin) -> str:
        return row.display_name

    @admin.display(description=_("categories"))
    def bound_to(self, row: Admin) -> str:
        return ", ".join(str(category) for category in row.categories.all()) or "—"

    @admin.display(description=_("super admin"), boolean=True)
    def super_admin(self, row: Admin) -> bool:
        return row.is_super_admin


@admin.register(Category)
class CategoryPage(ReadOnlyAdmin):
    """The categories in their order."""

    list_display = ("slug", "name_uz", "name_ru", "name_en", "is_active", "order")
    list_filter = ("is_active",)
    search_fields = ("slug", "name_uz", "name_ru", "name_en")
    fields = ("slug", ("name_uz", "name_ru", "name_en"), ("is_active", "order"))

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those that the API shows as well."""
        return queries.list_categories(actor=actor, is_active=None)
