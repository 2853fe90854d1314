"""What an operator writes at the site: words and files, through the same acts as in Telegram."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from apps.admin.actors import Actor
from apps.delivery.services.enqueue import ALBUM_LIMIT
from apps.ticket.models import Message
from apps.ticket.services.announce import hold_chats_about
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.contents import Content, storable
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.lifecycle import locked
from apps.ticket.services.saved_replies import contents_of
from apps.ticket.services.saved_replies.catalogue import as_one
from apps.ticket.services.submissions import SentBefore, claim, keep_messages, messages_of
from apps.ticket.services.upload_files import Upload, require_sendable, stored
from apps.ticket.services.voice import as_voice
from core.errors import Invalid, NotFound


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What one press of *Send* asks for."""

    text: str
    is_note: bool = False
    takeover: bool = False
    close: bool = False
    reply_to: int | None = None
    saved_replies: Sequence[int] = ()


def write_at_site(
    *,
    actor: Actor,
    ticket_id: int,
    text: str,
    uploads: Sequence[Upload] = (),
    voice: Upload | None = None,
    is_note: bool = False,
    takeover: bool = False,
    close: bool = False,
    reply_to_id: int | None = None,
    saved_replies: Sequence[int] = (),
    key: uuid.UUID | None = None,
) -> list[Message]:
    """Answer a ticket, or note something in it. Several files are one album; the text stands under the first.

    The files of `saved_replies` go along; their words are in the text already, as the operator left them. The same
    `key` again stores nothing and returns what it became the first time.
    """
    earlier = messages_of(actor, ticket_id, key) if key else None
    if earlier is not None:
        return earlier
    writing = Writing(
        text=storable(text.strip()),
        is_note=is_note,
        takeover=takeover,
        close=close,
        reply_to=reply_to_id,
        saved_replies=saved_replies,
    )
    try:
        with stored(_files(uploads, voice)) as contents, transaction.atomic():
            submission = claim(actor.admin, key) if key and actor.admin else None
            messages = _write(actor, ticket_id, writing, contents)
            if submission:
                keep_messages(submission, messages)
            return messages
    except SentBefore:
        assert key is not None
        return messages_of(actor, ticket_id, key) or []


def _files(uploads: Sequence[Upload], voice: Upload | None) -> list[Upload]:
    """Return what is to be stored. Everything is looked at before the recording is worked on, which takes a while."""
    for upload in (*uploads, *([voice] if voice else [])):
        require_sendable(upload)
    return [*([as_voice(voice)] if voice else []), *uploads]


def _sendable(actor: Actor, ticket_id: int, writing: Writing, uploads: Sequence[Content]) -> list[Content]:
    """Return what goes out, in its order; too much or nothing at all is refused."""
    files = list(uploads)
    for reply_id in writing.saved_replies:
        files += contents_of(actor=actor, ticket_id=ticket_id, reply_id=reply_id)
    if not (writing.text or files):
        raise Invalid({"text": ["There is nothing to send."]})
    if len(files) > ALBUM_LIMIT:
        raise Invalid({"files": [f"An album holds {ALBUM_LIMIT} files."]})
    return as_one(writing.text, files)


def _write(actor: Actor, ticket_id: int, writing: Writing, uploads: Sequence[Content]) -> list[Message]:
    ticket = locked(actor, ticket_id)
    if writing.close:
        # The closing tells more chats than the answer: all of them are held at once, in one order.
        hold_chats_about(ticket, admins=[actor.admin])
    quoted = _quoted(actor, ticket_id, writing.reply_to)
    messages: list[Message] = []
    for content in _sendable(actor, ticket_id, writing, uploads):
        if writing.is_note:
            messages.append(add_note(actor=actor, ticket_id=ticket_id, content=content))
            continue
        # Whom the first part took the ticket from needs no second asking, and only the first part quotes.
        is_first = not messages
        message = answer_ticket(
            actor=actor,
            ticket_id=ticket_id,
            content=content,
            reply_to=quoted if is_first else None,
            takeover=writing.takeover or not is_first,
        )
        messages.append(message)
    if writing.close:
        close_ticket(actor=actor, ticket_id=ticket_id)
    return messages


def _quoted(actor: Actor, ticket_id: int, message_id: int | None) -> Message | None:
    if message_id is None:
        return None
    message = Message.objects.visible_to(actor).filter(pk=message_id, ticket=ticket_id).first()
    if message is None:
        raise NotFound
    return message
