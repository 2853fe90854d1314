"""Search."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsActor, actor_of
from apps.ticket.serializers.search import FoundSerializer, SearchQuery
from apps.ticket.services.search import search
from core.schema import refusals
from core.views import Viewset, read_query


class SearchViewset(Viewset):
    """What was said, by whom, in which ticket."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsActor}
    serializer_class = FoundSerializer

    @extend_schema(parameters=[SearchQuery], responses={200: FoundSerializer, **refusals(400, 401, 403, 503)})
    def list(self, request: Request) -> Response:
        """Find tickets by number, name, @username and every word that the actor may read; the best 200 at most."""
        wanted = read_query(SearchQuery, request)
        limit, offset = wanted["limit"], wanted["offset"]
        found = search(actor=actor_of(request), query=wanted["q"], limit=limit, offset=offset)
        page = {
            "next": _link(request, limit, offset + limit) if found.has_next else None,
            "previous": _link(request, limit, max(offset - limit, 0)) if offset else None,
            "results": found.hits,
        }
        return Response(FoundSerializer(page, context={"actor": actor_of(request)}).data)


def _link(request: Request, limit: int, offset: int) -> str:
    query: dict[str, Any] = {"q": request.query_params["q"], "limit": limit, "offset": offset}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
