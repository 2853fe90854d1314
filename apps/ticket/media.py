"""Which files a browser may show by itself. Whatever does not stand here is only ever saved."""

from apps.ticket.models import Attachment, Message

PICTURE, AUDIO, VIDEO, FILE = "picture", "audio", "video", "file"
# None of these can carry a script. A browser is told the type that stands here, and not to guess another.
FORMS = {
    "image/jpeg": PICTURE,
    "image/png": PICTURE,
    "image/webp": PICTURE,
    "image/gif": PICTURE,
    "audio/mpeg": AUDIO,
    "audio/mp4": AUDIO,
    "audio/x-m4a": AUDIO,
    "audio/aac": AUDIO,
    "audio/ogg": AUDIO,
    "audio/wav": AUDIO,
    "audio/x-wav": AUDIO,
    "audio/webm": AUDIO,
    "video/mp4": VIDEO,
    "video/webm": VIDEO,
}
# Telegram does not always say the type, where it lets a kind have only one.
USUAL = {
    Message.Kind.PHOTO: "image/jpeg",
    Message.Kind.VOICE: "audio/ogg",
    Message.Kind.VIDEO_NOTE: "video/mp4",
    Message.Kind.ANIMATION: "video/mp4",
    Message.Kind.STICKER: "image/webp",
}


def safe_type(kind: str, mime_type: str) -> str:
    """Return the type under which a browser may show a file itself; empty for one that is only saved."""
    named = mime_type.split(";", maxsplit=1)[0].strip().lower() or USUAL.get(Message.Kind(kind), "")
    return named if named in FORMS else ""


def form_of(attachment: Attachment) -> str:
    """Return as what a page shows a file. What was sent as a document is a document, whatever is in it."""
    if attachment.kind == Message.Kind.DOCUMENT or _is_moving_sticker(attachment):
        return FILE
    return FORMS.get(safe_type(attachment.kind, attachment.mime_type), FILE)


def _is_moving_sticker(attachment: Attachment) -> bool:
    is_moving = attachment.details.get("is_animated") or attachment.details.get("is_video")
    return attachment.kind == Message.Kind.STICKER and bool(is_moving)
