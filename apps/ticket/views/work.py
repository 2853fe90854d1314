"""The bot's work: outcomes of deliveries, bytes of files, reminders."""

from typing import IO, Any, ClassVar, cast

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsActor, IsAdmin, IsService, actor_of
from apps.delivery.serializers import DeliveriesSerializer, LeaseRequest, LostSerializer
from apps.ticket.serializers.work import (
    AnnouncedSerializer,
    AttachmentSerializer,
    AttachmentsSerializer,
    DoneSerializer,
    FailureRequest,
    LeaseQuery,
    OutcomesRequest,
    RenewFilesRequest,
)
from apps.ticket.services import attachments, outcomes, reminders
from core.schema import refusals
from core.views import Viewset, prepared, read_body, read_query


class BytesParser(BaseParser):
    """Hands the body on as a stream: a file is written in pieces, never read whole into memory."""

    media_type = "application/octet-stream"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the unread stream."""
        return stream


class OutcomeViewset(Viewset):
    """What became of deliveries."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"create": IsService}
    serializer_class = OutcomesRequest

    @extend_schema(
        operation_id="report_outcomes",
        request=OutcomesRequest,
        responses={200: DeliveriesSerializer, **refusals(400, 401, 403)},
    )
    def create(self, request: Request) -> Response:
        """Store a batch of reports; answers the next row of each chat."""
        body = prepared(OutcomesRequest, data=request.data)
        body.is_valid(raise_exception=True)
        reports, files = body.reports()
        rows = outcomes.report_outcomes(bot_id=body.validated_data["bot_id"], outcomes=reports, files=files)
        return Response(prepared(DeliveriesSerializer, instance={"deliveries": rows}).data)


class RetryViewset(Viewset):
    """Deliveries that failed."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"retry": IsAdmin}
    serializer_class = DoneSerializer

    @extend_schema(request=None, responses={200: DoneSerializer, **refusals(401, 403, 404, 409)})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str) -> Response:
        """Send a failed delivery once more."""
        return Response({"id": outcomes.retry_delivery(actor=actor_of(request), delivery_id=int(pk)).pk})


class ReminderViewset(Viewset):
    """Tickets that wait too long."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {"create": IsService}
    serializer_class = AnnouncedSerializer

    @extend_schema(
        operation_id="announce_overdue",
        request=None,
        responses={200: AnnouncedSerializer, **refusals(401, 403)},
    )
    def create(self, request: Request) -> Response:
        """Announce them once more."""
        return Response({"announced": reminders.announce_overdue()})


class AttachmentViewset(Viewset):
    """Files."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {
        "lease": IsService,
        "renew": IsService,
        "failure": IsService,
        "content": IsActor,
        "upload": IsService,
    }
    serializer_class = AttachmentSerializer
    parser_classes = (JSONParser, BytesParser)

    @extend_schema(
        operation_id="lease_attachments",
        request=LeaseRequest,
        responses={200: AttachmentsSerializer, **refusals(400, 401, 403)},
    )
    @action(detail=False, methods=["post"])
    def lease(self, request: Request) -> Response:
        """Lease files whose bytes are to be fetched."""
        rows = attachments.lease_attachments(**read_body(LeaseRequest, request))
        return Response(AttachmentsSerializer({"attachments": rows}).data)

    @extend_schema(
        operation_id="renew_attachments",
        request=RenewFilesRequest,
        responses={200: LostSerializer, **refusals(400, 401, 403)},
    )
    @action(detail=False, methods=["post"])
    def renew(self, request: Request) -> Response:
        """Keep files that are being fetched for longer; the answer names those that are lost."""
        leases = read_body(RenewFilesRequest, request)["leases"]
        return Response({"lost": attachments.renew_attachments([attachments.HeldFile(**one) for one in leases])})

    @extend_schema(request=FailureRequest, responses={200: DoneSerializer, **refusals(400, 401, 403, 404, 409)})
    @action(detail=True, methods=["post"])
    def failure(self, request: Request, pk: str) -> Response:
        """Note why the bytes did not come."""
        attachments.report_failure(attachment_id=int(pk), **read_body(FailureRequest, request))
        return Response({"id": int(pk)})

    @extend_schema(
        operation_id="download_content",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **refusals(401, 403, 404, 409)},
    )
    @action(detail=True)
    def content(self, request: Request, pk: str) -> FileResponse:
        """Return the bytes, as a download: what people send is never run."""
        attachment, stream = attachments.open_bytes(actor=actor_of(request), attachment_id=int(pk))
        return FileResponse(
            stream, as_attachment=True, filename=str(attachment), content_type="application/octet-stream"
        )

    @extend_schema(
        operation_id="upload_content",
        parameters=[LeaseQuery],
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={200: DoneSerializer, **refusals(400, 401, 403, 404, 409, 415, 507)},
    )
    @content.mapping.put
    def upload(self, request: Request, pk: str) -> Response:
        """Store the bytes, brought under a lease."""
        lease = read_query(LeaseQuery, request)["lease"]
        attachments.store_bytes(attachment_id=int(pk), lease=lease, stream=cast(IO[bytes], request.data))
        return Response({"id": int(pk)})
