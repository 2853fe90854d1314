"""How a ticket ends, and how it begins again: closing and reopening."""

from django.db import IntegrityError, transaction

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.delivery.services.enqueue import Draft, enqueue
from apps.ticket.models import Event, Focus, Message, Ticket
from apps.ticket.services.announce import (
    announce_opening,
    cards,
    hold_chats_about,
    mark_cards,
    notice_to_admin,
    notice_to_user,
)
from apps.ticket.services.contents import brief
from apps.ticket.services.journal import Times, elapsed, record
from apps.ticket.services.lifecycle import locked, move_into, require_admitted, require_staff
from apps.ticket.transitions import Act, may_still_reopen, require
from apps.user.models import TelegramUser
from core import clock
from core.errors import Conflict


@transaction.atomic
def close_ticket(*, actor: Actor, ticket_id: int) -> Ticket:
    """Close a ticket, by its user or by the staff; the other side is told. Closing it twice changes nothing."""
    ticket = locked(actor, ticket_id)
    by_user = actor.user is not None and ticket.user_id == actor.user.pk
    if by_user:
        require_admitted(ticket.user)
    if ticket.is_closed:
        return ticket
    require(Act.CLOSE, ticket)
    hold_chats_about(ticket)
    holder = _holder(ticket)
    by = "user" if by_user else "admin" if actor.admin else "system"
    closing = _close(actor, ticket, by)
    facts = {"ticket": ticket.pk, "number": ticket.number, "by": by, "can_reopen": True, "closing": closing.pk}
    drafts = [notice_to_user(ticket.user, "ticket_closed", ticket, **facts)]
    if by_user and holder:
        drafts += notice_to_admin(
            holder, "user_closed", ticket, ticket=ticket.pk, number=ticket.number, name=ticket.user.first_name
        )
    else:
        drafts += _cards_for_holder(actor, ticket, holder)
    enqueue(drafts)
    mark_cards(ticket)
    return ticket


def close_silently(actor: Actor, ticket: Ticket) -> None:
    """Close a locked ticket whose user is told something else instead. The caller holds the chats."""
    holder = _holder(ticket)
    _close(actor, ticket, "admin" if actor.admin else "system")
    enqueue(_cards_for_holder(actor, ticket, holder))
    mark_cards(ticket)


def _holder(ticket: Ticket) -> Admin | None:
    return ticket.admin if ticket.status == Ticket.Status.TAKEN else None


def _cards_for_holder(actor: Actor, ticket: Ticket, holder: Admin | None) -> list[Draft]:
    """Tell the holder that a colleague has closed their ticket."""
    if holder is None or holder == actor.admin:
        return []
    return cards([holder], ticket, "closed", by=actor.admin.display_name if actor.admin else None)


def _close(actor: Actor, ticket: Ticket, by: str) -> Event:
    """Write the closing, and how long the ticket took."""
    now, was = clock.now(), ticket.status
    ticket.status, ticket.closed_at, ticket.waiting_since = Ticket.Status.CLOSED, now, None
    ticket.save(update_fields=["status", "closed_at", "waiting_since"])
    Focus.objects.filter(ticket=ticket, admin=actor.admin).delete()
    times = Times(
        resolution_time=elapsed(ticket.cycle_began_at, now), full_resolution_time=elapsed(ticket.created_at, now)
    )
    return record(Event.Act.CLOSED, actor, ticket, at=now, changes={"status": (was, ticket.status)}, times=times, by=by)


@transaction.atomic
def reopen_ticket(*, actor: Actor, ticket_id: int) -> Ticket:
    """Open a closed ticket again, for its last holder where there still is one. The asker's waiting words move in."""
    by_user = actor.user is not None and actor.user.tickets.filter(pk=ticket_id).exists()
    # The asker's row comes before the ticket's, as everywhere: their next message may arrive at this moment.
    TelegramUser.objects.select_for_update(no_key=True).filter(
        pk__in=Ticket.objects.visible_to(actor).filter(pk=ticket_id).values("user")
    ).first()
    ticket = locked(actor, ticket_id)
    if not by_user and not actor.is_service:
        require_staff(actor, ticket)
    require_admitted(ticket.user)
    require(Act.REOPEN, ticket)
    if by_user and not may_still_reopen(ticket):
        raise Conflict("reopen_window_over")
    waiting = Message.objects.loose_of(ticket.user)
    if not by_user:
        # Of somebody who is an admin as well, only what they asked moves: their loose words may be answers.
        waiting = waiting.filter(outcome="waiting")
    _reopen(actor, ticket, list(waiting), by_user=by_user)
    return ticket


def _reopen(actor: Actor, ticket: Ticket, waiting: list[Message], *, by_user: bool) -> None:
    hold_chats_about(ticket)
    now = clock.now()
    former = ticket.admin
    holder = former if former and former.may_work_on(ticket.category_id) else None
    began = waiting[0].created_at if waiting else now
    ticket.status = Ticket.Status.TAKEN if holder else Ticket.Status.NEW
    ticket.admin, ticket.closed_at, ticket.reopened_at = holder, None, now
    ticket.first_answered_at = None
    ticket.waiting_since = began if by_user or waiting else None
    if waiting:
        ticket.last_message_at = waiting[-1].created_at
        ticket.last_text = brief(waiting[-1].text, waiting[-1].kind)
    fields = ["status", "admin", "closed_at", "reopened_at", "first_answered_at"]
    fields += ["waiting_since", "last_message_at", "last_text"]
    try:
        with transaction.atomic():
            ticket.save(update_fields=fields)
    except IntegrityError:
        existing = Ticket.objects.open().filter(user=ticket.user_id).first()
        raise Conflict("open_ticket_exists", ticket=existing.number if existing else None) from None
    move_into(ticket, waiting)
    changes = {
        "status": (Ticket.Status.CLOSED, ticket.status),
        "admin": (former.pk if former else None, holder.pk if holder else None),
    }
    record(Event.Act.REOPENED, actor, ticket, at=now, changes=changes, message_count=len(waiting))
    enqueue([notice_to_user(ticket.user, "ticket_reopened", ticket, number=ticket.number)])
    mark_cards(ticket)
    if by_user or waiting or holder is None or holder != actor.admin:
        announce_opening(ticket, waiting)
