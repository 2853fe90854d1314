"""One content as calls to Telegram. What does not fit below one limit is split, never cut."""

from collections.abc import Callable
from typing import Any

from aiogram.methods import (
    CopyMessage,
    SendAnimation,
    SendAudio,
    SendContact,
    SendDocument,
    SendLocation,
    SendMessage,
    SendPhoto,
    SendSticker,
    SendVenue,
    SendVideo,
    SendVideoNote,
    SendVoice,
    TelegramMethod,
)

from bot.services.api_types import Content
from bot.services.calls import Call
from bot.services.outgoing.letter import Letter
from bot.services.outgoing.media import file_to_send, kind_to_send, looks, uploads_of
from bot.services.outgoing.styled import CAPTION_LIMIT, TEXT_LIMIT, Styled

Method = TelegramMethod[Any]

# Each method, the name of its file, and what else of the file says how it is shown.
CAPTIONED: dict[str, tuple[type[Method], str, tuple[str, ...]]] = {
    "photo": (SendPhoto, "photo", ("has_spoiler", "show_caption_above_media")),
    "video": (SendVideo, "video", ("width", "height", "duration", "has_spoiler", "show_caption_above_media")),
    "animation": (
        SendAnimation,
        "animation",
        ("width", "height", "duration", "has_spoiler", "show_caption_above_media"),
    ),
    "audio": (SendAudio, "audio", ("duration", "performer", "title")),
    "voice": (SendVoice, "voice", ("duration",)),
    "document": (SendDocument, "document", ()),
}
BARE: dict[str, tuple[type[Method], str, tuple[str, ...]]] = {
    "video_note": (SendVideoNote, "video_note", ("duration",)),
    "sticker": (SendSticker, "sticker", ()),
}
# Telegram's words for a picture that it will not show as a photo; as a document it passes.
NO_PHOTO = (
    "PHOTO_INVALID_DIMENSIONS",
    "PHOTO_EXT_INVALID",
    "PHOTO_SAVE_FILE_INVALID",
    "IMAGE_PROCESS_FAILED",
    "can't use file of type",
)


def render_single(content: Content, letter: Letter) -> list[Call]:
    """The calls that bring one content with its header; the content answers `letter.reply_to`."""
    kind = kind_to_send(content)
    body = Styled.of(content["text"], content["entities"])
    if kind in {"text", "note"}:
        return _render_text(content, body, letter)
    if kind in CAPTIONED:
        return _render_captioned(kind, content, body, letter)
    call = Call(BARE_RENDERERS[kind](content, letter), refs=[content.get("message")], uploads=_uploads(content))
    return [*render_header(letter), call]


def render_header(letter: Letter) -> list[Call]:
    """The header as a message of its own, for what can carry none."""
    if not letter.header:
        return []
    return [text_call(letter.header, letter.without_reply(), ref=None)]


def text_call(text: Styled, letter: Letter, *, ref: int | None, follows: bool = False) -> Call:
    method = SendMessage(**letter.where, text=text.text, entities=text.entities)
    return Call(method, refs=[ref], follows=follows)


def rest_calls(rest: Styled, letter: Letter, *, ref: int | None) -> list[Call]:
    """What a caption had no room for: it follows as a reply to its picture."""
    if not rest:
        return []
    parts = rest.pieces(TEXT_LIMIT)
    return [text_call(part, letter.without_reply(), ref=ref, follows=True) for part in parts]


def below_header(header: Styled, body: Styled) -> Styled:
    return header + Styled.of("\n") + body if header and body else header + body


def _render_text(content: Content, body: Styled, letter: Letter) -> list[Call]:
    ref = content.get("message")
    whole = below_header(letter.header, body)
    if whole.length <= TEXT_LIMIT:
        return [text_call(whole, letter, ref=ref)]
    first, *rest = body.pieces(TEXT_LIMIT)
    calls = [*render_header(letter), text_call(first, letter, ref=ref)]
    return calls + [text_call(part, letter.without_reply(), ref=ref, follows=True) for part in rest]


def _render_captioned(kind: str, content: Content, body: Styled, letter: Letter) -> list[Call]:
    whole = below_header(letter.header, body)
    if whole.length <= CAPTION_LIMIT:
        return [captioned_call(kind, content, whole, letter)]
    caption, rest = body.split(CAPTION_LIMIT)
    call = captioned_call(kind, content, caption, letter)
    return [*render_header(letter), call, *rest_calls(rest, letter, ref=content.get("message"))]


def captioned_call(kind: str, content: Content, caption: Styled, letter: Letter) -> Call:
    method, name, shown = CAPTIONED[kind]
    parameters: dict[str, Any] = {name: file_to_send(content, letter.file_of), **looks(content["media"] or {}, *shown)}
    if caption:
        parameters |= {"caption": caption.text, "caption_entities": caption.entities}
    call = Call(method(**letter.where, **parameters), refs=[content.get("message")], uploads=_uploads(content))
    if kind == "photo" and content.get("attachment"):
        call.otherwise = lambda: [captioned_call("document", content, caption, letter)]
        call.when = NO_PHOTO
    return call


def _uploads(content: Content) -> list[int | None]:
    return uploads_of(content) if content["media"] is not None else []


def _bare_file(content: Content, letter: Letter) -> Method:
    method, name, shown = BARE[content["kind"]]
    parameters = {name: file_to_send(content, letter.file_of), **looks(content["media"] or {}, *shown)}
    return method(**letter.where, **parameters)


def _location(content: Content, letter: Letter) -> Method:
    return SendLocation(**letter.where, **_known(content["data"], LOCATION_FIELDS))


def _venue(content: Content, letter: Letter) -> Method:
    data = content["data"]
    place = data.get("location", data)
    fields = {"latitude": place["latitude"], "longitude": place["longitude"], **_known(data, VENUE_FIELDS)}
    return SendVenue(**letter.where, **fields)


def _contact(content: Content, letter: Letter) -> Method:
    return SendContact(**letter.where, **_known(content["data"], CONTACT_FIELDS))


def _copy(content: Content, letter: Letter) -> Method:
    source = content["source"]
    assert source is not None, "What has no kind of ours is known by where it came from."
    return CopyMessage(**letter.where, from_chat_id=source["chat_id"], message_id=source["message_id"])


LOCATION_FIELDS = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
VENUE_FIELDS = ("title", "address", "foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
CONTACT_FIELDS = ("phone_number", "first_name", "last_name", "vcard")


def _known(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: data[name] for name in names if data.get(name) is not None}


BARE_RENDERERS: dict[str, Callable[[Content, Letter], Method]] = {
    "video_note": _bare_file,
    "sticker": _bare_file,
    "location": _location,
    "venue": _venue,
    "contact": _contact,
    "other": _copy,
}
