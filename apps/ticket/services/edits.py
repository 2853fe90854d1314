"""Edited and deleted messages: changed at the other end, the old words kept."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from apps.admin.actors import Actor, Door, admin_of
from apps.delivery.models import Delivery
from apps.delivery.services.enqueue import Draft, enqueue, hold_chats
from apps.ticket.models import Attachment, Event, Message, MessageVersion, Ticket
from apps.ticket.services.announce import content_draft, header_of, mark_rows
from apps.ticket.services.contents import (
    Content,
    Incoming,
    attachment_of,
    content_facts,
    media_columns,
    media_facts,
    storable,
)
from apps.ticket.services.entities import kept_entities
from apps.ticket.services.intake import Received, find_message, receive_message
from apps.ticket.services.journal import record
from apps.ticket.services.lifecycle import is_shut_out
from apps.ticket.services.quotes import deliveries_of
from apps.user.services import lock_user
from core import clock
from core.errors import Conflict, Invalid, NotFound

# Telegram deletes a bot's messages in private chats for this long.
DELETE_WINDOW = timedelta(hours=48)


@transaction.atomic
def receive_edit(*, incoming: Incoming) -> tuple[Received, str]:
    """Take an edited Telegram message; one that was never seen is stored as new. Returns it and the outcome."""
    user = lock_user(incoming.sender)
    message = find_message(incoming.source)
    if message is None:
        received = receive_message(incoming=incoming)
        return received, received.message.outcome
    actor = Actor(door=Door.TELEGRAM, admin=admin_of(user.telegram_id), user=user, telegram_id=user.telegram_id)
    is_heard = not is_shut_out(user)
    changed = _edit(actor, _locked_message(message.pk), incoming.content, is_carried=is_heard)
    outcome = "edited" if changed else "unchanged"
    return Received(message=message, actor=actor, is_new=False), outcome if is_heard else "blocked"


@transaction.atomic
def edit_answer(*, actor: Actor, message_id: int, text: str, entities: list[dict[str, Any]] | None) -> Message:
    """Change the words of one's own answer or note, written through any door.

    Where no entities are given, the words that stay keep theirs.
    """
    message = _own_answer(actor, message_id, "not_editable")
    if message.deleted_at:
        raise Conflict("not_editable")
    attachment = attachment_of(message)
    text = storable(text)
    if not (text.strip() or attachment):
        raise Invalid({"text": ["There is nothing left of it: delete it."]})
    if entities is None:
        entities = kept_entities(message.text, message.entities, text)
    media = media_facts(attachment) if attachment else None
    _edit(actor, message, Content(kind=message.kind, text=text, entities=entities, media=media, data=message.data))
    return message


@transaction.atomic
def delete_answer(*, actor: Actor, message_id: int) -> Message:
    """Take one's own answer back from the user's chat, within 48 hours. Here it stays, marked."""
    message = _own_answer(actor, message_id, "not_deletable")
    if clock.now() - message.created_at > DELETE_WINDOW:
        raise Conflict("delete_window_over")
    if message.deleted_at:
        return message
    message.deleted_at = clock.now()
    message.save(update_fields=["deleted_at"])
    drafts = []
    for row in _held_carriers(message):
        withdrawn = Delivery.objects.filter(pk=row.pk, state=Delivery.State.PENDING, attempts=0, album="")
        if not withdrawn.update(state=Delivery.State.CANCELLED, finished_at=clock.now()):
            drafts.append(_following(row, Delivery.Kind.DELETE, message, {"message": message.pk}))
    enqueue(drafts)
    record(Event.Act.DELETED, actor, message.ticket, message=message.pk)
    return message


def delete_answer_in_chat(*, actor: Actor, bot_id: int, telegram_message_id: int) -> Message:
    """The same, named by the message's place in the admin's own chat."""
    message = Message.objects.filter(bot_id=bot_id, chat_id=actor.telegram_id, message_id=telegram_message_id).first()
    if message is None:
        raise Conflict("not_deletable")
    return delete_answer(actor=actor, message_id=message.pk)


def _own_answer(actor: Actor, message_id: int, refusal: str) -> Message:
    if not Message.objects.visible_to(actor).filter(pk=message_id).exists():
        raise NotFound
    message = _locked_message(message_id)
    if actor.admin is None or message.admin_id != actor.admin.pk or message.ticket is None:
        raise Conflict(refusal)
    return message


def _locked_message(message_id: int) -> Message:
    """Return the message held until the transaction ends; its ticket's row comes first, as everywhere."""
    ticket_id = Message.objects.values_list("ticket_id", flat=True).get(pk=message_id)
    if ticket_id:
        Ticket.objects.select_for_update(no_key=True).get(pk=ticket_id)
    rows = Message.objects.select_related("ticket", "attachment", "user", "admin")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=message_id)


