"""What is said: a user's messages, answers and notes of the staff."""

from django.db import transaction

from apps.admin.actors import Actor
from apps.admin.models import Admin, Category
from apps.delivery.services.enqueue import enqueue
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.announce import announce_message, content_draft, header_of, notice_to_admin
from apps.ticket.services.asking import ask_where, reopenable, should_ask, the_only_category
from apps.ticket.services.contents import Content, Source, brief, store_message
from apps.ticket.services.journal import Times, elapsed, record
from apps.ticket.services.lifecycle import locked, open_with, require_admitted, require_person, require_staff, take
from apps.ticket.transitions import Act, require
from apps.user.models import TelegramUser
from core import clock
from core.errors import Conflict, Forbidden, NotFound


def add_user_message(
    actor: Actor,
    content: Content,
    source: Source | None,
    *,
    category: Category | None = None,
    reply_to: Message | None = None,
) -> Message:
    """Store what a user wrote: into the open ticket, into a new one, or waiting until they say where it belongs.

    The caller holds the user's row, so that of many first messages at once one opens the ticket.
    """
    user = require_person(actor)
    ticket = next(iter(Ticket.objects.open().filter(user=user).held_alone()), None)
    if ticket is not None:
        ticket.user = user
        message = store_message(
            user=user, ticket=ticket, content=content, source=source, reply_to=reply_to, outcome="stored"
        )
        append(actor, ticket, [message])
        return message
    return _begin(actor, user, content, source, category)


def append(actor: Actor, ticket: Ticket, messages: list[Message]) -> None:
    """Note that the user wrote these into the ticket, and bring them to the staff."""
    last = messages[-1]
    ticket.waiting_since = ticket.waiting_since or messages[0].created_at
    ticket.last_message_at = last.created_at
    ticket.last_text = brief(last.text, last.kind)
    ticket.save(update_fields=["waiting_since", "last_message_at", "last_text"])
    ids = [message.pk for message in messages]
    record(Event.Act.RECEIVED, actor, ticket, message_count=len(ids), messages=ids)
    for message in messages:
        announce_message(ticket, message)


def _begin(
    actor: Actor, user: TelegramUser, content: Content, source: Source | None, category: Category | None
) -> Message:
    earlier = list(Message.objects.loose_of(user))
    closed = reopenable(user)
    if category is None and closed is None:
        category = the_only_category()
    if category is not None and category.is_active:
        message = store_message(user=user, content=content, source=source, outcome="opened")
        open_with(actor, user, category, [*earlier, message])
        return message
    message = store_message(user=user, content=content, source=source, outcome="waiting")
    if should_ask(earlier, message):
        ask_where(user, waiting=len(earlier) + 1)
    return message


def require_answerable(actor: Actor, ticket: Ticket, *, takeover: bool) -> Admin:
    """Refuse an answer to a ticket that is closed or in another admin's hands."""
    admin = require_staff(actor, ticket)
    require(Act.ANSWER, ticket)
    if ticket.admin is not None and ticket.admin_id != admin.pk and not takeover:
        raise Conflict("held_by_other", admin=ticket.admin.display_name)
    return admin


@transaction.atomic
def answer_ticket(
    *,
    actor: Actor,
    ticket_id: int,
    content: Content,
    source: Source | None = None,
    reply_to: Message | None = None,
    takeover: bool = False,
) -> Message:
    """Answer a ticket. The first answer takes it; one that another admin holds needs `takeover`."""
    ticket = locked(actor, ticket_id)
    require_answerable(actor, ticket, takeover=takeover)
    message = store_message(
        user=ticket.user,
        ticket=ticket,
        admin=actor.admin,
        content=content,
        source=source,
        reply_to=reply_to if reply_to and reply_to.ticket_id == ticket.pk else None,
        outcome="answered",
    )
    send_answer(actor, ticket, message)
    return message


def send_answer(actor: Actor, ticket: Ticket, message: Message) -> None:
    """Bring a stored answer to the user of a locked ticket, and tell its admin where that is not possible now."""
    admin = actor.admin
    assert admin is not None
    if ticket.admin_id != admin.pk:
        take(actor, ticket, admin)
    _note_answer(actor, ticket, message)
    user = ticket.user
    blocked = enqueue([content_draft(user.telegram_id, user.language, message, None)])
    if blocked:
        facts = {"ticket": ticket.pk, "number": ticket.number, "name": user.first_name}
        enqueue(notice_to_admin(admin, "delivery_blocked", ticket, message, **facts))


