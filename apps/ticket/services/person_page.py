"""One person as the staff see them: who they are, what they asked, how content they were, whether they are blocked."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.delivery.models import Chat
from apps.ticket.models import Event, Message, Rating, Ticket
from apps.ticket.services.blocking import kept_while_blocked
from apps.ticket.services.listing import get_user
from apps.user.models import TelegramUser
from core.errors import NotFound

# What the page shows of each; the rest is found in the list of tickets.
TICKETS_SHOWN, RATINGS_SHOWN = 20, 10


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """What the page shows."""

    person: TelegramUser
    tickets: list[Ticket]
    has_more: bool
    ratings: list[Rating]
    # The admin that the person is, active or not.
    admin: Admin | None
    # Since when Telegram refuses what is sent to them.
    unreachable_since: datetime | None
    blocked_by: str
    kept: list[Message]
    may_block: bool


def view_person(*, actor: Actor, user_id: int) -> PersonView:
    """Return what the actor may see of a person; the number of questions does not grow with what the person wrote."""
    person = get_user(actor=actor, user_id=user_id)
    worked = Ticket.objects.worked_by(actor).filter(user=person)
    tickets = list(worked.with_people().order_by("-pk")[: TICKETS_SHOWN + 1])
    ratings = Rating.objects.filter(ticket__in=worked.values("pk")).select_related("ticket", "admin")
    admin = Admin.objects.filter(telegram_id=person.telegram_id).first()
    is_staff = (admin is not None and admin.is_active) or person.telegram_id in settings.SUPER_ADMIN_IDS
    chat = Chat.objects.filter(chat_id=person.telegram_id).first()
    return PersonView(
        person=person,
        tickets=tickets[:TICKETS_SHOWN],
        has_more=len(tickets) > TICKETS_SHOWN,
        ratings=list(ratings.order_by("-pk")[:RATINGS_SHOWN]),
        admin=admin,
        unreachable_since=chat.blocked_at if chat else None,
        blocked_by=_blocked_by(person),
        kept=_kept(actor, person),
        may_block=not is_staff and not person.is_blocked,
    )


def _blocked_by(person: TelegramUser) -> str:
    """Return who blocked the person; the act was written at the very moment of the blocking."""
    if person.blocked_at is None:
        return ""
    acts = Event.objects.filter(act=Event.Act.PERSON_BLOCKED, created_at=person.blocked_at, data__user=person.pk)
    act = acts.select_related("admin").first()
    return act.admin.display_name if act and act.admin else ""


def _kept(actor: Actor, person: TelegramUser) -> list[Message]:
    """Return what they wrote while they were blocked: nothing, where the actor sees only themselves in them."""
    try:
        return kept_while_blocked(actor=actor, user_id=person.pk)
    except NotFound:
        return []
