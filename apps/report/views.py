"""Reports."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsAdminPerson, actor_of
from apps.report.serializers import ActivitySerializer
from apps.report.services.activity import count_activity
from core.schema import refusals
from core.views import Viewset


class ActivityViewset(Viewset):
    """One's own work."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsAdminPerson}
    serializer_class = ActivitySerializer

    @extend_schema(operation_id="activity", responses={200: ActivitySerializer, **refusals(401, 403)})
    def list(self, request: Request) -> Response:
        """Count one's own answers and closings."""
        return Response(ActivitySerializer(count_activity(actor=actor_of(request))).data)
