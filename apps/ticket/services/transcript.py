"""A ticket as the site shows it: its messages and acts in the order in which they happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from apps.admin.actors import Actor
from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Attachment, Event, Message, MessageVersion, Rating, Ticket
from apps.ticket.retelling import Change, Names, author_of, changes_of, door_name, facts_of
from apps.ticket.services.contents import attachment_of
from apps.ticket.services.journal import elapsed
from apps.ticket.transitions import Act, actions_for
from core.errors import NotFound

PAGE = 100
# These acts are the messages themselves, which tell them.
TOLD_BY_MESSAGES = (Event.Act.RECEIVED, Event.Act.ANSWERED, Event.Act.NOTED, Event.Act.COMMENTED)
# What a line tells beside its changes; the ids of messages and deliveries are for the journal.
TOLD_FACTS = ("by", "error", "admin")


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
    # Through which door it came; empty for words of before there were events.
    door: str = ""
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
    door: str
    changes: list[Change]
    # What else is worth telling: (name, value).
    facts: list[tuple[str, str]]
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
    ratings: list[Rating] = field(default_factory=list)

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


def read_transcript(*, actor: Actor, ticket_id: int, before: int | None = None) -> Transcript:
    """Return a ticket with its latest messages, or with those before one of them."""
    ticket = Ticket.objects.worked_by(actor).with_people().filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    messages = Message.objects.visible_to(actor).filter(ticket=ticket)
    if before is not None:
        messages = messages.filter(pk__lt=before)
    related = messages.select_related("user", "admin", "attachment", "reply_to", "rating").prefetch_related("versions")
    page = list(related.order_by("-pk")[: PAGE + 1])
    earlier = page[PAGE - 1].pk if len(page) > PAGE else None
    page = page[:PAGE][::-1]
    since = page[0].created_at if page and earlier else None
    until = page[-1].created_at if page and before is not None else None
    events = _events(ticket, actor, since, until)
    entries: list[Bubble | Line] = [*_bubbles(ticket, page, events), *_lines(events)]
    acts = actions_for(ticket, actor)
    is_other = ticket.status == Ticket.Status.TAKEN and ticket.admin is not None and ticket.admin != actor.admin
    return Transcript(
        ticket=ticket,
        entries=sorted(entries, key=lambda entry: entry.at),
        earlier=earlier,
        may_answer=Act.ANSWER in acts,
        may_note=Act.NOTE in acts,
        other_holder=ticket.admin.display_name if is_other and ticket.admin else "",
        ratings=list(ticket.ratings.select_related("admin").order_by("-closing")),
    )


def _bubbles(ticket: Ticket, messages: Sequence[Message], events: Sequence[Event]) -> list[Bubble]:
    states, doors = _states(ticket), _doors(events)
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
                door=doors.get(message.pk, ""),
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


def _events(ticket: Ticket, actor: Actor, since: datetime | None, until: datetime | None) -> list[Event]:
    """Return the acts of this stretch of the conversation, in order. Whoever asked learns of no note."""
    events = Event.objects.filter(ticket=ticket).select_related("admin", "user").order_by("pk")
    if since:
        events = events.filter(created_at__gte=since)
    if until:
        events = events.filter(created_at__lte=until)
    if actor.user is None or actor.user.pk != ticket.user_id:
        return list(events)
    notes = set(ticket.messages.filter(kind=Message.Kind.NOTE).values_list("pk", flat=True))
    return [event for event in events if event.data.get("message") not in notes]


def _doors(events: Sequence[Event]) -> dict[int, str]:
    """Return through which door each message came."""
    doors: dict[int, str] = {}
    for event in events:
        if event.act in TOLD_BY_MESSAGES:
            ids = [event.data.get("message"), *event.data.get("messages", [])]
            doors |= {message: door_name(event.door) for message in ids if message}
    return doors


def _lines(events: Sequence[Event]) -> list[Line]:
    told = [event for event in events if event.act not in TOLD_BY_MESSAGES]
    names = Names.of(told)
    return [
        Line(
            act=event.act,
            act_name=str(Event.Act(event.act).label),
            author=author_of(event),
            door=door_name(event.door),
            changes=changes_of(event, names),
            facts=facts_of(event, names, TOLD_FACTS),
            at=event.created_at,
        )
        for event in told
    ]
