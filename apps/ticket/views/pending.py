"""What waits for its writer's decision, and which ticket an admin writes into."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsAdminPerson, IsPerson, actor_of
from apps.ticket.serializers import tickets as shapes
from apps.ticket.services import focus, pending
from core.schema import refusals
from core.views import Viewset, read_body

ACT = refusals(400, 401, 403, 404, 409)


class PendingViewset(Viewset):
    """Words without a ticket."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {
        "answer": IsAdminPerson,
        "ask": IsPerson,
        "discard": IsPerson,
    }
    serializer_class = shapes.CountSerializer

    @extend_schema(request=shapes.PendingAnswerRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=False, methods=["post"])
    def answer(self, request: Request) -> Response:
        """Send what waits for a ticket, or else for none, as answers to it."""
        wanted = read_body(shapes.PendingAnswerRequest, request)
        ticket = pending.answer_with_pending(
            actor=actor_of(request),
            ticket_id=wanted["ticket"],
            takeover=wanted["takeover"],
            reopen=wanted["reopen"],
        )
        return Response(shapes.TicketSerializer(ticket, context={"actor": actor_of(request)}).data)

    @extend_schema(request=None, responses={200: shapes.AskedSerializer, **refusals(401, 403, 409)})
    @action(detail=False, methods=["post"])
    def ask(self, request: Request) -> Response:
        """Ask what waits as a user."""
        asked = pending.ask_as_user(actor=actor_of(request))
        return Response(shapes.AskedSerializer(asked, context={"actor": actor_of(request)}).data)

    @extend_schema(request=None, responses={200: shapes.CountSerializer, **refusals(401, 403)})
    @action(detail=False, methods=["post"])
    def discard(self, request: Request) -> Response:
        """Send what waits to nobody; it stays stored."""
        return Response({"count": pending.discard_pending(actor=actor_of(request))})


class FocusViewset(Viewset):
    """Which ticket an admin is writing into."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"list": IsAdminPerson, "finish": IsAdminPerson}
    serializer_class = shapes.FocusSerializer

    @extend_schema(operation_id="current_focus", responses={200: shapes.FocusSerializer, **refusals(401, 403)})
    def list(self, request: Request) -> Response:
        """Return it."""
        return self._answer(request, focus.current_focus(actor=actor_of(request)))

    @extend_schema(request=None, responses={200: shapes.FocusSerializer, **refusals(401, 403)})
    @action(detail=False, methods=["post"])
    def finish(self, request: Request) -> Response:
        """End it and return what was left."""
        return self._answer(request, focus.finish_focus(actor=actor_of(request)))

    def _answer(self, request: Request, kept: object | None) -> Response:
        return Response(
            shapes.FocusSerializer(kept or {"ticket": None, "mode": None}, context={"actor": actor_of(request)}).data
        )
