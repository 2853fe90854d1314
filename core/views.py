"""The base of the API's viewsets, and the two probes."""

import copy
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, ClassVar, TypeVar, cast

from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework.fields import empty
from rest_framework.pagination import BasePagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from core.api_errors import body

Prepared = TypeVar("Prepared", bound=Serializer[Any])


class Viewset(GenericViewSet[Any]):
    """A viewset whose actions say who may call them: `permissions = {"take": IsAdminPerson, …}`."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {}
    # Actions that no limit of requests refuses (apps/admin/rates.py).
    unlimited: ClassVar[frozenset[str]] = frozenset()
    lookup_value_regex = r"[0-9]{1,18}"
    pagination_class: type[BasePagination] | None = None

    def get_permissions(self) -> Sequence[Any]:
        """Return the action's permission; an action that names none is for super admins only."""
        permission = self.permissions.get(self.action or "")
        return [permission()] if permission else super().get_permissions()


def read_body(serializer: type[Serializer[Any]], request: Request, *, partial: bool = False) -> dict[str, Any]:
    """Return the request's validated body; ValidationError names the wrong fields."""
    return _valid(serializer(data=request.data, partial=partial))


def read_query(serializer: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """Return the request's validated query string; ValidationError names the wrong parameters."""
    return _valid(serializer(data=request.query_params))


def _valid(serializer: Serializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


@cache
def _pattern(serializer: type[Serializer[Any]]) -> Serializer[Any]:
    pattern = serializer()
    # They are made when they are first asked for: a copy of one that has none would make its own.
    assert pattern.fields
    return pattern


def prepared(serializer: type[Prepared], *, data: Any = empty, instance: Any = None) -> Prepared:
    """Return the serializer for this data or instance, with fields that were made once and not for this request.

    Making the fields of nested serializers takes six times as long as what they are made for. They keep nothing of
    what passes through them, so that requests may share them.
    """
    ready = copy.copy(_pattern(serializer))
    if data is not empty:
        ready.initial_data = data
    ready.instance = instance
    return cast(Prepared, ready)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a path that nothing serves: with a code under /api/, with a page at the site."""
    if request.path.startswith("/api/"):
        return JsonResponse(body("not_found"), status=404)
    return defaults.page_not_found(request, exception)


def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away: a desk is for those who have been told of it."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process lives."""
    return JsonResponse({"status": "ok"})


# Whoever asks waits no longer for a database that hangs; probes wait a little longer for us.
READY_WITHIN = 3.0


class Readiness:
    """Asks the database what it lacks, in a thread of its own: one that hangs keeps that thread, and nobody else's."""

    def __init__(self) -> None:
        """Have asked nothing yet."""
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readyz")
        self._asked: Future[int] | None = None

    def missing(self) -> int:
        """Return how many migrations are missing; TimeoutError where nothing is answered in time."""
        with self._lock:
            # A question that is still unanswered is not asked again.
            if self._asked is None or self._asked.done():
                self._asked = self._thread.submit(_missing_migrations)
            asked = self._asked
        return asked.result(timeout=READY_WITHIN)


def _missing_migrations() -> int:
    """Ask by a new connection: one that was there before says nothing of whether the next can be made."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    finally:
        connection.close()


_readiness = Readiness()


def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether the database is reachable and migrated; 503 names what is missing."""
    try:
        missing = _readiness.missing()
    except (OperationalError, InterfaceError):
        return JsonResponse({"status": "database unreachable"}, status=503)
    except TimeoutError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    if missing:
        return JsonResponse({"status": "migrations missing", "count": missing}, status=503)
    return JsonResponse({"status": "ok"})
