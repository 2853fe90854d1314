"""How content the person was: one rating for each closing, and what they say to it."""

from datetime import datetime, timedelta

from django.db import transaction

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.delivery.services.enqueue import enqueue
from apps.ticket.models import Event, Message, Rating, Ticket
from apps.ticket.services.announce import (
    content_draft,
    header_of,
    notice_to_admin,
    notice_to_user,
    on_duty_for,
)
from apps.ticket.services.contents import Incoming, store_message
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import require_admitted
from apps.user.models import TelegramUser
from core import clock
from core.errors import Conflict, Forbidden, NotFound

# For so long after it was given, a rating may be changed and commented.
RATING_WINDOW = timedelta(days=1)


@transaction.atomic
def rate_ticket(*, actor: Actor, closing_id: int, value: int) -> tuple[Rating, bool]:
    """Rate a closing of one's own ticket, 1 to 5, or change that; returns the rating and whether it is new."""
    if actor.user is None:
        raise Forbidden("person_required")
    closing = _closing_of(actor.user, closing_id)
    assert closing.ticket_id is not None, "A closing is a ticket's."
    ticket = Ticket.objects.filter(pk=closing.ticket_id).held()[0]
    require_admitted(ticket.user)
    rating = Rating.objects.filter(closing=closing).first()
    if rating is not None and rating.value == value:
        return rating, False
    now = clock.now()
    if rating is not None and now - rating.created_at > RATING_WINDOW:
        raise Conflict("rating_window_over")
    before = rating.value if rating else None
    rating = _store(rating, ticket, closing, value, now)
    record(
        Event.Act.RATED,
        actor,
        ticket,
        at=now,
        changes={"rating": (before, value)},
        closing=closing.pk,
        admin=rating.admin_id,
    )
    _tell(ticket, rating, before)
    return rating, before is None


def _closing_of(user: TelegramUser, closing_id: int) -> Event:
    closing = Event.objects.filter(pk=closing_id, act=Event.Act.CLOSED, ticket__user=user).first()
    if closing is None:
        raise NotFound
    return closing


def _store(rating: Rating | None, ticket: Ticket, closing: Event, value: int, now: datetime) -> Rating:
    """Write the rating of a held ticket. It is the work of whoever answered last before the closing."""
    if rating is None:
        answers = Event.objects.filter(ticket=ticket, act=Event.Act.ANSWERED, pk__lt=closing.pk)
        last = answers.select_related("admin").order_by("-pk").first()
        rating = Rating.objects.create(
            ticket=ticket,
            closing=closing,
            value=value,
            admin=last.admin if last else None,
            category_id=closing.category_id or ticket.category_id,
            created_at=now,
        )
    else:
        rating.value, rating.changed_at = value, now
        rating.save(update_fields=["value", "changed_at"])
    if not Rating.objects.filter(ticket=ticket, closing__gt=closing.pk).exists():
        ticket.rating = value
        ticket.save(update_fields=["rating"])
    return rating


def _tell(ticket: Ticket, rating: Rating, before: int | None) -> None:
    facts = {"ticket": ticket.pk, "number": ticket.number, "value": rating.value}
    drafts = []
    if before is None:
        drafts.append(notice_to_user(ticket.user, "rating_thanks", ticket, closing=rating.closing_id, **facts))
    admin = _reader(ticket, rating)
    if admin:
        drafts += notice_to_admin(admin, "rated", ticket, name=ticket.user.first_name, before=before, **facts)
    enqueue(drafts)


def _reader(ticket: Ticket, rating: Rating) -> Admin | None:
    """Return the rated admin where the ticket is still theirs to see."""
    admin = rating.admin
    return admin if admin and admin.telegram_id and admin.may_work_on(ticket.category_id) else None


def add_comment(actor: Actor, closing_id: int, incoming: Incoming) -> Message | None:
    """Keep the reply to the bot's question as a comment on the rating; None where it comes too late to be one.

    The caller holds the user's row. The comment goes to the rated admin or, where there is none, to those on duty.
    """
    ratings = Rating.objects.filter(closing=closing_id, ticket__user=actor.user).select_related("admin")
    rating = ratings.first()
    if rating is None or clock.now() - rating.created_at > RATING_WINDOW:
        return None
    ticket = Ticket.objects.filter(pk=rating.ticket_id).held()[0]
    message = store_message(
        user=ticket.user,
        ticket=ticket,
        content=incoming.content,
        source=incoming.source,
        rating=rating,
        outcome="commented",
    )
    record(Event.Act.COMMENTED, actor, ticket, closing=closing_id, message=message.pk)
    reader = _reader(ticket, rating)
    readers = [reader] if reader else on_duty_for(ticket)
    enqueue(
        [
            content_draft(admin.telegram_id, admin.language, message, header_of(message, ticket))
            for admin in readers
            if admin.telegram_id
        ]
    )
    return message
