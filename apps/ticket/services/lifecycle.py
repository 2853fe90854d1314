"""What happens to a ticket while it is open: opened, taken, released, transferred."""

from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.admin.actors import SYSTEM, Actor
from apps.admin.models import Admin, Category
from apps.delivery.services.enqueue import enqueue
from apps.ticket.models import Event, Focus, Message, Ticket
from apps.ticket.services.announce import (
    announce_opening,
    announce_transfer,
    cards,
    hold_chats_about,
    mark_cards,
    notice_to_user,
    staff_of,
)
from apps.ticket.services.contents import brief
from apps.ticket.services.facts import category_facts
from apps.ticket.services.journal import Changes, record
from apps.ticket.transitions import Act, require
from apps.user.models import TelegramUser
from core import clock
from core.errors import Conflict, Forbidden, NotFound


def locked(actor: Actor, ticket_id: int) -> Ticket:
    """Return a ticket that the actor may see, its row held until the transaction ends."""
    held = Ticket.objects.visible_to(actor).filter(pk=ticket_id).held()
    if not held:
        raise NotFound
    return held[0]


def is_of_staff(user: TelegramUser) -> bool:
    """Tell whether the person is an active admin, or becomes one when they are next seen."""
    if user.telegram_id in settings.SUPER_ADMIN_IDS:
        return True
    return Admin.objects.active().filter(telegram_id=user.telegram_id).exists()


def is_shut_out(user: TelegramUser) -> bool:
    """Tell whether the desk takes nothing from the person. Whoever was appointed since is heard again."""
    return user.is_blocked and not is_of_staff(user)


def require_admitted(user: TelegramUser) -> None:
    """Refuse what would open or change a ticket of somebody whom the desk has blocked."""
    if is_shut_out(user):
        raise Forbidden("person_blocked")


def require_person(actor: Actor) -> TelegramUser:
    """Return the person who acts; the service is nobody."""
    if actor.user is None:
        raise Forbidden("person_required")
    return actor.user


def require_staff(actor: Actor, ticket: Ticket) -> Admin:
    """Return the admin who acts on somebody else's ticket; the one who asked is no staff here."""
    if actor.admin is None:
        raise Forbidden("person_required" if actor.is_service else "forbidden")
    if actor.user is not None and actor.user.pk == ticket.user_id:
        raise Conflict("cannot_answer_self")
    return actor.admin


def open_with(actor: Actor, user: TelegramUser, category: Category, messages: Sequence[Message]) -> Ticket:
    """Open a ticket and move the waiting messages into it, in their order. The caller holds the user's row."""
    require_admitted(user)
    if not category.is_active:
        raise Conflict("category_inactive")
    now = clock.now()
    previous = Ticket.objects.filter(user=user, status=Ticket.Status.CLOSED).order_by("-closed_at").first()
    try:
        with transaction.atomic():
            ticket = Ticket.objects.create(
                user=user,
                category=category,
                previous=previous,
                waiting_since=messages[0].created_at if messages else None,
                last_message_at=now,
                last_text=brief(messages[-1].text, messages[-1].kind) if messages else "",
                created_at=now,
            )
    except IntegrityError:
        raise Conflict("open_ticket_exists") from None
    ticket.refresh_from_db(fields=["number"])
    ticket.tag_names = []
    hold_chats_about(ticket)
    move_into(ticket, messages)
    changes = {"status": (None, ticket.status)}
    record(Event.Act.OPENED, actor, ticket, at=now, changes=changes, message_count=len(messages))
    enqueue([notice_to_user(user, "ticket_opened", ticket, number=ticket.number, category=category_facts(category))])
    announce_opening(ticket, messages)
    return ticket


def move_into(ticket: Ticket, messages: Sequence[Message]) -> None:
    """Give waiting messages their ticket."""
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(ticket=ticket)
    for message in messages:
        message.ticket = ticket


def hand_over(ticket: Ticket, admin: Admin | None, *, category: Category | None = None) -> Changes:
    """Write who holds the ticket now: an admin, or nobody. Returns from what to what."""
    before = {"status": ticket.status, "admin": ticket.admin_id, "category": ticket.category_id}
    ticket.admin = admin
    ticket.status = Ticket.Status.TAKEN if admin else Ticket.Status.NEW
    ticket.taken_at = clock.now() if admin else None
    ticket.category = category or ticket.category
    ticket.save(update_fields=["admin", "status", "taken_at", "category"])
    after = {"status": ticket.status, "admin": ticket.admin_id, "category": ticket.category_id}
    return {name: (before[name], after[name]) for name in before}


@transaction.atomic
def take_ticket(*, actor: Actor, ticket_id: int) -> Ticket:
    """Take a ticket that nobody holds. Of several at once one wins; the others are told who."""
    ticket = locked(actor, ticket_id)
    admin = require_staff(actor, ticket)
    if ticket.status == Ticket.Status.TAKEN and ticket.admin_id == admin.pk:
        return ticket
    require(Act.TAKE, ticket)
    take(actor, ticket, admin)
    return ticket


