"""Files that a request sends: by file id, or as an upload."""

from dataclasses import dataclass
from typing import Any

from playground.files import KINDS, StoredFile
from playground.images import dimensions
from playground.refusals import bad_request, lacking
from playground.rules.parameters import MISSING
from playground.rules.uploads import Upload
from playground.world import World

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_THUMBNAIL = 200 * 1024
# What a request may say about a file that it uploads.
DESCRIBED_BY = {
    "video": ("width", "height", "duration"),
    "animation": ("width", "height", "duration"),
    "audio": ("duration", "performer", "title"),
    "voice": ("duration",),
    "video_note": ("length", "duration"),
    "sticker": ("emoji",),
}


@dataclass(frozen=True)
class Source:
    """A checked file: an upload is stored only when the whole request is found good."""

    kind: str
    stored: StoredFile | None = None
    upload: Upload | None = None
    thumbnail: Upload | None = None

    def keep(self, world: World, request: Any) -> dict[str, Any]:
        """The message's content. Stores the upload."""
        file = self.stored
        if file is None:
            assert self.upload is not None
            about = {name: getattr(request, name, None) for name in DESCRIBED_BY.get(self.kind, ())}
            if self.thumbnail:
                about["thumbnail"] = world.files.add("thumbnail", self.thumbnail.data).media
            upload = self.upload
            file = world.files.add(self.kind, upload.data, name=upload.name, mime=upload.content_type, **about)
        return content_of(file)


def content_of(file: StoredFile) -> dict[str, Any]:
    """An animation is given as a document too, as Telegram does for old bots."""
    content = {file.kind: file.media}
    if file.kind == "animation":
        names = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type", "thumbnail")
        content["document"] = {name: file.media[name] for name in names if name in file.media}
    return content


def source(world: World, kind: str, value: Any, thumbnail: Any = None) -> Source:
    if isinstance(value, Upload):
        _check_upload(kind, value)
        if thumbnail is not None and not isinstance(thumbnail, Upload):
            raise bad_request("thumbnail must be uploaded as a file")
        if thumbnail and len(thumbnail.data) > LARGEST_THUMBNAIL:
            raise bad_request("thumbnail is too big")
        return Source(kind, upload=value, thumbnail=thumbnail)
    if not value:
        raise bad_request(MISSING[kind])
    if value.startswith(("http://", "https://")):
        raise lacking("files fetched from an address")
    stored = world.files.find(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {KINDS[stored.kind][2]} as {KINDS[kind][2]}")
    return Source(kind, stored=stored)


def _check_upload(kind: str, upload: Upload) -> None:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        if len(upload.data) > LARGEST_PHOTO:
            raise bad_request(f'file "{upload.name}" is too big for a photo: {len(upload.data)} bytes')
        size = dimensions(upload.data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = size
        if width + height > 10_000 or min(size) < 1 or max(size) > 20 * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
