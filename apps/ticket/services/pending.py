"""Decides what happens to words that wait: a category, a ticket, or the bin (where they are kept as well)."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.admin.actors import Actor
from apps.admin.models import Category
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.asking import ask_where, reopenable, the_only_category
from apps.ticket.services.closing import reopen_ticket
from apps.ticket.services.conversation import append, require_answerable, send_answer
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import locked, move_into, open_with, require_admitted, require_person
from apps.user.models import TelegramUser
from core import clock
from core.errors import Conflict, NotFound


def _locked_user(actor: Actor, *, asker_of: int | None = None) -> TelegramUser:
    """Hold the actor's row, and that of whoever asked the ticket `asker_of`, in the order of their ids."""
    own = require_person(actor).pk
    wanted = Q(pk=own) | Q(pk__in=Ticket.objects.filter(pk=asker_of or 0).values("user"))
    held = TelegramUser.objects.filter(wanted).order_by("pk").select_for_update(no_key=True)
    return next(user for user in held if user.pk == own)


@transaction.atomic
def choose_category(*, actor: Actor, category_id: int) -> dict[str, Any]:
    """Open a ticket with everything that waits; with nothing typed yet, the bot keeps the choice for the question."""
    user = _locked_user(actor)
    require_admitted(user)
    category = Category.objects.filter(pk=category_id).first()
    if category is None:
        raise NotFound
    ticket = Ticket.objects.open().filter(user=user).with_people().first()
    if ticket is not None:
        return {"outcome": "ticket_open", "ticket": ticket, "category": category}
    if not category.is_active:
        raise Conflict("category_inactive")
    waiting = list(Message.objects.loose_of(user))
    if not waiting:
        return {"outcome": "category_chosen", "ticket": None, "category": category}
    return {"outcome": "opened", "ticket": open_with(actor, user, category, waiting), "category": category}


@transaction.atomic
def ask_as_user(*, actor: Actor) -> dict[str, Any]:
    """Treat an admin's loose words as a user's: into their open ticket, or ask for a category."""
    user = _locked_user(actor)
    require_admitted(user)
    waiting = list(Message.objects.loose_of(user))
    if not waiting:
        raise Conflict("nothing_waiting")
    ticket = _open_ticket_of(user)
    if ticket is not None:
        move_into(ticket, waiting)
        append(actor, ticket, waiting)
        return {"outcome": "stored", "ticket": ticket}
    only = None if reopenable(user) else the_only_category()
    if only is not None:
        return {"outcome": "opened", "ticket": open_with(actor, user, only, waiting)}
    ask_where(user, waiting=len(waiting))
    return {"outcome": "waiting", "ticket": None}


def _open_ticket_of(user: TelegramUser) -> Ticket | None:
    return next(iter(Ticket.objects.open().filter(user=user).held()), None)


@transaction.atomic
def answer_with_pending(*, actor: Actor, ticket_id: int, takeover: bool = False, reopen: bool = False) -> Ticket:
    """Send what the admin has said to the ticket, or else what was said to none, as answers to it, in order."""
    user = _locked_user(actor, asker_of=ticket_id if reopen else None)
    waiting = _said_to(user, ticket_id)
    if not waiting:
        raise Conflict("nothing_waiting")
    ticket = locked(actor, ticket_id)
    if ticket.is_closed and reopen:
        ticket = reopen_ticket(actor=actor, ticket_id=ticket_id)
    require_answerable(actor, ticket, takeover=takeover)
    for message in waiting:
        message.user, message.admin, message.ticket = ticket.user, actor.admin, ticket
        message.save(update_fields=["user", "admin", "ticket"])
        send_answer(actor, ticket, message)
    return ticket


def _said_to(user: TelegramUser, ticket_id: int) -> list[Message]:
    """Return what waits for this ticket. What was said to another one goes nowhere else: it has its own question."""
    meant = Message.objects.waiting_of(user).filter(meant_for=ticket_id).select_related("attachment", "user")
    return list(meant) or list(Message.objects.loose_of(user))


@transaction.atomic
def discard_pending(*, actor: Actor) -> int:
    """Take back everything that waits; returns how many messages. They stay stored, and are sent to nobody."""
    user = _locked_user(actor)
    waiting = list(Message.objects.waiting_of(user))
    Message.objects.filter(pk__in=[message.pk for message in waiting]).update(discarded_at=clock.now())
    if waiting:
        record(Event.Act.DISCARDED, actor, None, messages=[message.pk for message in waiting])
    return len(waiting)