def take(actor: Actor, ticket: Ticket, admin: Admin) -> None:
    """Give a locked ticket to an admin, from nobody or from its holder, and tell everybody concerned."""
    hold_chats_about(ticket, admins=[admin])
    former = ticket.admin if ticket.status == Ticket.Status.TAKEN else None
    changes = hand_over(ticket, admin)
    record(Event.Act.TAKEN_OVER if former else Event.Act.TAKEN, actor, ticket, changes=changes)
    drafts = [notice_to_user(ticket.user, "ticket_taken", ticket, number=ticket.number, admin=admin.display_name)]
    enqueue(drafts + cards([former] if former else [], ticket, "taken", by=admin.display_name))
    mark_cards(ticket)


@transaction.atomic
def assign_admin(*, actor: Actor, ticket_id: int, admin_id: int) -> Ticket:
    """Give a ticket to an admin by name: taking it oneself, or transferring it."""
    if actor.admin is not None and actor.admin.pk == admin_id:
        return take_ticket(actor=actor, ticket_id=ticket_id)
    return transfer_ticket(actor=actor, ticket_id=ticket_id, admin_id=admin_id)


@transaction.atomic
def release_ticket(*, actor: Actor, ticket_id: int) -> Ticket:
    """Give a ticket back: it is new, and announced again."""
    ticket = locked(actor, ticket_id)
    admin = require_staff(actor, ticket)
    require(Act.RELEASE, ticket)
    if ticket.admin_id != admin.pk and not actor.is_super:
        raise Conflict("not_holder")
    release(actor, ticket)
    return ticket


def release(actor: Actor, ticket: Ticket) -> None:
    """Take a locked ticket from its holder and announce it to the category, the former holder excepted."""
    hold_chats_about(ticket)
    former = ticket.admin
    changes = hand_over(ticket, None)
    Focus.objects.filter(ticket=ticket, admin=former).delete()
    record(Event.Act.RELEASED, actor, ticket, changes=changes)
    mark_cards(ticket)
    others = [admin for admin in staff_of(ticket) if admin != former]
    enqueue(cards(others, ticket, "released", by=former.display_name if former else None))


@transaction.atomic
def transfer_ticket(
    *, actor: Actor, ticket_id: int, category_id: int | None = None, admin_id: int | None = None
) -> Ticket:
    """Pass a ticket to another category (it is new there), or to an admin who works on its category."""
    ticket = locked(actor, ticket_id)
    if not actor.is_service:
        require_staff(actor, ticket)
    require(Act.TRANSFER, ticket)
    if category_id is not None:
        _to_category(actor, ticket, category_id)
    elif admin_id is not None:
        _to_admin(actor, ticket, admin_id)
    return ticket


def _to_category(actor: Actor, ticket: Ticket, category_id: int) -> None:
    category = Category.objects.filter(pk=category_id).first()
    if category is None:
        raise NotFound
    if not category.is_active:
        raise Conflict("category_inactive")
    hold_chats_about(ticket, category=category)
    changes = hand_over(ticket, None, category=category)
    Focus.objects.filter(ticket=ticket).delete()
    record(Event.Act.TRANSFERRED, actor, ticket, changes=changes)
    facts = category_facts(category)
    enqueue(
        [notice_to_user(ticket.user, "ticket_transferred", ticket, number=ticket.number, category=facts, admin=None)]
    )
    mark_cards(ticket)
    by = actor.admin.display_name if actor.admin else None
    announce_transfer(ticket, [admin for admin in staff_of(ticket) if admin != actor.admin], by=by)


def _to_admin(actor: Actor, ticket: Ticket, admin_id: int) -> None:
    admin = Admin.objects.active().filter(pk=admin_id).first()
    if admin is None:
        raise NotFound
    if not admin.may_work_on(ticket.category_id):
        raise Conflict("not_bound")
    if admin.telegram_id == ticket.user.telegram_id:
        raise Conflict("cannot_answer_self")
    if ticket.admin_id == admin.pk:
        return
    hold_chats_about(ticket, admins=[admin])
    changes = hand_over(ticket, admin)
    Focus.objects.filter(ticket=ticket).exclude(admin=admin).delete()
    record(Event.Act.TRANSFERRED, actor, ticket, changes=changes)
    name = admin.display_name
    enqueue(
        [notice_to_user(ticket.user, "ticket_transferred", ticket, number=ticket.number, category=None, admin=name)]
    )
    mark_cards(ticket)
    by = actor.admin.display_name if actor.admin else None
    announce_transfer(ticket, [admin], by=by)


@transaction.atomic
def release_lost_tickets(*, admin: Admin) -> None:
    """Release what an admin holds but may no longer work on: dismissed, unbound, or found to be the one who asked."""
    held = Ticket.objects.filter(admin=admin, status=Ticket.Status.TAKEN).held()
    own = admin.telegram_id
    lost = [ticket for ticket in held if not admin.may_work_on(ticket.category_id) or ticket.user.telegram_id == own]
    hold_chats_about(*lost, admins=[admin])
    for ticket in lost:
        release(SYSTEM, ticket)
