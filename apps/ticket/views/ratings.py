"""Ratings."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsPerson, actor_of
from apps.ticket.serializers.ratings import RatingRequest, RatingSerializer
from apps.ticket.services.ratings import rate_ticket
from core.schema import refusals
from core.views import Viewset, read_body


class RatingViewset(Viewset):
    """How content people were with how their tickets ended."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"create": IsPerson}
    serializer_class = RatingSerializer

    @extend_schema(
        request=RatingRequest,
        responses={200: RatingSerializer, 201: RatingSerializer, **refusals(400, 401, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Rate a closing of one's own ticket (201), or change the rating within a day (200)."""
        wanted = read_body(RatingRequest, request)
        rating, is_new = rate_ticket(actor=actor_of(request), closing_id=wanted["closing"], value=wanted["value"])
        return Response(RatingSerializer(rating).data, status=201 if is_new else 200)
