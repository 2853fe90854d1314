"""The bytes of media: fetched after the commit, as leased work, and given only to those who may see the ticket."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import IO

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from apps.admin.actors import Actor
from apps.ticket.models import Attachment, Message
from core.errors import Conflict, NotFound

LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = 10
LONGEST_PAUSE = timedelta(hours=1)


@transaction.atomic
def lease_attachments(*, bot_id: int, limit: int) -> Sequence[Attachment]:
    """Lease files that this bot can fetch; one whose lease runs out is leased again."""
    now = timezone.now()
    due = Attachment.objects.filter(state=Attachment.State.WAITING, due_at__lte=now, bot_id=bot_id)
    rows = list(due.exclude(file_id="").order_by("due_at").select_for_update(skip_locked=True)[:limit])
    for row in rows:
        row.lease, row.due_at = uuid.uuid4(), now + LEASE
        row.attempts += 1
    Attachment.objects.bulk_update(rows, ["lease", "due_at", "attempts"])
    return rows


def store_bytes(*, attachment_id: int, lease: uuid.UUID, stream: IO[bytes]) -> Attachment:
    """Put the bytes into the storage. They are written before the row names them, so no row names half a file."""
    attachment = Attachment.objects.filter(pk=attachment_id, lease=lease).first()
    if attachment is None:
        raise Conflict("lease_lost")
    storage = attachment.file.storage
    field = Attachment._meta.get_field("file")
    name = storage.save(field.generate_filename(attachment, ""), File(stream))
    kept = Attachment.objects.filter(pk=attachment_id, lease=lease, state=Attachment.State.WAITING)
    if not kept.update(file=name, size=storage.size(name), state=Attachment.State.STORED, lease=None, error=""):
        storage.delete(name)
        raise Conflict("lease_lost")
    attachment.refresh_from_db()
    return attachment


def report_failure(*, attachment_id: int, lease: uuid.UUID, error: str, final: bool, too_large: bool) -> None:
    """Note why the bytes did not come: for good, or until the next attempt."""
    attachment = Attachment.objects.filter(pk=attachment_id, lease=lease).first()
    if attachment is None:
        raise Conflict("lease_lost")
    state = Attachment.State.WAITING
    if too_large:
        state = Attachment.State.TOO_LARGE
    elif final or attachment.attempts >= GIVE_UP_AFTER:
        state = Attachment.State.FAILED
    pause = min(LONGEST_PAUSE, timedelta(seconds=2**attachment.attempts))
    Attachment.objects.filter(pk=attachment_id, lease=lease).update(
        state=state, error=error, lease=None, due_at=timezone.now() + pause
    )


def open_bytes(*, actor: Actor, attachment_id: int) -> tuple[Attachment, Iterable[bytes]]:
    """Return an attachment and its bytes, to those who may read its message."""
    visible = Message.objects.visible_to(actor)
    attachment = Attachment.objects.filter(pk=attachment_id, message__in=visible).first()
    if attachment is None:
        raise NotFound
    if attachment.state != Attachment.State.STORED:
        raise Conflict("not_stored")
    return attachment, attachment.file.open("rb")
