"""Adding, changing and removing saved replies: super admins all of them, an admin those of their own categories."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from apps.admin.actors import Actor
from apps.admin.models import Category
from apps.delivery.services.enqueue import ALBUM_LIMIT
from apps.ticket.models import Event, SavedReply, SavedReplyFile
from apps.ticket.services.contents import Content, storable
from apps.ticket.services.journal import record
from apps.ticket.services.saved_replies.rendering import require_known_pieces
from apps.ticket.services.upload_files import Upload, require_sendable, stored
from core.errors import Forbidden, Invalid, NotFound

TEXTS = ("text_uz", "text_ru", "text_en")
LONGEST = {"title": 60, **dict.fromkeys(TEXTS, 4096)}
FIELDS = ("title", "category_id", *TEXTS, "order", "is_active")


def may_manage(actor: Actor, category_id: int | None) -> bool:
    """Tell whether the replies of that category (None: those for all) are the actor's to change."""
    if actor.is_super:
        return True
    return actor.admin is not None and category_id is not None and category_id in actor.admin.category_ids()


def manages_any(actor: Actor) -> bool:
    """Tell whether there is a category whose replies are the actor's to change."""
    return actor.is_super or (actor.admin is not None and bool(actor.admin.category_ids()))


def add_reply(*, actor: Actor, fields: dict[str, Any], uploads: Sequence[Upload] = ()) -> SavedReply:
    """Add a reply, at the end of the list unless `fields` says where. Words in one language, or a file, are enough."""
    _require_manager(actor, fields.get("category_id"))
    for upload in uploads:
        require_sendable(upload)
    with stored(uploads) as contents, transaction.atomic():
        last = SavedReply.objects.order_by("-order").first()
        reply = SavedReply(**{"order": min(last.order + 1, 2**31 - 1) if last else 1, **_cleaned(fields)})
        _require_whole(reply, len(uploads))
        reply.save(force_insert=True)
        _attach(reply, contents)
        changes = {_name(field): (None, getattr(reply, field)) for field in FIELDS if getattr(reply, field) != ""}
        if uploads:
            changes["files"] = (None, _file_names(reply))
        record(Event.Act.REPLY_ADDED, actor, changes=changes, reply=reply.pk)
    return reply


def change_reply(
    *,
    actor: Actor,
    reply_id: int,
    changes: dict[str, Any],
    uploads: Sequence[Upload] = (),
    removed_files: Collection[int] = (),
) -> SavedReply:
    """Change fields of a reply, add files and take files away. What differs is written, nothing else."""
    for upload in uploads:
        require_sendable(upload)
    with stored(uploads) as contents, transaction.atomic():
        reply = _held(actor, reply_id)
        differing = _differing(reply, changes)
        _require_manager(actor, differing.get("category_id", (None, reply.category_id))[1])
        before = _file_names(reply)
        # The bytes stay: messages name them as well.
        reply.files.filter(pk__in=removed_files).delete()
        _require_whole(reply, reply.files.count() + len(uploads))
        if differing:
            reply.save(update_fields=list(differing))
        _attach(reply, contents)
        noted = {**{_name(field): pair for field, pair in differing.items()}, "files": (before, _file_names(reply))}
        if any(pair[0] != pair[1] for pair in noted.values()):
            record(Event.Act.REPLY_CHANGED, actor, changes=noted, reply=reply.pk, title=reply.title)
    return reply


def _differing(reply: SavedReply, changes: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Give the reply what differs of the changes; returns from what to what."""
    cleaned = _cleaned(changes)
    differing = {field: (getattr(reply, field), value) for field, value in cleaned.items()}
    differing = {field: pair for field, pair in differing.items() if pair[0] != pair[1]}
    for field, (_, value) in differing.items():
        setattr(reply, field, value)
    return differing


@transaction.atomic
def remove_reply(*, actor: Actor, reply_id: int) -> None:
    """Take a reply away for good. What was sent with it stays, bytes and all; the journal keeps its words."""
    reply = _held(actor, reply_id)
    changes = {_name(field): (getattr(reply, field), None) for field in FIELDS if getattr(reply, field) != ""}
    if files := _file_names(reply):
        changes["files"] = (files, None)
    record(Event.Act.REPLY_REMOVED, actor, changes=changes, reply=reply.pk)
    reply.delete()


def _held(actor: Actor, reply_id: int) -> SavedReply:
    """Return a reply that the actor may change, its row held until the transaction ends."""
    replies = SavedReply.objects.visible_to(actor).select_for_update(no_key=True)
    reply = replies.filter(pk=reply_id).first()
    if reply is None:
        raise NotFound
    _require_manager(actor, reply.category_id)
    return reply


def _require_manager(actor: Actor, category_id: int | None) -> None:
    if not may_manage(actor, category_id):
        raise Forbidden


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields as they are kept; Invalid names those that cannot be."""
    kept = {
        field: storable(value).strip().replace("\r\n", "\n") if field in LONGEST else value
        for field, value in fields.items()
    }
    wrong = {
        field: [f"At most {limit} letters."] for field, limit in LONGEST.items() if len(kept.get(field, "")) > limit
    }
    category_id = kept.get("category_id")
    if category_id is not None and not Category.objects.filter(pk=category_id).exists():
        wrong["category"] = ["There is no such category."]
    if wrong:
        raise Invalid(wrong)
    require_known_pieces({field: kept[field] for field in TEXTS if field in kept})
    return kept


def _require_whole(reply: SavedReply, file_count: int) -> None:
    if not reply.title:
        raise Invalid({"title": ["A reply needs a title."]})
    if file_count > ALBUM_LIMIT:
        raise Invalid({"files": [f"An album holds {ALBUM_LIMIT} files."]})
    if not (file_count or any(getattr(reply, field) for field in TEXTS)):
        raise Invalid({"text_uz": ["A reply needs words in one language at least, or a file."]})


def _attach(reply: SavedReply, contents: Sequence[Content]) -> None:
    SavedReplyFile.objects.bulk_create(
        SavedReplyFile(
            reply=reply,
            kind=content.kind,
            file=content.stored_as,
            file_name=(content.media or {})["file_name"],
            mime_type=(content.media or {})["mime_type"],
            size=(content.media or {})["size"],
        )
        for content in contents
    )


def _file_names(reply: SavedReply) -> list[str]:
    return list(reply.files.order_by("pk").values_list("file_name", flat=True))


def _name(field: str) -> str:
    """Return what the journal calls a field."""
    return field.removesuffix("_id")
