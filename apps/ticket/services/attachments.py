"""The bytes of media: fetched after the commit, as leased work, and given only to those who may see the ticket."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from apps.admin.actors import Actor
from apps.ticket.models import Attachment, Message
from core.errors import Conflict, NoRoom, NotFound
from core.storage import store

# A killed bot's files wait for this long; one that lives renews its leases several times meanwhile.
LEASE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
# With pauses that double up to an hour, a day.
GIVE_UP_AFTER = 34
# A disk is seldom emptied within seconds.
NO_ROOM_PAUSE = timedelta(seconds=30)
RENEW_LEASES = """
    WITH held AS (
        SELECT file.id FROM ticket_attachment AS file
        JOIN unnest(%(files)s::bigint[], %(leases)s::uuid[]) AS mine(id, lease)
            ON file.id = mine.id AND file.lease = mine.lease
        WHERE file.state = 'waiting'
        ORDER BY file.id
        FOR NO KEY UPDATE OF file
    )
    UPDATE ticket_attachment AS file SET due_at = clock_timestamp() + %(seconds)s * interval '1 second'
    FROM held WHERE file.id = held.id
    RETURNING file.id
"""


@dataclass(frozen=True, kw_only=True)
class HeldFile:
    """A file that a bot believes to fetch, and by which lease."""

    attachment: int
    lease: uuid.UUID


@transaction.atomic
def lease_attachments(*, bot_id: int, limit: int) -> Sequence[Attachment]:
    """Lease files that this bot can fetch; one whose lease runs out is leased again."""
    due = Attachment.objects.filter(state=Attachment.State.WAITING, due_at__lte=Now(), bot_id=bot_id)
    free = due.exclude(file_id="").annotate(now=Now()).order_by("due_at").select_for_update(skip_locked=True)
    rows = list(free[:limit])
    for row in rows:
        row.lease, row.due_at = uuid.uuid4(), row.now + LEASE
        row.attempts += 1
    Attachment.objects.bulk_update(rows, ["lease", "due_at", "attempts"])
    return rows


def renew_attachments(held: Sequence[HeldFile]) -> list[int]:
    """Keep the files for those who fetch them; returns the ids of those that they have lost."""
    files, leases = [one.attachment for one in held], [str(one.lease) for one in held]
    with connection.cursor() as cursor:
        cursor.execute(RENEW_LEASES, {"files": files, "leases": leases, "seconds": LEASE.total_seconds()})
        kept = {attachment_id for (attachment_id,) in cursor.fetchall()}
    return [one.attachment for one in held if one.attachment not in kept]


def store_bytes(*, attachment_id: int, lease: uuid.UUID, stream: IO[bytes]) -> Attachment:
    """Put the bytes into the storage. They are written before the row names them, so no row names half a file."""
    attachment = Attachment.objects.filter(pk=attachment_id, lease=lease).first()
    if attachment is None:
        raise Conflict("lease_lost")
    storage = attachment.file.storage
    field = Attachment._meta.get_field("file")
    # A place of this lease alone: whoever lost theirs may still be writing.
    place = f"{field.generate_filename(attachment, '')}-{lease.hex[:8]}"
    try:
        name = store(storage, place, stream)
    except NoRoom:
        _leave(attachment_id, lease, NO_ROOM_PAUSE, "disk_full")
        raise
    kept = Attachment.objects.filter(pk=attachment_id, lease=lease, state=Attachment.State.WAITING)
    if not kept.update(file=name, size=storage.size(name), state=Attachment.State.STORED, lease=None, error=""):
        storage.delete(name)
        raise Conflict("lease_lost")
    attachment.refresh_from_db()
    return attachment


def _leave(attachment_id: int, lease: uuid.UUID, pause: timedelta, error: str) -> None:
    """Let the file be fetched later. The attempt does not count: nothing is wrong with the file."""
    Attachment.objects.filter(pk=attachment_id, lease=lease, state=Attachment.State.WAITING).update(
        lease=None, due_at=Now() + pause, attempts=F("attempts") - 1, error=error
    )


def report_failure(
    *, attachment_id: int, lease: uuid.UUID, error: str, final: bool, too_large: bool, returned: bool = False
) -> None:
    """Note why the bytes did not come: for good, or until the next attempt. What is returned goes on at once."""
    attachment = Attachment.objects.filter(pk=attachment_id, lease=lease).first()
    if attachment is None:
        raise Conflict("lease_lost")
    if returned:
        _leave(attachment_id, lease, timedelta(), attachment.error)
        return
    state = Attachment.State.WAITING
    if too_large:
        state = Attachment.State.TOO_LARGE
    elif final or attachment.attempts >= GIVE_UP_AFTER:
        state = Attachment.State.FAILED
    pause = min(LONGEST_PAUSE, timedelta(seconds=2**attachment.attempts))
    Attachment.objects.filter(pk=attachment_id, lease=lease).update(
        state=state, error=error, lease=None, due_at=Now() + pause
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