def _edit(actor: Actor, message: Message, content: Content, *, is_carried: bool = True) -> bool:
    """Store the new words (and file) and bring them to every chat that has the old ones; False if nothing changed.

    What somebody blocked edits is stored as well, and brought to nobody.
    """
    new_media = _replaced_media(message, content)
    kind, data = message.kind, content.data
    if message.is_note:
        data = {**data, "kind": content.kind if new_media else message.data.get("kind", content.kind)}
    elif new_media:
        # A text may get a picture, and a picture may give way to a film.
        kind = content.kind
    words_changed = message.text != content.text or message.entities != content.entities
    if not (words_changed or new_media or message.data != data):
        return False
    now = clock.now()
    # A live location moves without leaving versions behind.
    version = _keep_version(message, now, with_media=new_media is not None) if words_changed or new_media else None
    message.text, message.entities, message.data, message.edited_at = content.text, content.entities, data, now
    message.kind = kind
    message.save(update_fields=["kind", "text", "entities", "data", "edited_at"])
    if new_media:
        _replace_attachment(message, content.kind, new_media)
    if is_carried:
        _carry_edit(message, media_changed=new_media is not None)
    record(Event.Act.EDITED, actor, message.ticket, message=message.pk, version=version.pk if version else None)
    return True


def _keep_version(message: Message, now: datetime, *, with_media: bool) -> MessageVersion:
    attachment = attachment_of(message)
    return MessageVersion.objects.create(
        message=message,
        text=message.text,
        entities=message.entities,
        media=media_facts(attachment) if with_media and attachment else None,
        replaced_at=now,
    )


def _replaced_media(message: Message, content: Content) -> dict[str, Any] | None:
    attachment = attachment_of(message)
    before = attachment.file_unique_id if attachment else ""
    is_new = content.media is not None and content.media.get("file_unique_id", before) != before
    return content.media if is_new else None


def _replace_attachment(message: Message, kind: str, media: dict[str, Any]) -> None:
    columns: dict[str, Any] = {"file_name": "", "mime_type": "", "size": None, "file": "", "error": "", "attempts": 0}
    columns |= {"due_at": Now(), "lease": None, "bot_id": message.bot_id, "kind": kind, **media_columns(media)}
    message.attachment, _ = Attachment.objects.update_or_create(message=message, defaults=columns)


def _carry_edit(message: Message, *, media_changed: bool) -> None:
    facts = content_facts(message)
    drafts, carriers = [], _held_carriers(message)
    shown = {row.chat_id for row in carriers if row.kind == Delivery.Kind.CONTENT}
    for row in carriers:
        row.data = _with_content(row, message.pk, facts)
        if row.kind == Delivery.Kind.CARD and media_changed and message.ticket and row.chat_id not in shown:
            # A card shows words only: what they became a caption of comes below it.
            header = {**header_of(message, message.ticket), "edited": True}
            drafts.append(content_draft(row.chat_id, row.language, message, header))
        waiting = Delivery.objects.filter(pk=row.pk, state=Delivery.State.PENDING, attempts=0)
        if waiting.update(data=row.data):
            continue
        Delivery.objects.filter(pk=row.pk).update(data=row.data)
        if row.kind == Delivery.Kind.CARD and message.ticket:
            mark_rows(message.ticket, [row])
        elif row.state != Delivery.State.CANCELLED:
            data = {"content": facts, "header": row.data["header"], "media_changed": media_changed}
            drafts.append(_following(row, Delivery.Kind.EDIT, message, data))
    enqueue(drafts)


def _held_carriers(message: Message) -> list[Delivery]:
    """Return the rows that carry the message, as they are once their chats are held: no bot leases them meanwhile."""
    hold_chats(deliveries_of(message).values_list("chat_id", flat=True))
    return list(deliveries_of(message))


def _with_content(row: Delivery, message_id: int, facts: dict[str, Any]) -> dict[str, Any]:
    if row.kind == Delivery.Kind.CARD:
        return {**row.data, "content": facts}
    contents = [facts if item["message"] == message_id else item for item in row.data["contents"]]
    return {**row.data, "contents": contents}


def _following(row: Delivery, kind: Delivery.Kind, message: Message, data: dict[str, Any]) -> Draft:
    return Draft(
        chat_id=row.chat_id,
        language=row.language,
        kind=kind,
        data=data,
        ticket_ref=message.ticket_id,
        message_ref=message.pk,
        target=row,
    )
