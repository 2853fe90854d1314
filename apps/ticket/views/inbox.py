"""What the bot brings from Telegram: one call per update."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsService
from apps.ticket.serializers.inbox import (
    IncomingSerializer,
    RawUpdateRequest,
    RawUpdateSerializer,
    ReceivedSerializer,
    StartRequest,
    StartSerializer,
)
from apps.ticket.services import edits, intake
from core.schema import refusals
from core.views import Viewset, prepared, read_body


class InboxViewset(Viewset):
    """Incoming messages."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = dict.fromkeys(
        ("create", "edit", "raw", "start"), IsService
    )
    serializer_class = IncomingSerializer

    @extend_schema(
        operation_id="receive_message",
        request=IncomingSerializer,
        responses={200: ReceivedSerializer, 201: ReceivedSerializer, **refusals(400, 401, 403, 409)},
    )
    def create(self, request: Request) -> Response:
        """Store a message; 200 where it was stored before, with the same answer."""
        body = prepared(IncomingSerializer, data=request.data)
        body.is_valid(raise_exception=True)
        received = intake.receive_message(incoming=body.incoming())
        answer = prepared(ReceivedSerializer, instance=received)
        return Response(answer.data, status=201 if received.is_new else 200)

    @extend_schema(
        operation_id="receive_edit",
        request=IncomingSerializer,
        responses={200: ReceivedSerializer, **refusals(400, 401, 403, 409)},
    )
    @action(detail=False, methods=["post"])
    def edit(self, request: Request) -> Response:
        """Store an edited message, and edit it at the other end."""
        body = IncomingSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        received, outcome = edits.receive_edit(incoming=body.incoming())
        return Response({**ReceivedSerializer(received).data, "outcome": outcome})

    @extend_schema(
        operation_id="store_raw_update",
        request=RawUpdateRequest,
        responses={201: RawUpdateSerializer, **refusals(400, 401, 403)},
    )
    @action(detail=False, methods=["post"])
    def raw(self, request: Request) -> Response:
        """Keep an update that could not be worked with."""
        raw, copied = intake.store_raw_update(**read_body(RawUpdateRequest, request))
        return Response({"id": raw.pk, "outcome": "copied" if copied else "kept"}, status=201)

    @extend_schema(
        operation_id="start", request=StartRequest, responses={200: StartSerializer, **refusals(400, 401, 403, 409)}
    )
    @action(detail=False, methods=["post"])
    def start(self, request: Request) -> Response:
        """Greet a person who pressed /start."""
        body = StartRequest(data=request.data)
        body.is_valid(raise_exception=True)
        answer = intake.start(sender=body.sender_facts(), slug=body.validated_data["slug"])
        return Response(StartSerializer(answer, context={"actor": answer["actor"]}).data)
