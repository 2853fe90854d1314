"""Which file a content is sent by, and as what: by Telegram's id where it has one, else by its bytes."""

from typing import Any

from aiogram.types import InputFile

from bot.services.api_types import Content, Media
from bot.services.outgoing.letter import FileOf

# Larger pictures are refused as photos, and pass as documents.
PHOTO_LIMIT = 10 * 1024 * 1024
FILE_NAMES = {
    "photo": "photo.jpg",
    "video": "video.mp4",
    "audio": "audio.mp3",
    "voice": "voice.ogg",
    "document": "file.bin",
    "video_note": "video.mp4",
    "animation": "animation.mp4",
    "sticker": "sticker.webp",
}


def kind_to_send(content: Content) -> str:
    media = content["media"] or {}
    if content["kind"] == "photo" and (media.get("size") or 0) > PHOTO_LIMIT:
        return "document"
    return content["kind"]


def is_upload(content: Content) -> bool:
    """Whether Telegram has not seen this file yet: somebody gave it at the site."""
    return not (content["media"] or {}).get("file_id")


def file_to_send(content: Content, file_of: FileOf) -> str | InputFile:
    media = content["media"] or {}
    if not is_upload(content):
        return media["file_id"]
    attachment = attachment_of(content)
    assert attachment is not None, "A file without an id in Telegram is an attachment of ours."
    return file_of(attachment, media.get("file_name") or FILE_NAMES.get(content["kind"], "file.bin"))


def attachment_of(content: Content) -> int | None:
    return content.get("attachment") or (content["media"] or {}).get("attachment")


def uploads_of(content: Content) -> list[int | None]:
    return [attachment_of(content) if is_upload(content) else None]


def looks(media: Media, *names: str) -> dict[str, Any]:
    """The parameters among `names` that the file has: they say how Telegram shows it."""
    given: dict[str, Any] = {**media}
    return {name: given[name] for name in names if given.get(name)}
