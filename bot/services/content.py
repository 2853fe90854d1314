"""What a Telegram message carries, in the words of the REST API. Every kind has a place; nothing raises."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import Chat, Message, MessageEntity, TelegramObject, User

from bot.services.api_types import Content, IncomingMessage, Media, Sender

# An animation comes with a document and a venue with a location: the more telling field is looked at first.
MEDIA_KINDS = ("animation", "audio", "document", "sticker", "video", "video_note", "voice")
DATA_KINDS = ("contact", "venue", "location")
# Contents for which we have no kind: they are copied through as they are.
COPIED = (
    "live_photo",
    "paid_media",
    "story",
    "checklist",
    "dice",
    "game",
    "poll",
    "invoice",
    "giveaway",
    "giveaway_winners",
    "rich_message",
)
# Everything else that Telegram names tells what happened in the chat, and carries nothing that somebody wrote.
SERVICE = frozenset(kind.value for kind in ContentType) - {
    "unknown",
    "any",
    "text",
    "photo",
    *MEDIA_KINDS,
    *DATA_KINDS,
    *COPIED,
}
# Of these Telegram makes no copies.
NOT_COPIED = ("paid_media", "invoice", "giveaway", "giveaway_winners")
MEDIA_FIELDS = ("file_id", "file_unique_id", "file_name", "mime_type", "width", "height", "duration")
UNKNOWN = "unknown"
NAME_LIMIT = 255


def is_service(message: Message) -> bool:
    """Whether the message only tells of something that happened: a pin, a shared contact list, a joined chat."""
    return any(getattr(message, field, None) for field in SERVICE)


def cannot_relay(message: Message) -> bool:
    """Whether nobody but its sender can ever be shown this message."""
    return any(getattr(message, field) is not None for field in NOT_COPIED)


def parse_message(message: Message) -> Content:
    """The content of any message. What has no kind of ours is `other`, with the name of Telegram's field."""
    content = _parse_kind(message)
    content["text"] = message.text or message.caption or ""
    content["entities"] = _entities(message.entities or message.caption_entities)
    assert message.bot is not None, "A message to be relayed comes with the bot that received it."
    content["source"] = {
        "bot_id": message.bot.id,
        "chat_id": message.chat.id,
        "message_id": message.message_id,
    }
    return content


def _parse_kind(message: Message) -> Content:
    if message.text is not None:
        return _content("text")
    if message.live_photo is not None:
        # It has a photo beside it, which would lose what makes it live.
        return _content("other", data={"type": "live_photo"})
    for kind in MEDIA_KINDS:
        media = getattr(message, kind)
        if media is not None:
            return _content(kind, media=_media(media, message), data=_sticker_data(media))
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return _content("photo", media=_media(largest, message))
    for kind in DATA_KINDS:
        fields = getattr(message, kind)
        if fields is not None:
            return _content(kind, data=fields.model_dump(mode="json", exclude_none=True))
    return _content("other", data={"type": _field_name(message)})


def _content(kind: str, *, media: Media | None = None, data: dict[str, Any] | None = None) -> Content:
    return {"kind": kind, "text": "", "entities": [], "media": media, "data": data or {}, "source": None}


def _media(file: TelegramObject, message: Message) -> Media:
    media: dict[str, Any] = {name: getattr(file, name, None) for name in (*MEDIA_FIELDS, "performer", "title")}
    media["size"] = getattr(file, "file_size", None)
    media["has_spoiler"] = message.has_media_spoiler or None
    media["show_caption_above_media"] = message.show_caption_above_media or None
    # The end of an overlong name says what the file is.
    media["file_name"] = (media["file_name"] or "")[-NAME_LIMIT:] or None
    given: Any = {name: value for name, value in media.items() if value is not None}
    return given  # type: ignore[no-any-return]  # The names are Media's own, chosen at run time.


def _sticker_data(file: TelegramObject) -> dict[str, Any]:
    emoji = getattr(file, "emoji", None)
    return {"emoji": emoji} if emoji else {}


def _field_name(message: Message) -> str:
    """Telegram's name of what the message carries: a kind that we copy, or a field that aiogram does not know yet."""
    for field in COPIED:
        if getattr(message, field, None) is not None:
            return field
    new_fields = [name for name, value in (message.model_extra or {}).items() if value]
    return new_fields[0] if new_fields else UNKNOWN


def _entities(entities: list[MessageEntity] | None) -> list[dict[str, Any]]:
    return [entity.model_dump(mode="json", exclude_none=True) for entity in entities or []]


def incoming_message(message: Message, *, category: int | None = None) -> IncomingMessage:
    """The whole body with which a message of a private chat goes to the inbox."""
    assert message.bot is not None, "A message to be stored comes with the bot that received it."
    replied = message.reply_to_message
    body: IncomingMessage = {
        "bot_id": message.bot.id,
        "chat_id": message.chat.id,
        "message_id": message.message_id,
        "date": int(message.date.timestamp()),
        "sender": sender_of(message),
        "content": parse_message(message),
        "media_group_id": message.media_group_id,
        "reply_to_message_id": replied.message_id if replied is not None else None,
        "category": category,
    }
    if message.edit_date is not None:
        body["edited_at"] = message.edit_date
    return body


def sender_of(message: Message) -> Sender:
    """Who wrote; in a private chat the chat is the person, so that nobody is ever unknown."""
    return person_facts(message.from_user or message.chat)


def person_facts(person: User | Chat) -> Sender:
    return {
        "telegram_id": person.id,
        "first_name": person.first_name or "",
        "last_name": person.last_name or "",
        "username": person.username or "",
        "language_code": getattr(person, "language_code", None) or "",
    }
