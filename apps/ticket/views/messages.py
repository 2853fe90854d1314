"""Messages."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsActor, IsAdminPerson, IsPerson, actor_of
from apps.ticket.serializers.contents import (
    DeleteRequest,
    MessageEditRequest,
    MessageQuery,
    MessageRequest,
    MessageSerializer,
)
from apps.ticket.serializers.work import DoneSerializer
from apps.ticket.services import conversation, edits, listing
from apps.ticket.services.contents import Content
from core.paging import KeysetPagination
from core.schema import refusals
from core.views import Viewset, read_body, read_query

ACT = refusals(400, 401, 403, 404, 409)


class MessageViewset(Viewset):
    """What was said."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {
        **dict.fromkeys(("list", "retrieve"), IsActor),
        "create": IsPerson,
        **dict.fromkeys(("partial_update", "destroy", "delete_in_chat"), IsAdminPerson),
    }
    serializer_class = MessageSerializer
    pagination_class = KeysetPagination
    keyset = listing.IN_ORDER

    @extend_schema(
        parameters=[MessageQuery], responses={200: MessageSerializer(many=True), **refusals(400, 401, 403, 404)}
    )
    def list(self, request: Request) -> Response:
        """List messages in their order."""
        ticket_id = read_query(MessageQuery, request).get("ticket")
        found = listing.list_messages(actor=actor_of(request), ticket_id=ticket_id)
        page = self.paginate_queryset(found.rows)
        return self.get_paginated_response(MessageSerializer(page, many=True).data)

    @extend_schema(responses={200: MessageSerializer, **refusals(401, 403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one message."""
        return Response(MessageSerializer(listing.get_message(actor=actor_of(request), message_id=int(pk))).data)

    @extend_schema(request=MessageRequest, responses={201: MessageSerializer, **ACT})
    def create(self, request: Request) -> Response:
        """Say something as the acting person: the ticket's user, or an admin."""
        wanted = read_body(MessageRequest, request)
        message = conversation.add_message(
            actor=actor_of(request),
            ticket_id=wanted["ticket"],
            content=Content(kind="text", text=wanted["text"], entities=wanted["entities"]),
            is_note=wanted["kind"] == "note",
            reply_to_id=wanted["reply_to"],
            takeover=wanted["takeover"],
        )
        return Response(MessageSerializer(message).data, status=201)

    @extend_schema(request=MessageEditRequest, responses={200: MessageSerializer, **ACT})
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change the words of one's own answer."""
        wanted = read_body(MessageEditRequest, request)
        message = edits.edit_answer(actor=actor_of(request), message_id=int(pk), **wanted)
        return Response(MessageSerializer(message).data)

    @extend_schema(responses={200: DoneSerializer, **refusals(401, 403, 404, 409)})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take one's own answer back from the user's chat."""
        return Response({"id": edits.delete_answer(actor=actor_of(request), message_id=int(pk)).pk})

    @extend_schema(request=DeleteRequest, responses={200: DoneSerializer, **ACT})
    @action(detail=False, methods=["post"], url_path="delete")
    def delete_in_chat(self, request: Request) -> Response:
        """The same, by the message's place in the admin's own chat."""
        wanted = read_body(DeleteRequest, request)
        message = edits.delete_answer_in_chat(
            actor=actor_of(request), bot_id=wanted["bot_id"], telegram_message_id=wanted["message_id"]
        )
        return Response({"id": message.pk})
