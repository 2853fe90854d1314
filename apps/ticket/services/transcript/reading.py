"""Reads a page of a conversation, with a fixed number of questions however much was said."""

from dataclasses import dataclass
from datetime import datetime

from apps.admin.actors import Actor
from apps.delivery.services.enqueue import ALBUM_LIMIT
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.transcript.bubbles import entries_of
from apps.ticket.services.transcript.entries import Entry, Transcript
from apps.ticket.services.transcript.lines import doors_of, lines_of
from apps.ticket.services.transcript.ways import ways_of
from apps.ticket.transitions import Act, actions_for
from core.errors import NotFound

PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The messages of a page, and what stands around them."""

    messages: list[Message]
    # A few messages of before.
    preceding: list[Message]
    # Lines belong to the page from this moment on and up to that one; None: without end.
    since: datetime | None
    until: datetime | None

    @property
    def earlier(self) -> int | None:
        return self.messages[0].pk if self.preceding else None


def read_transcript(*, actor: Actor, ticket_id: int, before: int | None = None) -> Transcript:
    """Return a ticket with its latest messages, or with those before one of them."""
    ticket = Ticket.objects.worked_by(actor).with_people().select_related("previous").filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    stretch = _stretch(actor, ticket, before)
    preceding, entries = _entries(actor, ticket, stretch)
    acts = actions_for(ticket, actor)
    is_other = ticket.status == Ticket.Status.TAKEN and ticket.admin is not None and ticket.admin != actor.admin
    return Transcript(
        ticket=ticket,
        entries=entries,
        preceding=preceding,
        earlier=stretch.earlier,
        may_answer=Act.ANSWER in acts,
        may_note=Act.NOTE in acts,
        other_holder=ticket.admin.display_name if is_other and ticket.admin else "",
        ratings=list(ticket.ratings.select_related("admin").order_by("-closing")),
    )


def _stretch(actor: Actor, ticket: Ticket, before: int | None) -> Stretch:
    rows = Message.objects.visible_to(actor).filter(ticket=ticket)
    until = None
    if before is not None:
        until = rows.filter(pk__gte=before).order_by("pk").values_list("created_at", flat=True).first()
        rows = rows.filter(pk__lt=before)
    related = rows.select_related(
        "user", "admin", "attachment", "rating", "reply_to__user", "reply_to__admin"
    ).prefetch_related("versions")
    read = list(related.order_by("-pk")[: PAGE + ALBUM_LIMIT])[::-1]
    preceding, messages = read[:-PAGE], read[-PAGE:]
    # An album that began before the page stands there as a whole.
    begun = {message.media_group_id for message in preceding} - {""}
    while preceding and len(messages) > 1 and messages[0].media_group_id in begun:
        preceding.append(messages.pop(0))
    since = messages[0].created_at if preceding else None
    return Stretch(messages=messages, preceding=preceding, since=since, until=until)


def _entries(actor: Actor, ticket: Ticket, stretch: Stretch) -> tuple[Entry | None, list[Entry]]:
    """Return the entry before the page, and those of the page."""
    context = stretch.preceding[-1:]
    events = _events(ticket, actor, context[0].created_at if context else None, stretch.until)
    messages = [*context, *stretch.messages]
    bubbles = entries_of(messages, actor, ticket, doors_of(events), ways_of(ticket, stretch.since))
    entries = sorted([*bubbles, *lines_of(events)], key=lambda entry: entry.at)
    if not stretch.messages or not context:
        return None, entries
    own = next(place for place, entry in enumerate(entries) if entry.at >= stretch.messages[0].created_at)
    return entries[own - 1] if own else None, entries[own:]


def _events(ticket: Ticket, actor: Actor, since: datetime | None, until: datetime | None) -> list[Event]:
    """Return the acts of this stretch of the conversation, in order. Whoever asked learns of no note."""
    events = Event.objects.filter(ticket=ticket).select_related("admin", "user").order_by("pk")
    if since:
        events = events.filter(created_at__gte=since)
    if until:
        events = events.filter(created_at__lt=until)
    if actor.user is None or actor.user.pk != ticket.user_id:
        return list(events)
    notes = set(ticket.messages.filter(kind=Message.Kind.NOTE).values_list("pk", flat=True))
    return [event for event in events if event.data.get("message") not in notes]
