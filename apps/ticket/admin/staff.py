"""The staff and the categories at the site. Their pages tell what is open where, so they live above both."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.admin import queries
from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from apps.ticket.admin.managed import ManagedAdmin
from apps.ticket.views.site import account, categories, staff


@admin.register(Admin)
class AdminPage(ManagedAdmin):
    """The staff: all for super admins, oneself for the others."""

    paths = (
        ("appoint/", staff.appoint, "appoint"),
        ("add-operator/", staff.add_operator, "operator"),
        ("account/", account.account, "account"),
        ("account/names/", account.rename, "account_names"),
        ("account/token/", account.renew_token, "account_token"),
        ("<int:admin_id>/dismiss/", staff.dismiss, "dismiss"),
        ("<int:admin_id>/unlink/", staff.unlink, "unlink"),
        ("<int:admin_id>/password-link/", staff.password_link, "password_link"),
        ("<int:admin_id>/acts/<slug:what>/", staff.change, "act"),
    )

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those whom the API shows as well."""
        return queries.list_admins(actor=actor, is_active=None)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return staff.admin_list(request)

    def one(self, request: HttpRequest, row_id: int) -> HttpResponse:
        return staff.admin_page(request, row_id)


@admin.register(Category)
class CategoryPage(ManagedAdmin):
    """The categories in their order."""

    paths = (
        ("new/", categories.add, "new"),
        ("<int:category_id>/rename/", categories.rename, "rename"),
        ("<int:category_id>/move/<slug:direction>/", categories.move, "move"),
        ("<int:category_id>/switch/<slug:state>/", categories.switch, "switch"),
    )

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those that the API shows as well."""
        return queries.list_categories(actor=actor, is_active=None)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return categories.category_list(request)

    def one(self, request: HttpRequest, row_id: int) -> HttpResponse:
        return categories.category_page(request, row_id)
