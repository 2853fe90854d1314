"""What stands beside a conversation: the person, what may be done, the ticket's times, and what else is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from apps.admin.actors import Actor
from apps.delivery.models import Chat
from apps.ticket.models import Event, Message, Rating, Ticket
from apps.ticket.services.facts import priority_name
from apps.ticket.services.journal import elapsed
from apps.ticket.services.labels import PRIORITIES, known_tags
from apps.ticket.services.listing import transfer_targets
from apps.ticket.transitions import Act, actions_for
from apps.user.models import TelegramUser
from core.errors import NotFound

OTHERS_SHOWN = 5
# Nobody waits for a thousand tickets of one person to be counted.
OTHERS_COUNTED = 99
NOTES_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Blocking:
    """Since when the desk hears nothing of the person, why, who decided it, and how much is kept since."""

    since: datetime
    reason: str
    by: str
    kept: int


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Everything that the panel shows. `acts` are the operator's; `targets` is empty where they may not transfer."""

    ticket: Ticket
    acts: frozenset[str]
    # Whether priority and tags are the operator's to see and to set: not where they asked it themselves.
    may_label: bool
    blocking: Blocking | None
    # When the person blocked the bot; None while it reaches them.
    unreachable_since: datetime | None
    others: Sequence[Ticket]
    others_count: int
    ratings: Sequence[Rating]
    notes: Sequence[Message]
    targets: Mapping[str, Sequence[Any]]
    offered_tags: Sequence[str]

    @property
    def priority(self) -> str:
        """The ticket's priority as forms name it."""
        return priority_name(self.ticket.priority)

    @property
    def priorities(self) -> list[tuple[str, str]]:
        """What can be chosen: names for the form and for the reader."""
        return [(name, str(value.label)) for name, value in PRIORITIES.items()]

    @property
    def tags(self) -> str:
        """All tags, as forms name them."""
        return ",".join(self.ticket.tag_names)

    @property
    def tag_chips(self) -> list[tuple[str, str]]:
        """Each tag with what stays when it is removed."""
        names = self.ticket.tag_names
        return [(name, ",".join(other for other in names if other != name)) for name in names]

    @property
    def others_are_cut(self) -> bool:
        """Whether there are more tickets than were counted."""
        return self.others_count > OTHERS_COUNTED

    @property
    def first_response(self) -> timedelta | None:
        """How long the person waited for the first answer since the ticket was last opened or reopened."""
        answered = self.ticket.first_answered_at
        return elapsed(self.ticket.cycle_began_at, answered) if answered else None

    @property
    def resolution(self) -> timedelta | None:
        """How long it took from then to the closing."""
        closed = self.ticket.closed_at
        return elapsed(self.ticket.cycle_began_at, closed) if closed else None


def read_beside(*, actor: Actor, ticket_id: int) -> Beside:
    """Return what stands beside a ticket that the operator works on."""
    ticket = Ticket.objects.worked_by(actor).with_people().filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    acts = frozenset(actions_for(ticket, actor))
    others = Ticket.objects.worked_by(actor).filter(user=ticket.user_id).exclude(pk=ticket.pk)
    notes = Message.objects.visible_to(actor).filter(ticket=ticket, kind=Message.Kind.NOTE, deleted_at=None)
    ratings = ticket.ratings.select_related("admin").prefetch_related("comments")
    may_label = Act.NOTE in acts
    return Beside(
        ticket=ticket,
        acts=acts,
        may_label=may_label,
        blocking=_blocking(ticket.user),
        unreachable_since=_unreachable_since(ticket.user),
        others=list(others.select_related("category", "admin").order_by("-pk")[:OTHERS_SHOWN]),
        others_count=others.order_by()[: OTHERS_COUNTED + 1].count(),
        ratings=list(ratings.order_by("-closing")),
        notes=list(notes.select_related("admin").order_by("-pk")[:NOTES_SHOWN]),
        targets=transfer_targets(actor=actor, ticket_id=ticket.pk) if Act.TRANSFER in acts else {},
        offered_tags=known_tags(actor) if may_label else (),
    )


def _blocking(user: TelegramUser) -> Blocking | None:
    if user.blocked_at is None:
        return None
    # The blocking and its event bear the same time.
    events = Event.objects.filter(act=Event.Act.PERSON_BLOCKED, created_at=user.blocked_at, data__user=user.pk)
    event = events.select_related("admin").first()
    kept = Message.objects.filter(user=user, outcome="blocked", created_at__gte=user.blocked_at)
    return Blocking(
        since=user.blocked_at,
        reason=user.blocked_reason,
        by=event.admin.display_name if event and event.admin else "",
        kept=kept.count(),
    )


def _unreachable_since(user: TelegramUser) -> datetime | None:
    chat = Chat.objects.filter(chat_id=user.telegram_id).first()
    return chat.blocked_at if chat else None
