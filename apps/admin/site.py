"""What every page of the site shares: who sits there, and that nothing is changed past the services."""

from typing import Any, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from apps.admin.actors import Actor, Door, operator
from apps.admin.models import Admin


def operator_of(request: HttpRequest) -> Actor:
    """Return who acts in a request of the site; its pages let nobody else in."""
    return operator(cast(Admin, request.user), Door.SITE)


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows rows through the one gate and changes none. A page names its gate by `visible_to`."""

    actions = None
    list_per_page = 50
    # Whether only super admins have this page.
    for_super_admins = False

    def visible_to(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that the actor may see: none, for a page that names no gate."""
        return rows.none()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.visible_to(operator_of(request), super().get_queryset(request))

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
