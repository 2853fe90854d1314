"""Saved replies that fit a ticket."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsAdminPerson, actor_of
from apps.ticket.serializers.saved_replies import SavedReplyQuery, SavedReplySerializer
from apps.ticket.services import saved_replies
from core.paging import KeysetPagination
from core.schema import refusals
from core.views import Viewset, read_query


class SavedReplyViewset(Viewset):
    """What an admin may answer a ticket with by one press."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsAdminPerson, "retrieve": IsAdminPerson}
    serializer_class = SavedReplySerializer
    pagination_class = KeysetPagination
    keyset = saved_replies.IN_ORDER

    @extend_schema(
        parameters=[SavedReplyQuery],
        responses={200: SavedReplySerializer(many=True), **refusals(400, 401, 403, 404, 409)},
    )
    def list(self, request: Request) -> Response:
        """List the active replies of the ticket's category and those of all, in their order."""
        actor, ticket_id = actor_of(request), read_query(SavedReplyQuery, request)["ticket"]
        page = self.paginate_queryset(saved_replies.usable_for(actor, ticket_id)) or []
        read = saved_replies.rendered_for(actor, ticket_id, page)
        return self.get_paginated_response(SavedReplySerializer(read, many=True).data)

    @extend_schema(
        parameters=[SavedReplyQuery], responses={200: SavedReplySerializer, **refusals(400, 401, 403, 404, 409)}
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one of them."""
        ticket_id = read_query(SavedReplyQuery, request)["ticket"]
        return Response(SavedReplySerializer(saved_replies.one_rendered(actor_of(request), ticket_id, int(pk))).data)
