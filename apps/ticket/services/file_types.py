"""What a file is by its own first bytes: what a browser declares is the sender's word, and no proof."""

from dataclasses import dataclass
from typing import IO

from apps.ticket.models import Message

# Telegram takes photos up to 10 MB; a heavier picture goes as a document.
PHOTO_LIMIT = 10 * 1024 * 1024
UNKNOWN = "application/octet-stream"
# So much of a file tells what it is.
HEAD = 16
# What an MP4 says of itself; other families of the same box format (HEIC, QuickTime) are no videos to Telegram.
VIDEO_BRANDS = (b"iso", b"mp4", b"avc1", b"M4V ", b"MSNV", b"dash", b"mmp4", b"3gp")
SOUND_BRANDS = (b"M4A ", b"M4B ")


@dataclass(frozen=True)
class FileType:
    """As what Telegram gets the file, and which type its bytes have."""

    kind: str
    mime_type: str


def file_type(stream: IO[bytes], declared: str, size: int) -> FileType:
    """Return what the stream holds. What only pretends to be a picture, a video or a sound is a document."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    found = _by_head(head, declared)
    if found is None:
        pretends = declared.startswith(("image/", "video/", "audio/")) and declared in KNOWN
        return FileType(Message.Kind.DOCUMENT, UNKNOWN if pretends else declared)
    if found.kind == Message.Kind.PHOTO and size > PHOTO_LIMIT:
        return FileType(Message.Kind.DOCUMENT, found.mime_type)
    return found


JPEG = FileType(Message.Kind.PHOTO, "image/jpeg")
PNG = FileType(Message.Kind.PHOTO, "image/png")
WEBP = FileType(Message.Kind.PHOTO, "image/webp")
MP4 = FileType(Message.Kind.VIDEO, "video/mp4")
M4A = FileType(Message.Kind.AUDIO, "audio/mp4")
MP3 = FileType(Message.Kind.AUDIO, "audio/mpeg")
KNOWN = {known.mime_type for known in (JPEG, PNG, WEBP, MP4, M4A, MP3)}


def _by_head(head: bytes, declared: str) -> FileType | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12], declared)
    # The frames of an MP3 begin with eleven set bits, as those of other sounds do: here the declared type decides.
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return MP3 if head.startswith(b"ID3") or (is_frame and declared == MP3.mime_type) else None


def _by_brand(brand: bytes, declared: str) -> FileType | None:
    if brand in SOUND_BRANDS:
        return M4A
    if brand.startswith(VIDEO_BRANDS):
        return M4A if declared.startswith("audio/") else MP4
    return None
