"""Reports."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.actors import Actor
from apps.admin.permissions import IsAdmin, IsAdminPerson, IsSuperAdmin, actor_of
from apps.report.charts import CHAT, draw, picture
from apps.report.serializers import (
    ActivitySerializer,
    ChartQuery,
    ExportQuery,
    HealthSerializer,
    ReportQuery,
    ReportSerializer,
)
from apps.report.services.activity import count_activity
from apps.report.services.export import export_tickets
from apps.report.services.health import read_health
from apps.report.services.summary import report
from core.schema import refusals
from core.spreadsheets import CONTENT_TYPES, attachment
from core.views import Viewset, read_query

REFUSALS = refusals(400, 401, 403, 404, 503)
PNG = "image/png"


class FileNegotiation(BaseContentNegotiation):
    """A file is what it is, and a refusal JSON, whatever the client says that it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class ActivityViewset(Viewset):
    """One's own work."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsAdminPerson}
    serializer_class = ActivitySerializer

    @extend_schema(operation_id="activity", responses={200: ActivitySerializer, **refusals(401, 403, 503)})
    def list(self, request: Request) -> Response:
        """Count one's own answers and closings, today and in seven days, with the latest ratings."""
        return Response(ActivitySerializer(count_activity(actor=actor_of(request))).data)


class SummaryViewset(Viewset):
    """The figures of a period."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsAdmin}
    serializer_class = ReportSerializer

    @extend_schema(operation_id="report", parameters=[ReportQuery], responses={200: ReportSerializer, **REFUSALS})
    def list(self, request: Request) -> Response:
        """Count what happened in a period, by day, category and admin, beside the period before."""
        wanted = _wanted(read_query(ReportQuery, request))
        return Response(report(actor=actor_of(request), **wanted).as_facts())


class ChartViewset(Viewset):
    """The figures as a picture."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsAdmin}
    content_negotiation_class = FileNegotiation

    @extend_schema(
        operation_id="report_chart",
        parameters=[ChartQuery],
        responses={(200, PNG): OpenApiTypes.BINARY, **REFUSALS},
    )
    def list(self, request: Request) -> HttpResponse:
        """Draw the figures of a period as PNG."""
        query = read_query(ChartQuery, request)
        actor, language, kind = actor_of(request), query.pop("language", None), query.pop("kind")
        drawn = draw(kind, report(actor=actor, **_wanted(query)), language or _language_of(actor), size=CHAT)
        return HttpResponse(picture(drawn), content_type=PNG)


class ExportViewset(Viewset):
    """The tickets behind the figures."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsAdmin}
    content_negotiation_class = FileNegotiation

    @extend_schema(
        operation_id="report_export",
        parameters=[ExportQuery],
        responses={
            (200, CONTENT_TYPES["csv"]): OpenApiTypes.STR,
            (200, CONTENT_TYPES["xlsx"]): OpenApiTypes.BINARY,
            **REFUSALS,
        },
    )
    def list(self, request: Request) -> HttpResponseBase:
        """Give the tickets that were opened, closed or reopened in a period as a file, one row each."""
        query = read_query(ExportQuery, request)
        actor, language, kind = actor_of(request), query.pop("language", None), query.pop("file")
        table = export_tickets(actor=actor, language=language or _language_of(actor), **_wanted(query))
        return attachment(kind=kind, name=table.name, header=table.header, rows=table.rows)


class HealthViewset(Viewset):
    """How the desk itself fares."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsSuperAdmin}
    serializer_class = HealthSerializer

    @extend_schema(operation_id="health", responses={200: HealthSerializer, **refusals(401, 403, 503)})
    def list(self, request: Request) -> Response:
        """Look at every part that the desk stands on. What is wrong is in the answer, whose status is 200."""
        return Response(HealthSerializer(read_health(actor=actor_of(request))).data)


def _wanted(query: dict[str, Any]) -> dict[str, Any]:
    return {"period": query["period"], "category_id": query.get("category"), "admin_id": query.get("admin")}


def _language_of(actor: Actor) -> str:
    """Return the language that the person reads; the desk's for the service."""
    reader = actor.user or actor.admin
    return reader.language if reader else settings.LANGUAGE_CODE
