"""Files that a browser sends: what they are, and where their bytes lie."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError

from apps.ticket.models import Message
from apps.ticket.services.contents import Content, storable
from apps.ticket.services.file_types import FileType, file_type
from core import clock
from core.errors import TooLarge, Unsuitable
from core.storage import store

# The Bot API takes uploads up to 50 MB.
UPLOAD_LIMIT = 50 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as the browser sent it. `size` is in bytes, `duration` in seconds."""

    name: str
    mime_type: str
    size: int
    stream: IO[bytes]
    is_voice: bool = False
    duration: int | None = None

    @property
    def type(self) -> FileType:
        """What it is, by its bytes; a voice message was made here and is known."""
        if self.is_voice:
            return FileType(Message.Kind.VOICE, self.mime_type)
        return file_type(self.stream, self.mime_type, self.size)


def require_sendable(upload: Upload) -> None:
    """Refuse what Telegram does not take: by name, before any byte of it is stored."""
    name = storable(upload.name)
    if not upload.size:
        raise Unsuitable("empty_file", file=name)
    if upload.size > UPLOAD_LIMIT:
        raise TooLarge(file=name)


@contextmanager
def stored(uploads: Sequence[Upload]) -> Iterator[list[Content]]:
    """Put the bytes into the storage before any row names them; where the act is refused, take them out again.

    A connection that was lost leaves in doubt whether the rows were committed: a file too many is better than none.
    """
    names: list[str] = []
    try:
        for upload in uploads:
            place = f"attachments/{clock.now():%Y/%m}/upload-{uuid.uuid4().hex}"
            upload.stream.seek(0)
            names.append(store(default_storage, place, upload.stream))
        yield [_content(upload, name) for upload, name in zip(uploads, names, strict=True)]
    except (OperationalError, InterfaceError):
        raise
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise


def _content(upload: Upload, name: str) -> Content:
    known = upload.type
    media = {
        # Telegram gives a file_id when the file is sent the first time.
        "file_id": "",
        "file_unique_id": "",
        "file_name": storable(upload.name)[:255],
        "mime_type": storable(known.mime_type)[:255],
        "size": upload.size,
        "duration": upload.duration,
    }
    return Content(kind=known.kind, media=media, stored_as=name)
