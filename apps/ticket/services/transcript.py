"""A ticket as the site shows it: its messages and acts in the order in which they happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Attachment, Event, Message, MessageVersion, Ticket
from apps.ticket.services.contents import attachment_of
from apps.ticket.transitions import Act, actions_for
from core.errors import NotFound

PAGE = 100
# These acts are the messages themselves.
TOLD_BY_MESSAGES = (Event.Act.RECEIVED, Event.Act.ANSWERED, Event.Act.NOTED, Event.Act.EDITED, Event.Act.DELETED)


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """One message. `state` is how its way to the user stands: a Delivery.State, `blocked`, or empty."""

    message: Message
    author: str
    is_staff: bool
    kind: str
    kind_name: str
    attachment: Attachment | None
    versions: Sequence[MessageVersion]
    state: str = ""
    error: str = ""

    @property
    def at(self) -> datetime:
        return self.message.created_at


@dataclass(frozen=True, kw_only=True)
class Line:
    """One act that is no message."""

    act: str
    act_name: str
    author: str
    # The name of the other person concerned: who took it over, to whom it went.
    about: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """A page of a conversation. `earlier` is the message before which the earlier page ends, None on the first."""

    ticket: Ticket
    entries: list[Bubble | Line] = field(default_factory=list)
    earlier: int | None = None
    may_answer: bool = False
    may_note: bool = False
    # Who holds the ticket, where that is somebody else.
    other_holder: str = ""


def read_transcript(*, actor: Actor, ticket_id: int, before: int | None = None) -> Transcript:
    """Return a ticket with its latest messages, or with those before one of them."""
    ticket = Ticket.objects.worked_by(actor).with_people().filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    messages = Message.objects.visible_to(actor).filter(ticket=ticket)
    if before is not None:
        messages = messages.filter(pk__lt=before)
    related = messages.select_related("user", "admin", "attachment", "reply_to").prefetch_related("versions")
    page = list(related.order_by("-pk")[: PAGE + 1])
    earlier = page[PAGE - 1].pk if len(page) > PAGE else None
    page = page[:PAGE][::-1]
    since = page[0].created_at if page and earlier else None
    until = page[-1].created_at if page and before is not None else None
    entries: list[Bubble | Line] = [*_bubbles(ticket, page), *_lines(ticket, since, until)]
    acts = actions_for(ticket, actor)
    is_other = ticket.status == Ticket.Status.TAKEN and ticket.admin is not None and ticket.admin != actor.admin
    return Transcript(
        ticket=ticket,
        entries=sorted(entries, key=lambda entry: entry.at),
        earlier=earlier,
        may_answer=Act.ANSWER in acts,
        may_note=Act.NOTE in acts,
        other_holder=ticket.admin.display_name if is_other and ticket.admin else "",
    )


def _bubbles(ticket: Ticket, messages: Sequence[Message]) -> list[Bubble]:
    states = _states(ticket)
    bubbles = []
    for message in messages:
        kind = Message.Kind(message.data.get("kind", message.kind) if message.is_note else message.kind)
        state, error = states.get(message.pk, ("", "")) if message.admin and not message.is_note else ("", "")
        bubbles.append(
            Bubble(
                message=message,
                author=message.admin.display_name if message.admin else str(message.user),
                is_staff=message.admin is not None,
                kind=kind,
                kind_name=str(kind.label),
                attachment=attachment_of(message),
                versions=list(message.versions.all()),
                state=state,
                error=error,
            )
        )
    return bubbles


def _states(ticket: Ticket) -> dict[int, tuple[str, str]]:
    """Return how the way of each message to the user stands, and Telegram's words where it failed."""
    chat_id = ticket.user.telegram_id
    is_blocked = Chat.objects.filter(chat_id=chat_id, blocked_at__isnull=False).exists()
    rows = Delivery.objects.filter(ticket_ref=ticket.pk, chat_id=chat_id, kind=Delivery.Kind.CONTENT).order_by("pk")
    states: dict[int, tuple[str, str]] = {}
    for row in rows:
        state = "blocked" if is_blocked and row.state == Delivery.State.PENDING else row.state
        states |= {content["message"]: (state, row.error) for content in row.data["contents"]}
    return states


def _lines(ticket: Ticket, since: datetime | None, until: datetime | None) -> list[Line]:
    events = Event.objects.filter(ticket=ticket).exclude(act__in=TOLD_BY_MESSAGES).select_related("admin", "user")
    if since:
        events = events.filter(created_at__gte=since)
    if until:
        events = events.filter(created_at__lte=until)
    rows = list(events)
    names = {admin.pk: admin.display_name for admin in Admin.objects.filter(pk__in=[_concerned(row) for row in rows])}
    return [
        Line(
            act=row.act,
            act_name=str(Event.Act(row.act).label),
            author=row.admin.display_name if row.admin else str(row.user or ""),
            about=names.get(_concerned(row) or 0, ""),
            at=row.created_at,
        )
        for row in rows
    ]


def _concerned(event: Event) -> int | None:
    """Return the admin to whom a transfer went; a taking's own admin is its author already."""
    target = event.data.get("admin")
    return target[1] if isinstance(target, list) else None
