"""What the staff put on a ticket for themselves: how urgent it is, and what it is about."""

import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Lower

from apps.admin.actors import Actor
from apps.ticket.models import Event, Tag, Ticket
from apps.ticket.services.announce import hold_chats_about, mark_cards
from apps.ticket.services.facts import priority_name
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import locked, require_staff
from core.errors import Invalid

LONGEST_TAG = 40
MOST_TAGS = 10
# How many tags are offered to whoever writes one.
OFFERED = 50
PRIORITIES = {priority_name(value): value for value in Ticket.Priority}
# Letters that are not seen, or that turn others round: a tag with one of them looks like another tag.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# It joins the parts of one emoji.
JOINER = "\u200d"


@transaction.atomic
def set_priority(*, actor: Actor, ticket_id: int, priority: str) -> Ticket:
    """Say how urgent a ticket is: `low`, `normal`, `high` or `urgent`. It changes no order of any queue."""
    if priority not in PRIORITIES:
        raise Invalid({"priority": [f"One of {', '.join(PRIORITIES)}."]})
    ticket = _held_by_staff(actor, ticket_id)
    before, after = ticket.priority, PRIORITIES[priority]
    if before == after:
        return ticket
    hold_chats_about(ticket)
    ticket.priority = after
    ticket.save(update_fields=["priority"])
    changes = {"priority": (priority_name(before), priority)}
    record(Event.Act.PRIORITIZED, actor, ticket, changes=changes)
    mark_cards(ticket)
    return ticket


@transaction.atomic
def set_tags(*, actor: Actor, ticket_id: int, names: Iterable[str]) -> Ticket:
    """Give a ticket just these tags. A tag that nobody wrote before comes to be; case makes no other tag."""
    wanted = _read_names(names)
    ticket = _held_by_staff(actor, ticket_id)
    before = ticket.tag_names
    tags = _tags(wanted)
    after = sorted(tag.name for tag in tags)
    if sorted(before) == after:
        return ticket
    hold_chats_about(ticket)
    ticket.tags.set(tags)
    ticket.tag_names = list(ticket.tags.values_list("name", flat=True))
    record(Event.Act.TAGGED, actor, ticket, changes={"tags": (before, ticket.tag_names)})
    mark_cards(ticket)
    return ticket


def known_tags(actor: Actor, prefix: str = "") -> list[str]:
    """Return the tags of the tickets that the actor works on, those that begin so, in order."""
    used = Ticket.objects.worked_by(actor).filter(tags=OuterRef("pk"))
    tags = Tag.objects.filter(Exists(used), name__istartswith=prefix.replace("\x00", ""))
    return list(tags.values_list("name", flat=True)[:OFFERED])


def _held_by_staff(actor: Actor, ticket_id: int) -> Ticket:
    ticket = locked(actor, ticket_id)
    if not actor.is_service:
        require_staff(actor, ticket)
    return ticket


def _read_names(names: Iterable[str]) -> list[str]:
    """Return the names as they are kept: trimmed, each once, in the order of their letters."""
    wanted: dict[str, str] = {}
    for name in names:
        tidy = unicodedata.normalize("NFC", " ".join(name.split()))
        if tidy:
            _require_readable(tidy)
            wanted.setdefault(tidy.lower(), tidy)
    if len(wanted) > MOST_TAGS:
        raise Invalid({"tags": [f"At most {MOST_TAGS} tags."]})
    return [wanted[lowered] for lowered in sorted(wanted)]


def _require_readable(name: str) -> None:
    if len(name) > LONGEST_TAG:
        raise Invalid({"tags": [f"At most {LONGEST_TAG} letters."]})
    unseen = any(unicodedata.category(letter) in UNSEEN and letter != JOINER for letter in name)
    if "," in name or unseen:
        raise Invalid({"tags": ["No commas, and no letters that are not seen."]})


def _tags(names: list[str]) -> list[Tag]:
    """Return the tags of these names, made where they are new: by the database's own idea of case."""
    Tag.objects.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)
    lowered = [Lower(Value(name)) for name in names]
    return list(Tag.objects.alias(lowered=Lower("name")).filter(lowered__in=lowered))
