"""People, under /api/user/: whom an admin may see depends on tickets, so the endpoint lives above both."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsActor, IsPerson, actor_of
from apps.admin.services.accounts import choose_language
from apps.ticket.services import listing, people
from apps.user.serializers import LanguageRequest, UserSerializer
from core.paging import KeysetPagination
from core.schema import refusals
from core.views import Viewset, read_body


class UserViewset(Viewset):
    """People who write to the desk."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {
        **dict.fromkeys(("list", "retrieve", "create"), IsActor),
        "language": IsPerson,
    }
    serializer_class = UserSerializer
    pagination_class = KeysetPagination
    keyset = listing.IN_ORDER

    @extend_schema(responses={200: UserSerializer(many=True), **refusals(400, 401, 403)})
    def list(self, request: Request) -> Response:
        """List the people whom the actor may see."""
        page = self.paginate_queryset(listing.list_users(actor=actor_of(request)))
        return self.get_paginated_response(UserSerializer(page, many=True).data)

    @extend_schema(responses={200: UserSerializer, **refusals(401, 403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one person."""
        return Response(UserSerializer(listing.get_user(actor=actor_of(request), user_id=int(pk))).data)

    @extend_schema(responses={200: UserSerializer, 201: UserSerializer, **refusals(400, 401, 403)})
    def create(self, request: Request) -> Response:
        """Register a person; a known one is updated (200)."""
        user, is_new = people.register(actor=actor_of(request), fields=read_body(UserSerializer, request))
        return Response(UserSerializer(user).data, status=201 if is_new else 200)

    @extend_schema(request=LanguageRequest, responses={200: UserSerializer, **refusals(400, 401, 403, 404)})
    @action(detail=False, methods=["post"])
    def language(self, request: Request) -> Response:
        """Keep the language that the acting person chose."""
        wanted = read_body(LanguageRequest, request)
        return Response(UserSerializer(choose_language(actor=actor_of(request), **wanted)).data)
