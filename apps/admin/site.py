"""What every page of the site shares: who sits there, and that nothing is changed past the services."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.views import PasswordChangeView
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse_lazy
from django.utils.text import capfirst
from unfold.admin import ModelAdmin
from unfold.forms import AdminOwnPasswordChangeForm

from apps.admin.actors import Actor, Door, operator
from apps.admin.models import Admin
from apps.admin.services.accounts import change_password


def operator_of(request: HttpRequest) -> Actor:
    """Return who acts in a request of the site; its pages let nobody else in."""
    return operator(cast(Admin, request.user), Door.SITE)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page needs: the menu, the titles, who is signed in."""
    return admin.site.each_context(request)


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows rows through the one gate and changes none. A page names its gate by `visible_to`."""

    actions = None
    list_per_page = 50
    empty_value_display = "—"
    # Whether only super admins have this page.
    for_super_admins = False

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that the actor may see: none, for a page that names no gate."""
        return rows.none()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.visible_to(operator_of(request), super().get_queryset(request))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Name the list by what is in it: Django asks to select one, in a sentence that few languages can build."""
        title = capfirst(self.opts.verbose_name_plural)
        return cast(HttpResponse, super().changelist_view(request, {"title": title, **(extra_context or {})}))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        user = request.user
        is_staff = isinstance(user, Admin) and user.is_active and user.is_staff
        return is_staff and (not self.for_super_admins or cast(Admin, user).is_super_admin)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PasswordForm(AdminOwnPasswordChangeForm):  # type: ignore[misc]
    """Changes one's own password by the service, so that it is noted who did it."""

    def save(self, commit: bool = True) -> Admin:
        """Keep the new password."""
        admin = cast(Admin, self.user)
        change_password(actor=operator(admin, Door.SITE), admin=admin, password=self.cleaned_data["new_password1"])
        return admin


def password_page(request: HttpRequest) -> HttpResponseBase:
    """Show the form; the site's own page saves past the services."""
    page = PasswordChangeView.as_view(
        form_class=PasswordForm,
        success_url=reverse_lazy("admin:password_change_done"),
        extra_context=admin.site.each_context(request),
    )
    return admin.site.admin_view(page, cacheable=True)(request)
