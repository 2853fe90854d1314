"""Tickets."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from apps.admin.permissions import IsActor, IsAdmin, IsAdminPerson, IsPerson, actor_of
from apps.ticket.serializers import tickets as shapes
from apps.ticket.serializers.audit import EventSerializer
from apps.ticket.serializers.saved_replies import SendSavedReplyRequest
from apps.ticket.services import (
    audit,
    blocking,
    closing,
    conversation,
    focus,
    history,
    labels,
    lifecycle,
    listing,
    pending,
    saved_replies,
)
from core.paging import Keyset, KeysetPagination
from core.schema import refusals
from core.views import Viewset, read_body, read_query

ACT = refusals(400, 401, 403, 404, 409)
LIST = {200: shapes.TicketSerializer(many=True), **refusals(400, 401, 403)}


class TicketViewset(Viewset):
    """Tickets and what is done to them."""

    permissions: ClassVar[dict[str, type[BasePermission]]] = {
        **dict.fromkeys(("list", "retrieve", "create", "close", "reopen", "user_tickets"), IsActor),
        **dict.fromkeys(("my_tickets", "assign_admin", "transfer", "transfer_targets", "events"), IsAdmin),
        **dict.fromkeys(("block", "unblock", "set_priority", "set_tags"), IsAdmin),
        **dict.fromkeys(("take", "release", "focus", "card", "send_saved_reply"), IsAdminPerson),
        **dict.fromkeys(("choose_category", "show"), IsPerson),
    }
    serializer_class = shapes.TicketSerializer
    pagination_class = KeysetPagination
    keyset = Keyset()

    @extend_schema(parameters=[shapes.TicketQuery], responses=LIST)
    def list(self, request: Request) -> Response:
        """List the tickets that the actor may see, newest first; a `box` has its own order."""
        query = read_query(shapes.TicketQuery, request)
        return self._list(request, listing.list_tickets(actor=actor_of(request), query=query))

    @extend_schema(responses={200: shapes.TicketSerializer, **refusals(401, 403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one ticket."""
        return self._answer(request, listing.get_ticket(actor=actor_of(request), ticket_id=int(pk)))

    @extend_schema(request=shapes.TicketRequest, responses={201: shapes.TicketSerializer, **ACT})
    def create(self, request: Request) -> Response:
        """Open a ticket; 409 while the user has another one open."""
        wanted = read_body(shapes.TicketRequest, request)
        ticket = conversation.open_ticket(
            actor=actor_of(request), user_id=wanted["user"], category_id=wanted["category"], text=wanted["text"]
        )
        return self._answer(request, ticket, 201)

    @extend_schema(parameters=[shapes.MyTicketsQuery], responses={200: LIST[200], **refusals(400, 401, 403)})
    @action(detail=False, url_path="my-tickets")
    def my_tickets(self, request: Request) -> Response:
        """List an admin's tickets, the longest-waiting first."""
        wanted = read_query(shapes.MyTicketsQuery, request)
        return self._list(request, listing.tickets_of_admin(actor=actor_of(request), **wanted))

    @extend_schema(parameters=[shapes.UserTicketsQuery], responses={200: LIST[200], **refusals(400, 401, 403)})
    @action(detail=False, url_path="user-tickets")
    def user_tickets(self, request: Request) -> Response:
        """List a user's tickets, newest first, as far as the actor may see them."""
        wanted = read_query(shapes.UserTicketsQuery, request)
        return self._list(request, listing.tickets_of_user(actor=actor_of(request), **wanted))

    @extend_schema(request=shapes.ChooseCategoryRequest, responses={200: shapes.ChosenSerializer, **ACT})
    @action(detail=False, methods=["post"], url_path="choose-category")
    def choose_category(self, request: Request) -> Response:
        """Open a ticket with everything that waits, or keep the choice for the question to come."""
        wanted = read_body(shapes.ChooseCategoryRequest, request)
        chosen = pending.choose_category(actor=actor_of(request), category_id=wanted["category"])
        return Response(shapes.ChosenSerializer(chosen, context=self._context(request)).data)

    @extend_schema(request=None, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        """Take a ticket; 409 where another admin was quicker."""
        return self._answer(request, lifecycle.take_ticket(actor=actor_of(request), ticket_id=int(pk)))

    @extend_schema(request=shapes.AssignRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"], url_path="assign-admin")
    def assign_admin(self, request: Request, pk: str) -> Response:
        """Give a ticket to an admin."""
        wanted = read_body(shapes.AssignRequest, request)
        ticket = lifecycle.assign_admin(actor=actor_of(request), ticket_id=int(pk), admin_id=wanted["admin"])
        return self._answer(request, ticket)

    @extend_schema(request=None, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        """Give a ticket back."""
        return self._answer(request, lifecycle.release_ticket(actor=actor_of(request), ticket_id=int(pk)))

    @extend_schema(request=shapes.TransferRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def transfer(self, request: Request, pk: str) -> Response:
        """Pass a ticket to a category or an admin."""
        wanted = {f"{name}_id": value for name, value in read_body(shapes.TransferRequest, request).items()}
        return self._answer(request, lifecycle.transfer_ticket(actor=actor_of(request), ticket_id=int(pk), **wanted))

    @extend_schema(responses={200: shapes.TransferTargetsSerializer, **refusals(401, 403, 404, 409)})
    @action(detail=True, url_path="transfer-targets")
    def transfer_targets(self, request: Request, pk: str) -> Response:
        """Return where the ticket may go."""
        targets = listing.transfer_targets(actor=actor_of(request), ticket_id=int(pk))
        return Response(shapes.TransferTargetsSerializer(targets).data)

    @extend_schema(request=None, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Close a ticket, as its user or as staff."""
        return self._answer(request, closing.close_ticket(actor=actor_of(request), ticket_id=int(pk)))

    @extend_schema(request=None, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Open a closed ticket again; what its user has waiting moves into it."""
        return self._answer(request, closing.reopen_ticket(actor=actor_of(request), ticket_id=int(pk)))

    @extend_schema(request=shapes.BlockRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def block(self, request: Request, pk: str) -> Response:
        """Take nothing more from the one who asked; their open ticket closes."""
        wanted = read_body(shapes.BlockRequest, request)
        return self._answer(request, blocking.block_asker(actor=actor_of(request), ticket_id=int(pk), **wanted))

    @extend_schema(request=None, responses={200: shapes.UnblockedSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def unblock(self, request: Request, pk: str) -> Response:
        """Hear the one who asked again."""
        ticket, kept = blocking.unblock_asker(actor=actor_of(request), ticket_id=int(pk))
        answer = shapes.UnblockedSerializer({"ticket": ticket, "kept": kept}, context=self._context(request))
        return Response(answer.data)

    @extend_schema(request=shapes.PriorityRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"], url_path="set-priority")
    def set_priority(self, request: Request, pk: str) -> Response:
        """Say how urgent the ticket is."""
        wanted = read_body(shapes.PriorityRequest, request)
        return self._answer(request, labels.set_priority(actor=actor_of(request), ticket_id=int(pk), **wanted))

    @extend_schema(request=shapes.TagsRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"], url_path="set-tags")
    def set_tags(self, request: Request, pk: str) -> Response:
        """Give the ticket just these tags."""
        wanted = read_body(shapes.TagsRequest, request)
        ticket = labels.set_tags(actor=actor_of(request), ticket_id=int(pk), names=wanted["tags"])
        return self._answer(request, ticket)

    @extend_schema(request=SendSavedReplyRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"], url_path="send-saved-reply")
    def send_saved_reply(self, request: Request, pk: str) -> Response:
        """Answer with a saved reply: its words in the person's language, and its files."""
        actor, wanted = actor_of(request), read_body(SendSavedReplyRequest, request)
        saved_replies.send_saved_reply(
            actor=actor, ticket_id=int(pk), reply_id=wanted["saved_reply"], takeover=wanted["takeover"]
        )
        return self._answer(request, listing.get_ticket(actor=actor, ticket_id=int(pk)))

    @extend_schema(request=shapes.FocusRequest, responses={200: shapes.FocusSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def focus(self, request: Request, pk: str) -> Response:
        """Let everything that the admin types go into this ticket, until it is finished."""
        wanted = read_body(shapes.FocusRequest, request)
        kept = focus.focus_on(
            actor=actor_of(request), ticket_id=int(pk), mode=wanted["mode"], takeover=wanted["takeover"]
        )
        return Response(shapes.FocusSerializer(kept, context=self._context(request)).data)

    @extend_schema(request=shapes.ShowRequest, responses={200: shapes.ShownSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def show(self, request: Request, pk: str) -> Response:
        """Send a page of the ticket's messages to the chat of the one who asks."""
        wanted = read_body(shapes.ShowRequest, request)
        shown = history.show_ticket(actor=actor_of(request), ticket_id=int(pk), before=wanted["before"])
        return Response(shapes.ShownSerializer(shown).data)

    @extend_schema(request=shapes.CardRequest, responses={200: shapes.TicketSerializer, **ACT})
    @action(detail=True, methods=["post"])
    def card(self, request: Request, pk: str) -> Response:
        """Bring a card in the admin's chat up to date, or send a new one."""
        wanted = read_body(shapes.CardRequest, request)
        ticket = history.refresh_card(
            actor=actor_of(request),
            ticket_id=int(pk),
            bot_id=wanted["bot_id"],
            telegram_message_id=wanted["message_id"],
        )
        return self._answer(request, ticket)

    @extend_schema(
        operation_id="events_of_ticket",
        responses={200: EventSerializer(many=True), **refusals(400, 401, 403, 404)},
    )
    @action(detail=True)
    def events(self, request: Request, pk: str) -> Response:
        """List what was done to the ticket, in order."""
        found = audit.events_of_ticket(actor=actor_of(request), ticket_id=int(pk))
        self.keyset = found.keyset
        return self.get_paginated_response(EventSerializer(self.paginate_queryset(found.rows), many=True).data)

    def _context(self, request: Request) -> dict[str, Any]:
        return {"actor": actor_of(request)}

    def _answer(self, request: Request, ticket: Any, status: int = 200) -> Response:
        return Response(shapes.TicketSerializer(ticket, context=self._context(request)).data, status=status)

    def _list(self, request: Request, found: listing.Listing) -> Response:
        self.keyset = found.keyset
        page = self.paginate_queryset(found.rows)
        return self.get_paginated_response(
            shapes.TicketSerializer(page, many=True, context=self._context(request)).data
        )
