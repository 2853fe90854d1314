"""Which saved replies there are, and which of them fit a ticket."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import IO, Any

from django.db.models import F, Q, QuerySet

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.ticket.models import SavedReply, SavedReplyFile, Ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.lifecycle import require_staff
from apps.ticket.services.saved_replies.rendering import render
from core.errors import Conflict, Invalid, NotFound
from core.paging import Keyset

IN_ORDER = Keyset(key=F("order"))


@dataclass(frozen=True)
class Rendered:
    """A reply with its words for one ticket."""

    reply: SavedReply
    text: str

    @property
    def pk(self) -> int:
        return self.reply.pk

    @property
    def files(self) -> list[SavedReplyFile]:
        return list(self.reply.files.all())


def usable_for(actor: Actor, ticket_id: int) -> QuerySet[SavedReply]:
    """Return the active replies that fit the ticket, in their order; not found where the ticket is not the actor's."""
    return fitting(actor, ticket_of(actor, ticket_id))


def every_reply(actor: Actor) -> QuerySet[SavedReply]:
    """Return all that the actor may see, also those that are switched off, in their order."""
    return SavedReply.objects.visible_to(actor).select_related("category").prefetch_related("files")


def get_reply(actor: Actor, reply_id: int) -> SavedReply:
    """Return one of them."""
    reply = every_reply(actor).filter(pk=reply_id).first()
    if reply is None:
        raise NotFound
    return reply


def ticket_of(actor: Actor, ticket_id: int) -> Ticket:
    """Return a ticket that the actor works on."""
    ticket = Ticket.objects.worked_by(actor).with_people().filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    return ticket


def fitting(actor: Actor, ticket: Ticket) -> QuerySet[SavedReply]:
    """Return the active replies of the ticket's category and those of all."""
    replies = SavedReply.objects.visible_to(actor).filter(Q(category=None) | Q(category=ticket.category_id))
    return replies.filter(is_active=True).select_related("category").prefetch_related("files")


def rendered_for(actor: Actor, ticket_id: int, replies: Iterable[SavedReply]) -> list[Rendered]:
    """Return these replies in the words that the ticket's person would read."""
    ticket = ticket_of(actor, ticket_id)
    admin = require_staff(actor, ticket)
    return [rendered(reply, ticket, admin) for reply in replies]


def all_rendered(actor: Actor, ticket_id: int) -> list[Rendered]:
    """Return every reply that fits the ticket, in the words that its person would read."""
    return rendered_for(actor, ticket_id, usable_for(actor, ticket_id))


def rendered(reply: SavedReply, ticket: Ticket, admin: Admin) -> Rendered:
    """Return the reply in the language of the one who asked."""
    return Rendered(reply, render(reply, ticket, admin, ticket.user.language))


def reply_for(actor: Actor, ticket: Ticket, reply_id: int) -> SavedReply:
    """Return one of those that fit the ticket."""
    reply = fitting(actor, ticket).filter(pk=reply_id).first()
    if reply is None:
        raise NotFound
    return reply


def one_rendered(actor: Actor, ticket_id: int, reply_id: int) -> Rendered:
    """Return one reply as the ticket's person would get it."""
    ticket = ticket_of(actor, ticket_id)
    admin = require_staff(actor, ticket)
    return rendered(reply_for(actor, ticket, reply_id), ticket, admin)


def contents_of(*, actor: Actor, ticket_id: int, reply_id: int) -> list[Content]:
    """Return the files of a reply that fits the ticket as contents without words: the same bytes, nothing copied."""
    return file_contents(reply_for(actor, ticket_of(actor, ticket_id), reply_id))


def file_contents(reply: SavedReply) -> list[Content]:
    """Return the reply's files as contents; several of them are no album yet."""
    return [Content(kind=file.kind, media=_media(file), stored_as=file.file.name or "") for file in reply.files.all()]


def as_one(text: str, files: list[Content]) -> list[Content]:
    """Return words and files as what is sent: several files are one album, and the words stand under its first."""
    text = text.strip()
    if not (text or files):
        # All that it says are variables, and this person has nothing to fill them with.
        raise Invalid({"text": ["There is nothing to send."]})
    if not files:
        return [Content(kind="text", text=text)]
    album = uuid.uuid4().hex if len(files) > 1 else ""
    first, *others = (replace(content, media_group_id=album) for content in files)
    return [replace(first, text=text), *others]


def open_file(actor: Actor, file_id: int) -> tuple[SavedReplyFile, IO[bytes]]:
    """Return a file of a reply that the actor may use, and its bytes."""
    file = SavedReplyFile.objects.filter(pk=file_id, reply__in=SavedReply.objects.visible_to(actor)).first()
    if file is None:
        raise NotFound
    if not file.file.storage.exists(file.file.name or ""):
        raise Conflict("not_stored")
    return file, file.file.open("rb")


def _media(file: SavedReplyFile) -> dict[str, Any]:
    # Telegram gives a file_id when the file is sent the first time.
    return {
        "file_id": "",
        "file_unique_id": "",
        "file_name": file.file_name,
        "mime_type": file.mime_type,
        "size": file.size,
    }
