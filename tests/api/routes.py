"""What the router really serves, read from Django's resolver: the tables of these tests are held against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# The site is a door of its own, with tests of its own (tests/site).
OUTSIDE = ("/admin/", "/i18n/")


@dataclass(frozen=True, order=True)
class Route:
    """One method of one path, such as `POST /api/ticket/tickets/<pk>/take/`."""

    path: str
    method: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def served_routes() -> set[Route]:
    """Return every route that answers to anything but 405."""
    return {
        Route(path, method)
        for path, view in _walk(get_resolver().url_patterns, "")
        for method in _methods(view)
        if path != "/" and not path.startswith(OUTSIDE)
    }


def unserved_routes() -> set[Route]:
    """Return the methods that the viewsets' paths do not take."""
    served = served_routes()
    paths = {route.path for route in served if route.path.count("/") > 3}
    return {Route(path, method) for path in paths for method in METHODS} - served


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield simplify_regex(path), pattern.callback


def _methods(view: Any) -> list[str]:
    actions = getattr(view, "actions", None)
    if actions:
        return [method.upper() for method in actions if method.upper() in METHODS]
    view_class = getattr(view, "cls", None) or getattr(view, "view_class", None)
    if view_class is None:
        return ["GET"]
    return [method for method in METHODS if hasattr(view_class, method.lower())]
