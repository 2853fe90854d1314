"""Keyset paging: a page begins after a row, so that it costs the same at the millionth row as at the first."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Expression, F, Q, QuerySet
from django.db.models.expressions import Combinable
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.errors import Invalid

DEFAULT_LIMIT, GREATEST_LIMIT = 50, 200


@dataclass(frozen=True)
class Keyset:
    """The order of a list: by `key`, ties by id. Both ascend or both descend."""

    key: Expression | Combinable = F("id")  # noqa: RUF009 - an F is never changed
    descending: bool = False


class KeysetPagination(BasePagination):
    """`?after=<id>&limit=<n>`, or `?before=<id>`. The view says in `keyset` how its list is ordered."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """Return one page; Invalid names a wrong parameter."""
        keyset: Keyset = getattr(view, "keyset", Keyset())
        limit = _number(request, "limit", DEFAULT_LIMIT)
        if not 1 <= limit <= GREATEST_LIMIT:
            raise Invalid({"limit": [f"A page holds 1 to {GREATEST_LIMIT} rows."]})
        after, before = _number(request, "after", 0), _number(request, "before", 0)
        backwards = bool(before) and not after
        rows = queryset.alias(page_key=keyset.key)
        if after or before:
            rows = rows.filter(_beyond(queryset, keyset, after or before, backwards=backwards))
        sign = "-" if keyset.descending != backwards else ""
        page = list(rows.order_by(f"{sign}page_key", f"{sign}id")[: limit + 1])
        more, page = len(page) > limit, page[:limit]
        if backwards:
            page.reverse()
        has_previous = more if backwards else bool(after)
        self._remember(request, page, limit, has_next=more or backwards, has_previous=has_previous)
        return page

    def _remember(self, request: Request, page: list[Any], limit: int, *, has_next: bool, has_previous: bool) -> None:
        self.next = _url(request, limit, after=page[-1].pk) if page and has_next else None
        self.previous = _url(request, limit, before=page[0].pk) if page and has_previous else None

    def get_paginated_response(self, data: Any) -> Response:
        """Return the one shape of a list."""
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe that shape to OpenAPI."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe the parameters to OpenAPI."""
        bounds = {"after": 2**63 - 1, "before": 2**63 - 1, "limit": GREATEST_LIMIT}
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "schema": {"type": "integer", "minimum": 1, "maximum": maximum},
            }
            for name, maximum in bounds.items()
        ]


def _beyond(queryset: QuerySet[Any], keyset: Keyset, pivot: int, *, backwards: bool) -> Q:
    """Return the condition of the rows past the pivot. The pivot itself may have left the list meanwhile."""
    row = queryset.model._base_manager.filter(pk=pivot).values_list(keyset.key).first()
    if row is None:
        raise Invalid({"after": ["There is no such row."]})
    side = "lt" if keyset.descending != backwards else "gt"
    beyond = Q(**{f"page_key__{side}": row[0]}) | Q(**{"page_key": row[0], f"id__{side}": pivot})
    # The first condition follows from the other; an index can begin with it, and with an OR it cannot.
    return Q(**{f"page_key__{side}e": row[0]}) & beyond


def _number(request: Request, name: str, default: int) -> int:
    value = request.query_params.get(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) <= 18 and int(value) > 0):
        raise Invalid({name: ["This is no positive whole number."]})
    return int(value)


def _url(request: Request, limit: int, **pivot: int) -> str:
    kept = [
        (name, value)
        for name, values in request.query_params.lists()
        for value in values
        if name not in {"after", "before", "limit"}
    ]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, *pivot.items(), ('limit', limit)])}")
