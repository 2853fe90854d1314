"""The journal of the desk."""

from typing import ClassVar

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsSuperAdmin, actor_of
from apps.ticket.serializers.audit import EventExportQuery, EventQuery, EventSerializer
from apps.ticket.services import audit
from core.paging import KeysetPagination
from core.schema import refusals
from core.spreadsheets import CONTENT_TYPES, attachment
from core.statements import statement_limit
from core.views import Viewset


class EventViewset(Viewset):
    """Everything that was done."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsSuperAdmin, "export": IsSuperAdmin}
    serializer_class = EventSerializer
    pagination_class = KeysetPagination
    keyset = audit.NEWEST_FIRST

    @extend_schema(parameters=[EventQuery], responses={200: EventSerializer(many=True), **refusals(400, 401, 403, 503)})
    def list(self, request: Request) -> Response:
        """List the events that are asked for, newest first."""
        query = EventQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        found = audit.list_events(actor=actor_of(request), filters=query.filters())
        with statement_limit(audit.LIMIT_MS):
            page = self.paginate_queryset(found.rows)
        return self.get_paginated_response(EventSerializer(page, many=True).data)

    @extend_schema(
        operation_id="export_events",
        parameters=[EventExportQuery],
        responses={
            **{(200, kind): OpenApiTypes.BINARY for kind in CONTENT_TYPES.values()},
            **refusals(400, 401, 403, 503),
        },
    )
    @action(detail=False)
    def export(self, request: Request) -> HttpResponseBase:
        """Return them as a file, a row for each."""
        query = EventExportQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        actor, wanted = actor_of(request), query.validated_data
        language = wanted.get("language") or (actor.admin.language if actor.admin else settings.LANGUAGE_CODE)
        return attachment(
            kind=wanted["file"],
            name=f"events-{timezone.localdate():%Y-%m-%d}",
            header=audit.export_header(language),
            rows=audit.export_rows(actor=actor, filters=query.filters(), language=language),
        )