def _note_answer(actor: Actor, ticket: Ticket, message: Message) -> None:
    """Write that nobody waits any more, and how long they had."""
    now = clock.now()
    is_first = ticket.first_answered_at is None
    times = Times(
        response_time=elapsed(ticket.waiting_since, now) if ticket.waiting_since else None,
        first_response_time=elapsed(ticket.cycle_began_at, now) if is_first else None,
    )
    ticket.waiting_since, ticket.last_message_at = None, message.created_at
    ticket.first_answered_at = ticket.first_answered_at or now
    ticket.last_text = brief(message.text, message.kind)
    ticket.save(update_fields=["waiting_since", "last_message_at", "first_answered_at", "last_text"])
    record(Event.Act.ANSWERED, actor, ticket, at=now, times=times, message_count=1, message=message.pk)


@transaction.atomic
def add_note(*, actor: Actor, ticket_id: int, content: Content, source: Source | None = None) -> Message:
    """Write a note that only the staff see. It answers nobody; the holder hears of another's note."""
    ticket = locked(actor, ticket_id)
    admin = require_staff(actor, ticket)
    require(Act.NOTE, ticket)
    message = store_message(
        user=ticket.user,
        ticket=ticket,
        admin=admin,
        content=content,
        source=source,
        is_note=True,
        outcome="noted",
    )
    record(Event.Act.NOTED, actor, ticket, message_count=1, message=message.pk)
    holder = ticket.admin if ticket.status == Ticket.Status.TAKEN else None
    if holder and holder != admin and holder.telegram_id:
        enqueue([content_draft(holder.telegram_id, holder.language, message, header_of(message, ticket))])
    return message


@transaction.atomic
def open_ticket(*, actor: Actor, user_id: int, category_id: int, text: str = "") -> Ticket:
    """Open a ticket over the API: for oneself, or for any user by the service or a super admin."""
    own = actor.user is not None and actor.user.pk == user_id
    if not own and not actor.is_super:
        raise Forbidden
    user = TelegramUser.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    category = Category.objects.filter(pk=category_id).first()
    if user is None or category is None:
        raise NotFound
    require_admitted(user)
    existing = Ticket.objects.open().filter(user=user).first()
    if existing:
        raise Conflict("open_ticket_exists", ticket=existing.number)
    messages = list(Message.objects.loose_of(user))
    if text:
        messages.append(store_message(user=user, content=Content(kind=Message.Kind.TEXT, text=text), outcome="opened"))
    return open_with(actor, user, category, messages)


@transaction.atomic
def add_message(
    *, actor: Actor, ticket_id: int, content: Content, is_note: bool, reply_to_id: int | None, takeover: bool
) -> Message:
    """Say something in a ticket over the API, as the acting person: its user, or an admin."""
    ticket = Ticket.objects.visible_to(actor).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    if actor.user is not None and ticket.user_id == actor.user.pk:
        if is_note:
            raise Forbidden
        return _write_into_own(actor, actor.user, ticket_id, content, _message_of(ticket, reply_to_id))
    if is_note:
        return add_note(actor=actor, ticket_id=ticket_id, content=content)
    return answer_ticket(
        actor=actor,
        ticket_id=ticket_id,
        content=content,
        reply_to=_message_of(ticket, reply_to_id),
        takeover=takeover,
    )


def _write_into_own(
    actor: Actor, user: TelegramUser, ticket_id: int, content: Content, reply_to: Message | None
) -> Message:
    require_admitted(TelegramUser.objects.select_for_update(no_key=True).get(pk=user.pk))
    if locked(actor, ticket_id).is_closed:
        raise Conflict("ticket_closed")
    return add_user_message(actor, content, None, reply_to=reply_to)


def _message_of(ticket: Ticket, message_id: int | None) -> Message | None:
    if message_id is None:
        return None
    message = Message.objects.filter(pk=message_id, ticket=ticket).first()
    if message is None:
        raise NotFound
    return message
