"""What a bot asks of the outbox."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsService
from apps.delivery.serializers import (
    AliveSerializer,
    BotFacts,
    BotLeave,
    BotReport,
    DeliveriesSerializer,
    LeaseRequest,
    LostSerializer,
    ReachabilityRequest,
    RenewRequest,
)
from apps.delivery.services import bots
from apps.delivery.services.enqueue import set_reachability
from apps.delivery.services.lease import Held, lease_deliveries, renew_leases
from core.schema import refusals
from core.views import Viewset, prepared, read_body


class DeliveryViewset(Viewset):
    """The rows that must reach chats."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"lease": IsService, "renew": IsService}
    serializer_class = LeaseRequest

    @extend_schema(request=LeaseRequest, responses={200: DeliveriesSerializer, **refusals(400, 401, 403)})
    @action(detail=False, methods=["post"])
    def lease(self, request: Request) -> Response:
        """Lease due rows, at most one per chat."""
        wanted = read_body(LeaseRequest, request)
        rows = lease_deliveries(limit=wanted["limit"])
        return Response(prepared(DeliveriesSerializer, instance={"deliveries": rows}).data)

    @extend_schema(request=RenewRequest, responses={200: LostSerializer, **refusals(400, 401, 403)})
    @action(detail=False, methods=["post"])
    def renew(self, request: Request) -> Response:
        """Keep chats that are in hand for longer; the answer names those that are lost."""
        leases = read_body(RenewRequest, request)["leases"]
        return Response({"lost": renew_leases([Held(**one) for one in leases])})


class ChatViewset(Viewset):
    """The chats themselves."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"reachability": IsService}
    serializer_class = ReachabilityRequest

    @extend_schema(request=ReachabilityRequest, responses={200: ReachabilityRequest, **refusals(400, 401, 403)})
    @action(detail=False, methods=["post"])
    def reachability(self, request: Request) -> Response:
        """Note that a person blocked the bot or came back."""
        wanted = read_body(ReachabilityRequest, request)
        set_reachability(chat_id=wanted["chat_id"], reachable=wanted["reachable"])
        return Response(wanted)


class BotViewset(Viewset):
    """The bots that carry it all."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"create": IsService, "leave": IsService}
    serializer_class = BotReport

    @extend_schema(request=BotReport, responses={200: AliveSerializer, **refusals(400, 401, 403)})
    def create(self, request: Request) -> Response:
        """Note that a bot lives and how it fares; answer how many of its kind are alive."""
        report = read_body(BotReport, request)
        report["facts"] = BotFacts(report["facts"]).data
        return Response({"alive": bots.report_process(**report)})

    @extend_schema(request=BotLeave, responses={200: BotLeave, **refusals(400, 401, 403)})
    @action(detail=False, methods=["post"])
    def leave(self, request: Request) -> Response:
        """Forget a bot that stops in order."""
        left = read_body(BotLeave, request)
        bots.leave(**left)
        return Response(left)
