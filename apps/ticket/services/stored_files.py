"""The bytes of a file, for a browser: only to those who may see what the file belongs to."""

from dataclasses import dataclass
from typing import IO

from django.db.models.fields.files import FieldFile

from apps.admin.actors import Actor
from apps.ticket.media import safe_type
from apps.ticket.models import Attachment, Message
from apps.ticket.services.saved_replies import open_file
from core.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """An open file. `safe_type` is empty for one that no browser may show by itself; `size` is in bytes.

    `path` is where the storage keeps it, below MEDIA_ROOT; `name` is what its sender called it.
    """

    name: str
    path: str
    safe_type: str
    size: int
    stream: IO[bytes]


def file_of_message(*, actor: Actor, attachment_id: int) -> StoredFile:
    """Return the file of a message that the actor may read."""
    visible = Message.objects.visible_to(actor)
    attachment = Attachment.objects.filter(pk=attachment_id, message__in=visible).first()
    if attachment is None or attachment.state != Attachment.State.STORED:
        raise NotFound
    return _opened(attachment.file, str(attachment), safe_type(attachment.kind, attachment.mime_type))


def file_of_saved_reply(*, actor: Actor, file_id: int) -> StoredFile:
    """Return the file of a saved reply that the actor may use."""
    file, stream = open_file(actor, file_id)
    return StoredFile(
        name=file.file_name,
        path=str(file.file.name),
        safe_type=safe_type(file.kind, file.mime_type),
        size=file.size,
        stream=stream,
    )


def _opened(file: FieldFile, name: str, shown_as: str) -> StoredFile:
    try:
        stream = file.open("rb")
    except FileNotFoundError:
        raise NotFound from None
    return StoredFile(name=name, path=str(file.name), safe_type=shown_as, size=file.size, stream=stream)
