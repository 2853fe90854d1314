"""The methods that change a sent message."""

from typing import Any

from aiogram.methods import (
    EditMessageCaption,
    EditMessageLiveLocation,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    StopMessageLiveLocation,
)
from aiogram.types import InlineKeyboardMarkup

from playground.chats import Record
from playground.methods.media import caption_of
from playground.methods.texts import FOREVER, location_of
from playground.refusals import bad_request
from playground.rules.media import source
from playground.rules.parameters import dumped, said
from playground.rules.texts import caption, message_text
from playground.world import World

Json = dict[str, Any]
WITH_CAPTION = {"photo", "video", "audio", "voice", "document", "animation"}
CHANGEABLE_MEDIA = {"photo", "video", "audio", "document", "animation"}
CAPTION_FIELDS = {"caption", "caption_entities", "show_caption_above_media"}
MEDIA_FIELDS = {*CHANGEABLE_MEDIA, *CAPTION_FIELDS, "text", "entities", "link_preview_options", "has_media_spoiler"}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def edit_message_text(world: World, request: EditMessageText) -> Json:
    text = message_text(request.text, request.parse_mode, request.entities)
    record = _editable(world, request)
    if "text" not in record.message:
        raise bad_request("there is no text in the message to edit")
    content = text.named("text", "entities")
    preview = dumped(said(request.link_preview_options))
    if preview:
        content["link_preview_options"] = preview
    return _change(world, record, request, {"text", "entities", "link_preview_options"}, content)


def edit_message_caption(world: World, request: EditMessageCaption) -> Json:
    new = caption(request.caption, request.parse_mode, request.caption_entities)
    record = _editable(world, request)
    if not WITH_CAPTION & record.message.keys():
        raise bad_request("there is no caption in the message to edit")
    fields = new.named("caption", "caption_entities")
    if said(request.show_caption_above_media) and fields:
        fields["show_caption_above_media"] = True
    return _change(world, record, request, CAPTION_FIELDS, fields)


def edit_message_media(world: World, request: EditMessageMedia) -> Json:
    kind = str(request.media.type)
    file = source(world, kind, request.media.media, getattr(request.media, "thumbnail", None))
    fields = caption_of(request.media, kind)
    record = _editable(world, request)
    current = CHANGEABLE_MEDIA & record.message.keys()
    if not current and "text" not in record.message:
        raise bad_request("message can't be edited")
    if "media_group_id" in record.message and not _fits_album(kind, current):
        raise bad_request("message content type can't be used in an album")
    return _change(world, record, request, MEDIA_FIELDS, file.keep(world, request.media) | fields)


def edit_message_reply_markup(world: World, request: EditMessageReplyMarkup) -> Json:
    return _change(world, _editable(world, request), request, set(), {})


def edit_message_live_location(world: World, request: EditMessageLiveLocation) -> Json:
    location = location_of(request)
    record = _live(world, request)
    location.setdefault("live_period", record.message["location"]["live_period"])
    return _change(world, record, request, {"location"}, {"location": location})


def stop_message_live_location(world: World, request: StopMessageLiveLocation) -> Json:
    record = _live(world, request)
    still = {key: record.message["location"][key] for key in ("latitude", "longitude")}
    return _change(world, record, request, {"location"}, {"location": still})


def _fits_album(kind: str, current: set[str]) -> bool:
    return kind in current or ({kind} | current) <= {"photo", "video"}


def _live(world: World, request: Any) -> Record:
    record = _editable(world, request)
    location = record.message.get("location", {})
    period = location.get("live_period")
    if period is None:
        raise bad_request("there is no live location in the message to edit")
    if period != FOREVER and record.message["date"] + period < world.now():
        raise bad_request("message can't be edited")
    return record


def _editable(world: World, request: Any) -> Record:
    """The bot's own message, in a chat where it may write, sent without a reply keyboard."""
    if request.chat_id is None:
        raise bad_request("chat_id is empty")
    if request.message_id is None:
        raise bad_request("message identifier is not specified")
    chat = world.reach(request.chat_id)
    record = world.chats.find(chat.id, request.message_id)
    if record is None:
        raise bad_request("message to edit not found")
    if not record.by_bot or record.has_reply_keyboard or "forward_origin" in record.message:
        raise bad_request("message can't be edited")
    return record


def _change(world: World, record: Record, request: Any, replaced: set[str], content: Json) -> Json:
    """Replace some fields. Leaving out the keyboard takes it away, as in Telegram."""
    old = record.message
    new = {key: value for key, value in old.items() if key not in replaced | {"reply_markup"}} | content
    markup = request.reply_markup
    if isinstance(markup, InlineKeyboardMarkup) and any(markup.inline_keyboard):
        new["reply_markup"] = dumped(markup)
    if _compared(new) == _compared(old):
        raise bad_request(NOT_MODIFIED)
    record.message = new | {"edit_date": world.now()}
    world.publish(record, "edited")
    return record.message


def _compared(message: Json) -> Json:
    return {key: value for key, value in message.items() if key not in {"edit_date", "link_preview_options"}}
