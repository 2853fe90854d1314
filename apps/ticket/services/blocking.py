"""Whom the desk takes nothing from: blocked by the staff with a reason, and heard again after an unblocking."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from apps.admin.actors import Actor
from apps.delivery.services.enqueue import enqueue
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.announce import hold_chats_about, mark_cards, notice_to_user
from apps.ticket.services.closing import close_silently
from apps.ticket.services.contents import storable
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import is_of_staff, require_staff
from apps.user.models import TelegramUser
from core import clock
from core.errors import Conflict, Forbidden, Invalid, NotFound

REASON_LIMIT = 500
# How much of what a blocked person wrote is shown at once; the rest stays stored.
KEPT_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Unblocked:
    """Who is heard again, and how many messages of theirs were kept meanwhile."""

    user: TelegramUser
    kept: int


@transaction.atomic
def block_person(*, actor: Actor, user_id: int, reason: str, ticket_id: int | None = None) -> TelegramUser:
    """Take nothing from the person any more, and tell them so once. Their open ticket closes without further words.

    `ticket_id` is the ticket over which it was decided. Blocking twice changes nothing.
    """
    reason = _read_reason(reason)
    user = _held_person(actor, user_id)
    # All of their tickets, closed ones too: a colleague may be reopening one at this moment.
    tickets = list(Ticket.objects.filter(user=user).held())
    about = _decided_over(actor, tickets, ticket_id)
    if is_of_staff(user):
        raise Conflict("cannot_block_staff")
    if user.is_blocked:
        return user
    now = clock.now()
    user.blocked_at, user.blocked_reason = now, reason
    user.save(update_fields=["blocked_at", "blocked_reason"])
    still_open = [ticket for ticket in tickets if not ticket.is_closed]
    touched = _one_with_its_person(user, still_open, about)
    hold_chats_about(*touched)
    record(Event.Act.PERSON_BLOCKED, actor, about, at=now, user=user.pk, reason=reason)
    for ticket in still_open:
        close_silently(actor, ticket)
    enqueue([notice_to_user(user, "person_blocked")])
    _mark_others(touched, still_open)
    return user


@transaction.atomic
def unblock_person(*, actor: Actor, user_id: int, ticket_id: int | None = None) -> Unblocked:
    """Hear the person again, and tell them so. What they wrote meanwhile is brought to nobody; it is counted."""
    user = _held_person(actor, user_id)
    about = _decided_over(actor, list(Ticket.objects.filter(user=user, pk=ticket_id or 0).held()), ticket_id)
    if user.blocked_at is None:
        return Unblocked(user=user, kept=0)
    kept = _kept(user.pk).filter(created_at__gte=user.blocked_at).count()
    user.blocked_at, user.blocked_reason = None, ""
    user.save(update_fields=["blocked_at", "blocked_reason"])
    touched = _one_with_its_person(user, [], about)
    hold_chats_about(*touched)
    record(Event.Act.PERSON_UNBLOCKED, actor, about, user=user.pk, kept=kept)
    enqueue([notice_to_user(user, "person_unblocked")])
    _mark_others(touched, [])
    return Unblocked(user=user, kept=kept)


@transaction.atomic
def block_asker(*, actor: Actor, ticket_id: int, reason: str) -> Ticket:
    """Block the one who asked; returns their ticket as it stands then."""
    block_person(actor=actor, user_id=_asker_of(actor, ticket_id), reason=reason, ticket_id=ticket_id)
    return Ticket.objects.with_people().get(pk=ticket_id)


@transaction.atomic
def unblock_asker(*, actor: Actor, ticket_id: int) -> tuple[Ticket, int]:
    """Unblock the one who asked; returns their ticket, and how many messages were kept meanwhile."""
    unblocked = unblock_person(actor=actor, user_id=_asker_of(actor, ticket_id), ticket_id=ticket_id)
    return Ticket.objects.with_people().get(pk=ticket_id), unblocked.kept


def kept_while_blocked(*, actor: Actor, user_id: int) -> list[Message]:
    """Return what the person wrote while they were blocked, the latest first: for the staff who see the person."""
    if not _seen_as_staff(actor).filter(pk=user_id).exists():
        raise NotFound
    return list(_kept(user_id).select_related("attachment").order_by("-pk")[:KEPT_SHOWN])


def _kept(user_id: int) -> QuerySet[Message]:
    return Message.objects.filter(user=user_id, outcome="blocked")


def _read_reason(words: str) -> str:
    """Return the reason in one line; whoever blocks somebody has one."""
    reason = " ".join(storable(words).split())
    if not reason:
        raise Invalid({"reason": ["Say why the person is blocked."]})
    if len(reason) > REASON_LIMIT:
        raise Invalid({"reason": [f"At most {REASON_LIMIT} letters."]})
    return reason


def _seen_as_staff(actor: Actor) -> QuerySet[TelegramUser]:
    """Return the people whom the actor sees as a member of the staff."""
    if actor.is_super:
        return TelegramUser.objects.all()
    return TelegramUser.objects.filter(pk__in=Ticket.objects.worked_by(actor).values("user"))


def _held_person(actor: Actor, user_id: int) -> TelegramUser:
    """Hold the row of a person whom the actor sees as staff: their own messages wait until it is decided."""
    if actor.admin is None and not actor.is_service:
        raise Forbidden
    if not _seen_as_staff(actor).filter(pk=user_id).exists():
        raise NotFound
    return TelegramUser.objects.select_for_update(no_key=True).get(pk=user_id)


def _asker_of(actor: Actor, ticket_id: int) -> int:
    ticket = Ticket.objects.visible_to(actor).with_people().filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    if not actor.is_service:
        require_staff(actor, ticket)
    return ticket.user_id


def _decided_over(actor: Actor, tickets: list[Ticket], ticket_id: int | None) -> Ticket | None:
    """Return the ticket over which it was decided; it is one of the person's, and the actor's to see."""
    if ticket_id is None:
        return None
    about = next((ticket for ticket in tickets if ticket.pk == ticket_id), None)
    if about is None or not Ticket.objects.worked_by(actor).filter(pk=ticket_id).exists():
        raise NotFound
    return about


def _one_with_its_person(user: TelegramUser, tickets: list[Ticket], about: Ticket | None) -> list[Ticket]:
    """Return these tickets with the person as they are now: their cards tell it."""
    touched = [*tickets, *([about] if about and about not in tickets else [])]
    for ticket in touched:
        ticket.user = user
    return touched


def _mark_others(touched: list[Ticket], marked: list[Ticket]) -> None:
    """Bring the cards of those tickets up to date that were not closed just now."""
    for ticket in touched:
        if ticket not in marked:
            mark_cards(ticket)
