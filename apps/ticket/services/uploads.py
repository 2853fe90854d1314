"""What an operator writes at the site: words and files, through the same acts as in Telegram."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from apps.admin.actors import Actor
from apps.delivery.services.enqueue import ALBUM_LIMIT
from apps.ticket.models import Message
from apps.ticket.services.contents import Content, storable
from apps.ticket.services.conversation import add_note, answer_ticket
from core.errors import Invalid, TooLarge

# The Bot API takes uploads up to 50 MB, and photos up to 10 MB: a larger one goes as a document.
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
KINDS = {
    "image/jpeg": Message.Kind.PHOTO,
    "image/png": Message.Kind.PHOTO,
    "image/webp": Message.Kind.PHOTO,
    "video/mp4": Message.Kind.VIDEO,
    "audio/mpeg": Message.Kind.AUDIO,
    "audio/mp4": Message.Kind.AUDIO,
}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as the browser sent it. `size` is in bytes."""

    name: str
    mime_type: str
    size: int
    stream: IO[bytes]

    @property
    def kind(self) -> str:
        """The kind as which Telegram gets it."""
        kind = KINDS.get(self.mime_type, Message.Kind.DOCUMENT)
        is_heavy = kind == Message.Kind.PHOTO and self.size > PHOTO_LIMIT
        return Message.Kind.DOCUMENT if is_heavy else kind


def write_at_site(
    *,
    actor: Actor,
    ticket_id: int,
    text: str,
    uploads: Sequence[Upload] = (),
    is_note: bool = False,
    takeover: bool = False,
) -> list[Message]:
    """Answer a ticket, or note something in it. Several files are one album; the text stands under the first."""
    _require_sendable(text, uploads)
    with _stored(uploads) as names, transaction.atomic():
        messages = []
        for content in _contents(storable(text.strip()), uploads, names):
            if is_note:
                messages.append(add_note(actor=actor, ticket_id=ticket_id, content=content))
            else:
                # Whom the first part took the ticket from needs no second asking.
                messages.append(
                    answer_ticket(
                        actor=actor, ticket_id=ticket_id, content=content, takeover=takeover or bool(messages)
                    )
                )
        return messages


def _require_sendable(text: str, uploads: Sequence[Upload]) -> None:
    if not (text.strip() or uploads):
        raise Invalid({"text": ["There is nothing to send."]})
    if len(uploads) > ALBUM_LIMIT:
        raise Invalid({"files": [f"An album holds {ALBUM_LIMIT} files."]})
    for upload in uploads:
        if upload.size > UPLOAD_LIMIT:
            raise TooLarge(file=upload.name)


@contextmanager
def _stored(uploads: Sequence[Upload]) -> Iterator[list[str]]:
    """Put the bytes into the storage before any row names them; where the act is refused, take them out again."""
    names: list[str] = []
    try:
        for upload in uploads:
            place = f"attachments/{timezone.now():%Y/%m}/upload-{uuid.uuid4().hex}"
            names.append(default_storage.save(place, File(upload.stream)))
        yield names
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise


def _contents(text: str, uploads: Sequence[Upload], names: Sequence[str]) -> Iterator[Content]:
    if not uploads:
        yield Content(kind=Message.Kind.TEXT, text=text)
    album = uuid.uuid4().hex if len(uploads) > 1 else ""
    for place, (upload, name) in enumerate(zip(uploads, names, strict=True)):
        yield Content(
            kind=upload.kind,
            text="" if place else text,
            media={
                # Telegram gives a file_id when the file is sent the first time.
                "file_id": "",
                "file_unique_id": "",
                "file_name": storable(upload.name)[:255],
                "mime_type": storable(upload.mime_type)[:255],
                "size": upload.size,
            },
            media_group_id=album,
            stored_as=name,
        )
