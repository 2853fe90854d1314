"""Decides what happens to words that wait: a category, a ticket, or the bin (where they are kept as well)."""

from typing import Any

from django.db import transaction

from apps.admin.actors import Actor
from apps.admin.models import Category
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.closing import reopen_ticket
from apps.ticket.services.conversation import (
    append,
    ask_where,
    reopenable,
    require_answerable,
    send_answer,
    the_only_category,
)
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import locked, move_into, open_with, require_admitted
from apps.user.models import TelegramUser
from core import clock
from core.errors import Conflict, Forbidden, NotFound


def _locked_user(actor: Actor) -> TelegramUser:
    if actor.user is None:
        raise Forbidden("person_required")
    return TelegramUser.objects.select_for_update(no_key=True).get(pk=actor.user.pk)


def _waiting(user: TelegramUser) -> list[Message]:
    return list(Message.objects.waiting_of(user).select_related("attachment", "user"))


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
    waiting = _waiting(user)
    if not waiting:
        return {"outcome": "category_chosen", "ticket": None, "category": category}
    return {"outcome": "opened", "ticket": open_with(actor, user, category, waiting), "category": category}


@transaction.atomic
def ask_as_user(*, actor: Actor) -> dict[str, Any]:
    """Treat an admin's held words as a user's: into their open ticket, or ask for a category."""
    user = _locked_user(actor)
    require_admitted(user)
    waiting = _waiting(user)
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
    """Send everything that the admin has waiting as answers to the ticket, in order."""
    user = _locked_user(actor)
    waiting = _waiting(user)
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


@transaction.atomic
def discard_pending(*, actor: Actor) -> int:
    """Take back everything that waits; returns how many messages. They stay stored, and are sent to nobody."""
    user = _locked_user(actor)
    waiting = _waiting(user)
    Message.objects.filter(pk__in=[message.pk for message in waiting]).update(discarded_at=clock.now())
    if waiting:
        record(Event.Act.DISCARDED, actor, None, messages=[message.pk for message in waiting])
    return len(waiting)
