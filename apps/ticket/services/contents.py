"""What a message carries, as it comes in and as it is stored."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.functions import Now

from apps.admin.models import Admin
from apps.ticket.models import Attachment, Message, Rating, Ticket
from apps.user.models import TelegramUser
from apps.user.services import Sender
from core import clock

# The Bot API lets bots download up to this many bytes.
TELEGRAM_DOWNLOAD_LIMIT = 20 * 1024 * 1024
MEDIA_COLUMNS = ("file_id", "file_unique_id", "file_name", "mime_type", "size")


@dataclass(frozen=True, kw_only=True)
class Content:
    """What is said. `media` and `data` hold Telegram's own fields (docs/api.md).

    An operator's upload names its album, and where its bytes lie in the storage; what Telegram brings has neither.
    """

    kind: str
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, Any] | None = None
    data: dict[str, Any] = field(default_factory=dict)
    media_group_id: str = ""
    stored_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a message stands in Telegram."""

    bot_id: int
    chat_id: int
    message_id: int
    media_group_id: str = ""

    @property
    def album(self) -> str:
        return f"{self.bot_id}:{self.media_group_id}" if self.media_group_id else ""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A message that a person sent to the bot. `category_id` was chosen before, with nothing typed yet."""

    source: Source
    sender: Sender
    content: Content
    reply_to_message_id: int | None = None
    category_id: int | None = None


def store_message(
    *,
    user: TelegramUser,
    content: Content,
    ticket: Ticket | None = None,
    admin: Admin | None = None,
    source: Source | None = None,
    reply_to: Message | None = None,
    rating: Rating | None = None,
    is_note: bool = False,
    is_discarded: bool = False,
    outcome: str = "",
    meant_for: Ticket | None = None,
) -> Message:
    """Insert a message and the row of its file. What is discarded belongs nowhere, and is brought to nobody."""
    now = clock.now()
    message = Message.objects.create(
        ticket=ticket,
        user=user,
        admin=admin,
        kind=Message.Kind.NOTE if is_note else content.kind,
        text=content.text,
        entities=content.entities,
        data={**content.data, "kind": content.kind} if is_note else content.data,
        reply_to=reply_to,
        rating=rating,
        bot_id=source.bot_id if source else None,
        chat_id=source.chat_id if source else None,
        message_id=source.message_id if source else None,
        media_group_id=source.media_group_id if source else content.media_group_id,
        outcome=outcome,
        meant_for=meant_for.pk if meant_for else None,
        created_at=now,
        discarded_at=now if is_discarded else None,
    )
    attachment = _store_attachment(message, content, content.media) if content.media else None
    # What is known needs no query: most messages carry no file, and each is asked for it.
    Attachment._meta.get_field("message").remote_field.set_cached_value(message, attachment)
    return message


def _store_attachment(message: Message, content: Content, media: dict[str, Any]) -> Attachment:
    columns = media_columns(media)
    if content.stored_as:
        columns |= {"file": content.stored_as, "state": Attachment.State.STORED}
    # It is due by the clock that leases it: the database's.
    facts = {"kind": content.kind, "bot_id": message.bot_id, "due_at": Now(), **columns}
    return Attachment.objects.create(message=message, **facts)


def media_columns(media: dict[str, Any]) -> dict[str, Any]:
    """Split Telegram's fields of a file into the attachment's columns and the rest."""
    columns = {name: media[name] for name in MEDIA_COLUMNS if media.get(name) is not None}
    details = {name: value for name, value in media.items() if name not in MEDIA_COLUMNS and value is not None}
    too_large = (columns.get("size") or 0) > TELEGRAM_DOWNLOAD_LIMIT
    state = Attachment.State.TOO_LARGE if too_large else Attachment.State.WAITING
    return {**columns, "details": details, "state": state}


def attachment_of(message: Message) -> Attachment | None:
    return getattr(message, "attachment", None)


def content_facts(message: Message) -> dict[str, Any]:
    """Return the content as deliveries carry it."""
    attachment = attachment_of(message)
    data = dict(message.data)
    kind = data.pop("kind", "text") if message.is_note else message.kind
    return {
        "kind": kind,
        "text": message.text,
        "entities": message.entities,
        "media": media_facts(attachment) if attachment else None,
        "data": data,
        "source": _source_facts(message),
        "message": message.pk,
        "attachment": attachment.pk if attachment else None,
        "too_large": attachment is not None and attachment.state == Attachment.State.TOO_LARGE,
    }


def media_facts(attachment: Attachment) -> dict[str, Any]:
    """Return Telegram's fields of a file."""
    return {**{name: getattr(attachment, name) for name in MEDIA_COLUMNS}, **attachment.details}


def _source_facts(message: Message) -> dict[str, Any] | None:
    if message.message_id is None:
        return None
    return {"bot_id": message.bot_id, "chat_id": message.chat_id, "message_id": message.message_id}


def brief(text: str, kind: str) -> str:
    """Return the last words for a list: one line, at most 120 letters; a medium without words is named in brackets."""
    line = " ".join(text.split())
    return (line if len(line) <= 120 else f"{line[:119]}…") if line else f"[{kind}]"


def storable(text: str) -> str:
    """Return the text with a mark in place of what PostgreSQL cannot keep: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "\ufffd").encode(errors="replace").decode()


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
