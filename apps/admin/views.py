"""The staff, their categories, and who somebody is."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin import queries
from apps.admin.permissions import IsActor, IsAdmin, IsAdminPerson, IsPerson, IsSuperAdmin, actor_of
from apps.admin.serializers import (
    ActorSerializer,
    AdminChangeRequest,
    AdminQuery,
    AdminSerializer,
    AppointRequest,
    CategoryQuery,
    CategorySerializer,
    MoveRequest,
    SignInLinkSerializer,
)
from apps.admin.services import categories, sign_in, staff
from core.paging import Keyset, KeysetPagination
from core.schema import refusals
from core.views import Viewset, read_body, read_query


class ActorViewset(Viewset):
    """Who the acting person is."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsPerson}
    # The bot asks it while a message is on its way in: a refusal would stand in the way of a person's words.
    unlimited: ClassVar[frozenset[str]] = frozenset({"list"})
    serializer_class = ActorSerializer

    @extend_schema(operation_id="actor", responses={200: ActorSerializer, **refusals(400, 401, 403)})
    def list(self, request: Request) -> Response:
        """Return the acting person's role and language."""
        return Response(ActorSerializer(actor_of(request)).data)


class AdminViewset(Viewset):
    """Admins."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {
        "list": IsAdmin,
        "retrieve": IsAdmin,
        "create": IsSuperAdmin,
        "partial_update": IsSuperAdmin,
        "dismiss": IsSuperAdmin,
    }
    serializer_class = AdminSerializer
    pagination_class = KeysetPagination
    keyset = Keyset()

    @extend_schema(parameters=[AdminQuery], responses={200: AdminSerializer(many=True), **refusals(400, 401, 403)})
    def list(self, request: Request) -> Response:
        """List the staff; an admin who is no super admin sees themselves."""
        query = read_query(AdminQuery, request)
        page = self.paginate_queryset(queries.list_admins(actor=actor_of(request), is_active=query["is_active"]))
        return self.get_paginated_response(AdminSerializer(page, many=True).data)

    @extend_schema(responses={200: AdminSerializer, **refusals(401, 403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one admin."""
        return self._answer(request, int(pk))

    @extend_schema(
        request=AppointRequest,
        responses={200: AdminSerializer, 201: AdminSerializer, **refusals(400, 401, 403, 409)},
    )
    def create(self, request: Request) -> Response:
        """Appoint a person; 200 where they were an admin before."""
        wanted = read_body(AppointRequest, request)
        wanted["category_ids"] = wanted.pop("categories")
        admin, is_new = staff.appoint_admin(actor=actor_of(request), appointment=staff.Appointment(**wanted))
        return self._answer(request, admin.pk, 201 if is_new else 200)

    @extend_schema(request=AdminChangeRequest, responses={200: AdminSerializer, **refusals(400, 401, 403, 404, 409)})
    def partial_update(self, request: Request, pk: str) -> Response:
        """Bind an admin to categories, or make or unmake a super admin."""
        wanted = read_body(AdminChangeRequest, request)
        staff.change_admin(
            actor=actor_of(request),
            admin_id=int(pk),
            category_ids=wanted.get("categories"),
            is_super_admin=wanted.get("is_super_admin"),
        )
        return self._answer(request, int(pk))

    @extend_schema(request=None, responses={200: AdminSerializer, **refusals(401, 403, 404, 409)})
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        """Dismiss an admin; what they hold is released."""
        staff.dismiss_admin(actor=actor_of(request), admin_id=int(pk))
        return self._answer(request, int(pk))

    def _answer(self, request: Request, admin_id: int, status: int = 200) -> Response:
        admin = queries.get_admin(actor=actor_of(request), admin_id=admin_id)
        return Response(AdminSerializer(admin).data, status=status)


class CategoryViewset(Viewset):
    """Categories."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {
        "list": IsActor,
        "retrieve": IsActor,
        "create": IsSuperAdmin,
        "partial_update": IsSuperAdmin,
        "move": IsSuperAdmin,
    }
    serializer_class = CategorySerializer
    pagination_class = KeysetPagination
    keyset = queries.CATEGORY_ORDER

    @extend_schema(
        parameters=[CategoryQuery], responses={200: CategorySerializer(many=True), **refusals(400, 401, 403)}
    )
    def list(self, request: Request) -> Response:
        """List the categories in their order: the active ones, for super admins all."""
        query = read_query(CategoryQuery, request)
        page = self.paginate_queryset(queries.list_categories(actor=actor_of(request), is_active=query["is_active"]))
        return self.get_paginated_response(CategorySerializer(page, many=True).data)

    @extend_schema(responses={200: CategorySerializer, **refusals(401, 403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one category."""
        return Response(CategorySerializer(queries.get_category(actor=actor_of(request), category_id=int(pk))).data)

    @extend_schema(responses={201: CategorySerializer, **refusals(400, 401, 403, 409)})
    def create(self, request: Request) -> Response:
        """Add a category."""
        category = categories.add_category(actor=actor_of(request), fields=read_body(CategorySerializer, request))
        return Response(CategorySerializer(category).data, status=201)

    @extend_schema(responses={200: CategorySerializer, **refusals(400, 401, 403, 404, 409)})
    def partial_update(self, request: Request, pk: str) -> Response:
        """Rename, reorder, activate or deactivate a category."""
        changes = read_body(CategorySerializer, request, partial=True)
        category = categories.change_category(actor=actor_of(request), category_id=int(pk), changes=changes)
        return Response(CategorySerializer(category).data)

    @extend_schema(request=MoveRequest, responses={200: CategorySerializer, **refusals(400, 401, 403, 404)})
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Move a category one place up or down."""
        step = -1 if read_body(MoveRequest, request)["direction"] == "up" else 1
        category = categories.move_category(actor=actor_of(request), category_id=int(pk), step=step)
        return Response(CategorySerializer(category).data)


class SignInLinkViewset(Viewset):
    """One-time ways into the site."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"create": IsAdminPerson}
    serializer_class = SignInLinkSerializer

    @extend_schema(request=None, responses={201: SignInLinkSerializer, **refusals(400, 401, 403)})
    def create(self, request: Request) -> Response:
        """Make the acting admin a link that signs them in once; their earlier ones end."""
        url, expires_at = sign_in.make_link(actor=actor_of(request))
        return Response(SignInLinkSerializer({"url": url, "expires_at": expires_at}).data, status=201)
