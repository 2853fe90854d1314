"""The acts of a conversation that are no messages."""

from collections.abc import Sequence

from apps.ticket.models import Event
from apps.ticket.retelling import Names, author_of, changes_of, door_name, facts_of
from apps.ticket.services.transcript.entries import Line

# These acts are the messages themselves, which tell them.
TOLD_BY_MESSAGES = (Event.Act.RECEIVED, Event.Act.ANSWERED, Event.Act.NOTED, Event.Act.COMMENTED)
# What a line tells beside its changes; the ids of messages and deliveries are for the journal.
TOLD_FACTS = ("by", "error", "admin", "reason")


def doors_of(events: Sequence[Event]) -> dict[int, str]:
    """Return through which door each message came."""
    doors: dict[int, str] = {}
    for event in events:
        if event.act in TOLD_BY_MESSAGES:
            ids = [event.data.get("message"), *event.data.get("messages", [])]
            doors |= {message: door_name(event.door) for message in ids if message}
    return doors


def lines_of(events: Sequence[Event]) -> list[Line]:
    """Return the other acts in words."""
    told = [event for event in events if event.act not in TOLD_BY_MESSAGES]
    names = Names.of(told)
    return [
        Line(
            event=event.pk,
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
