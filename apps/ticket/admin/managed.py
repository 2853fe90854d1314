"""A model at the site whose pages are ours, with an address for each act."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from apps.admin.site import ReadOnlyAdmin


class ManagedAdmin(ReadOnlyAdmin):
    """Django's own form of the model changes nothing: what changes it is posted to `paths`."""

    # What stands beside the list and the page: route, view, name.
    paths: tuple[tuple[str, Any, str], ...] = ()

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the acts."""
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(route, self.admin_site.admin_view(view), name=f"{prefix}_{name}") for route, view, name in self.paths
        ]
        return [*own, *super().get_urls()]

    def one(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Show the page of one row; a model that does not say how has none."""
        raise Http404

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show our page instead of Django's form."""
        if request.method == "POST":
            raise PermissionDenied
        if not (object_id.isascii() and object_id.isdecimal() and len(object_id) < 19):
            raise Http404
        return self.one(request, int(object_id))
