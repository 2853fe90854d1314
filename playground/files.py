"""Files: their bytes, their ids, and the Bot API objects that describe them."""

import mimetypes
import secrets
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from playground.images import dimensions
from playground.store import Counters, Store

Json = dict[str, Any]

# The folder in a file path, the beginning of a file id, and Telegram's name of the kind in refusals.
KINDS = {
    "photo": ("photos", "AgACAgI", "Photo", "image/jpeg"),
    "video": ("videos", "BAACAgI", "Video", "video/mp4"),
    "audio": ("music", "CQACAgI", "Audio", "audio/mpeg"),
    "voice": ("voice", "AwACAgI", "VoiceNote", "audio/ogg"),
    "document": ("documents", "BQACAgI", "Document", "application/octet-stream"),
    "video_note": ("video_notes", "DQACAgI", "VideoNote", "video/mp4"),
    "animation": ("animations", "CgACAgI", "Animation", "video/mp4"),
    "sticker": ("stickers", "CAACAgI", "Sticker", "image/webp"),
    "thumbnail": ("thumbnails", "AAMCAgI", "Thumbnail", "image/jpeg"),
}
UNMEASURED = (320, 240)  # What is shown for a picture or video whose size the playground cannot read.
SMALL_SIDE = 320


@dataclass
class StoredFile:
    """`media` is the Bot API object: a list of sizes for a photo, one object for every other kind."""

    kind: str
    path: str
    size: int
    mime_type: str
    media: Any
    ids: list[str] = field(default_factory=list)

    @property
    def file_id(self) -> str:
        return self.ids[-1]


class Files:
    def __init__(self, store: Store, counters: Counters, folder: Path | None) -> None:
        self._store = store
        self._counters = counters
        self._folder = folder
        self._bytes: dict[str, bytes] = {}
        self._by_path = {key: StoredFile(**value) for key, value in store.load("file")}
        self._by_id = {file_id: file for file in self._by_path.values() for file_id in file.ids}

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def add(
        self, kind: str, data: bytes, *, name: str | None = None, mime: str | None = None, **about: Any
    ) -> StoredFile:
        """Keep the bytes first and then the record: a record is never without its bytes."""
        folder, _, _, usual_mime = KINDS[kind]
        mime_type = _told(mime) or _told(mimetypes.guess_type(name or "")[0]) or usual_mime
        suffix = PurePosixPath(name or "").suffix[:16] or mimetypes.guess_extension(mime_type) or ".bin"
        path = f"{folder}/file_{self._counters.next('file')}{suffix if suffix.isascii() else '.bin'}"
        self._write(path, data)
        file = StoredFile(kind, path, len(data), mime_type, None)
        file.media = self._describe(file, data, name, about)
        self._by_path[path] = file
        self._by_id |= dict.fromkeys(file.ids, file)
        self._store.save("file", path, vars(file))
        return file

    def read(self, file: StoredFile) -> bytes:
        if self._folder is None:
            return self._bytes[file.path]
        return (self._folder / file.path).read_bytes()

    def place(self, file: StoredFile) -> Path | None:
        """Where the file is on the disk, if it is there at all."""
        return self._folder / file.path if self._folder else None

    def as_file(self, file: StoredFile, file_id: str) -> Json:
        """The Bot API's File."""
        unique = next((one["file_unique_id"] for one in _objects(file.media) if one["file_id"] == file_id), "")
        return {"file_id": file_id, "file_unique_id": unique, "file_size": file.size, "file_path": file.path}

    def empty(self) -> None:
        for path in self._by_path:
            if self._folder:
                (self._folder / path).unlink(missing_ok=True)
        self._bytes.clear()
        self._by_path.clear()
        self._by_id.clear()

    def _write(self, path: str, data: bytes) -> None:
        if self._folder is None:
            self._bytes[path] = data
            return
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def _identify(self, file: StoredFile) -> Json:
        file_id = KINDS[file.kind][1] + secrets.token_urlsafe(40)
        file.ids.append(file_id)
        return {"file_id": file_id, "file_unique_id": "AgAD" + secrets.token_urlsafe(9), "file_size": file.size}

    def _describe(self, file: StoredFile, data: bytes, name: str | None, about: Json) -> Any:
        width, height = dimensions(data) or (about.pop("width", None), about.pop("height", None))
        width, height = width or UNMEASURED[0], height or UNMEASURED[1]
        if file.kind == "photo":
            return self._sizes(file, width, height)
        fields: Json = {}
        if file.kind in {"video", "animation"}:
            fields = {"width": width, "height": height, "duration": 0}
        elif file.kind in {"audio", "voice"}:
            fields = {"duration": 0}
        elif file.kind == "video_note":
            fields = {"length": 240, "duration": 0}
        elif file.kind == "sticker":
            animated, video = file.path.endswith(".tgs"), file.path.endswith(".webm")
            fields = {"type": "regular", "width": 512, "height": 512, "is_animated": animated, "is_video": video}
        elif file.kind == "thumbnail":
            fields = {"width": width, "height": height}
        if file.kind in {"video", "audio", "voice", "document", "animation"}:
            fields["mime_type"] = file.mime_type
        if file.kind in {"video", "audio", "document", "animation"} and name:
            fields["file_name"] = name
        given = {key: value for key, value in about.items() if value is not None}
        return self._identify(file) | fields | given

    def _sizes(self, file: StoredFile, width: int, height: int) -> list[Json]:
        """A small size before the full one, as Telegram gives: a bot must take the last. Both are the same bytes."""
        ratio = min(1.0, SMALL_SIDE / max(width, height))
        small = (max(1, round(width * ratio)), max(1, round(height * ratio)))
        sizes = [small, (width, height)] if ratio < 1 else [(width, height)]
        return [self._identify(file) | {"width": wide, "height": high} for wide, high in sizes]


def _told(mime_type: str | None) -> str | None:
    """The type, unless it is the one that says nothing."""
    return mime_type if mime_type != "application/octet-stream" else None


def _objects(media: Any) -> list[Json]:
    return media if isinstance(media, list) else [media]
