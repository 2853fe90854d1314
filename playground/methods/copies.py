"""copyMessage and forwardMessage, alone and in bulk."""

from typing import Any

from aiogram.methods import CopyMessage, CopyMessages, ForwardMessage, ForwardMessages

from playground.chats import Record
from playground.entities.utf16 import length
from playground.methods.posting import Envelope, address, post
from playground.refusals import bad_request
from playground.rules.parameters import said
from playground.rules.texts import LONGEST_CAPTION, caption
from playground.world import World

Json = dict[str, Any]

# What stands round the content of a message and does not go along.
AROUND = {
    "message_id",
    "from",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "quote",
    "reply_markup",
    "media_group_id",
    "forward_origin",
    "has_protected_content",
    "effect_id",
    "via_bot",
}
SERVICE = [
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "gift",
    "unique_gift",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "web_app_data",
    "giveaway_created",
    "giveaway_completed",
]
UNCOPIED = {*SERVICE, "paid_media", "giveaway", "giveaway_winners", "invoice"}
WITH_CAPTION = {"photo", "video", "audio", "voice", "document", "animation"}


def content_of(message: Json) -> Json:
    return {key: value for key, value in message.items() if key not in AROUND}


def is_service(message: Json) -> bool:
    return any(name in message for name in SERVICE)


def copy_message(world: World, request: CopyMessage) -> Json:
    record = _original(world, request.from_chat_id, request.message_id, "copy")
    content = _copied(record)
    if request.caption is not None and WITH_CAPTION & content.keys():
        new = caption(request.caption, request.parse_mode, request.caption_entities)
        content = {key: value for key, value in content.items() if key not in {"caption", "caption_entities"}}
        content |= new.named("caption", "caption_entities")
    if said(request.show_caption_above_media) and "caption" in content:
        content["show_caption_above_media"] = True
    if length(content.get("caption", "")) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"message_id": post(world, address(world, request), content)["message_id"]}


def copy_messages(world: World, request: CopyMessages) -> list[Json]:
    records = _originals(world, request)
    copied = []
    for record in records:
        if record is None or not _may_be_copied(record):
            continue
        content = _copied(record)
        if request.remove_caption:
            content = {key: value for key, value in content.items() if key not in {"caption", "caption_entities"}}
        copied.append((content, record.message.get("media_group_id")))
    if not copied:
        raise bad_request("there are no messages to copy")
    return _post_all(world, _bulk_address(world, request), copied)


def forward_message(world: World, request: ForwardMessage) -> Json:
    record = _original(world, request.from_chat_id, request.message_id, "forward")
    return post(world, address(world, request), _forwarded(record))


def forward_messages(world: World, request: ForwardMessages) -> list[Json]:
    records = [one for one in _originals(world, request) if one and not _is_kept_back(one)]
    if not records:
        raise bad_request("there are no messages to forward")
    forwarded = [(_forwarded(record), record.message.get("media_group_id")) for record in records]
    return _post_all(world, _bulk_address(world, request), forwarded)


def origin_of(record: Record) -> Json:
    """Where a message first came from; a forward of a forward keeps its first author."""
    known = record.message.get("forward_origin")
    return known or {"type": "user", "date": record.message["date"], "sender_user": record.message["from"]}


def _forwarded(record: Record) -> Json:
    if _is_kept_back(record):
        raise bad_request("message can't be forwarded")
    return content_of(record.message) | {"forward_origin": origin_of(record)}


def _is_kept_back(record: Record) -> bool:
    return is_service(record.message) or bool(record.message.get("has_protected_content"))


def _original(world: World, chat_id: int | str, message_id: int, act: str) -> Record:
    record = world.chats.find(world.locate(chat_id).id, message_id)
    if record is None:
        raise bad_request(f"message to {act} not found")
    return record


def _originals(world: World, request: CopyMessages | ForwardMessages) -> list[Record | None]:
    ids = request.message_ids
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers must be 1-100")
    if ids != sorted(set(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat = world.locate(request.from_chat_id)
    return [world.chats.find(chat.id, message_id) for message_id in ids]


def _may_be_copied(record: Record) -> bool:
    return not (UNCOPIED & record.message.keys() or record.message.get("has_protected_content"))


def _copied(record: Record) -> Json:
    if not _may_be_copied(record):
        raise bad_request("message can't be copied")
    return content_of(record.message)


def _bulk_address(world: World, request: Any) -> Envelope:
    chat = world.reach(request.chat_id)
    return Envelope(chat, {"from": world.bot.as_user(), "chat": chat.as_chat(), "date": world.now()})


def _post_all(world: World, envelope: Envelope, contents: list[tuple[Json, str | None]]) -> list[Json]:
    """Post in order; albums stay albums, with ids of their own."""
    groups: dict[str, str] = {}
    posted = []
    for content, old_group in contents:
        group: Json = {}
        if old_group:
            groups.setdefault(old_group, world.new_album_id())
            group = {"media_group_id": groups[old_group]}
        posted.append({"message_id": post(world, envelope, content | group)["message_id"]})
    return posted
