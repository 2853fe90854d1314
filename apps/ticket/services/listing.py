"""Reads of tickets, messages and people, all behind the one gate."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from apps.ticket.models import Message, Tag, Ticket
from apps.ticket.models.ticket import TicketQuerySet, queue_time
from apps.ticket.services.labels import PRIORITIES
from apps.ticket.services.lifecycle import require_staff
from apps.ticket.services.search import matching_tickets
from apps.user.models import TelegramUser
from core.errors import Forbidden, NotFound
from core.paging import Keyset

NEWEST_FIRST = Keyset(descending=True)
IN_ORDER = Keyset()
QUEUE = Keyset(key=queue_time())
LAST_CLOSED_FIRST = Keyset(key=F("closed_at"), descending=True)


@dataclass(frozen=True)
class Listing:
    """A list and its order."""

    rows: QuerySet[Any]
    keyset: Keyset


def list_tickets(*, actor: Actor, query: dict[str, Any]) -> Listing:
    """Return the tickets that the query asks for, out of those that the actor may see."""
    box = query.get("box")
    tickets, keyset = _box(actor, box) if box else (Ticket.objects.visible_to(actor), NEWEST_FIRST)
    for name in ("status", "category", "admin", "user"):
        if name in query:
            tickets = tickets.filter(**{name: query[name]})
    tickets = _labelled(tickets, actor, query)
    if query.get("search"):
        found = matching_tickets(actor=actor, query=query["search"], within=tickets, field="search")
        tickets = tickets.filter(pk__in=found)
    return Listing(tickets.with_people(), keyset)


def _labelled(tickets: TicketQuerySet, actor: Actor, query: dict[str, Any]) -> TicketQuerySet:
    """Narrow the tickets by what the staff put on them; whoever asked cannot find it out by asking for it."""
    if not {"priority", "tag"} & query.keys():
        return tickets
    tickets = tickets.filter(pk__in=Ticket.objects.worked_by(actor).values("pk"))
    if actor.user is not None:
        tickets = tickets.exclude(user=actor.user)
    if "priority" in query:
        tickets = tickets.filter(priority=PRIORITIES[query["priority"]])
    if "tag" in query:
        tickets = tickets.filter(Exists(Tag.objects.filter(tickets=OuterRef("pk"), name__iexact=query["tag"])))
    return tickets


def _box(actor: Actor, box: str) -> tuple[TicketQuerySet, Keyset]:
    if box == "own":
        return Ticket.objects.asked_by(actor), NEWEST_FIRST
    if actor.admin is None and not actor.is_service:
        # Somebody dismissed presses a button of their old menu: a plain refusal, not an empty list.
        raise Forbidden
    worked = Ticket.objects.worked_by(actor)
    boxes: dict[str, tuple[TicketQuerySet, Keyset]] = {
        "mine": (worked.filter(admin=actor.admin, status=Ticket.Status.TAKEN), QUEUE),
        "new": (worked.filter(status=Ticket.Status.NEW), QUEUE),
        "waiting": (worked.filter(waiting_since__isnull=False), QUEUE),
        "closed": (worked.filter(status=Ticket.Status.CLOSED), LAST_CLOSED_FIRST),
        "all": (worked, QUEUE),
    }
    return boxes[box]


def get_ticket(*, actor: Actor, ticket_id: int) -> Ticket:
    """Return one ticket that the actor may see."""
    ticket = Ticket.objects.visible_to(actor).with_people().filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    return ticket


def tickets_of_admin(*, actor: Actor, admin_id: int) -> Listing:
    """Return the tickets that an admin holds or held: one's own, or anybody's for a super admin."""
    if not actor.is_super and (actor.admin is None or actor.admin.pk != admin_id):
        raise Forbidden
    return Listing(Ticket.objects.worked_by(actor).filter(admin=admin_id).with_people(), QUEUE)


def tickets_of_user(*, actor: Actor, user_id: int) -> Listing:
    """Return a user's tickets, as far as the actor may see them."""
    return Listing(Ticket.objects.visible_to(actor).filter(user=user_id).with_people(), NEWEST_FIRST)


def list_messages(*, actor: Actor, ticket_id: int | None) -> Listing:
    """Return messages in their order: of one ticket, or of all that the actor may see."""
    messages = Message.objects.visible_to(actor).select_related("attachment")
    if ticket_id is not None:
        get_ticket(actor=actor, ticket_id=ticket_id)
        messages = messages.filter(ticket=ticket_id)
    return Listing(messages, IN_ORDER)


def get_message(*, actor: Actor, message_id: int) -> Message:
    """Return one message that the actor may read."""
    message = Message.objects.visible_to(actor).select_related("attachment").filter(pk=message_id).first()
    if message is None:
        raise NotFound
    return message


def list_users(*, actor: Actor) -> QuerySet[TelegramUser]:
    """Return people: all for super admins, those of the tickets that an admin sees, and oneself."""
    if actor.is_super:
        return TelegramUser.objects.all()
    seen = Q(pk__in=Ticket.objects.worked_by(actor).values("user"))
    return TelegramUser.objects.filter(seen | Q(pk=actor.user.pk) if actor.user else seen)


def get_user(*, actor: Actor, user_id: int) -> TelegramUser:
    """Return one person whom the actor may see."""
    user = list_users(actor=actor).filter(pk=user_id).first()
    if user is None:
        raise NotFound
    return user


def transfer_targets(*, actor: Actor, ticket_id: int) -> dict[str, Any]:
    """Return where a ticket may go: the other active categories, and the other admins who work on its category."""
    ticket = get_ticket(actor=actor, ticket_id=ticket_id)
    if not actor.is_service:
        require_staff(actor, ticket)
    bound = Admin.objects.active().filter(Q(categories=ticket.category_id) | Q(is_superuser=True)).distinct()
    others = bound.exclude(pk=ticket.admin_id or 0).exclude(telegram_id=ticket.user.telegram_id)
    categories = Category.objects.filter(is_active=True).exclude(pk=ticket.category_id)
    return {"categories": list(categories), "admins": list(others)}
