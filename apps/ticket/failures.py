"""Why Telegram did not take a message, in the site's words: its own words are for those who know it well."""

from django.utils.translation import gettext_lazy as _

# What Telegram's words contain, in small letters, and what that means for the one who wrote the message.
REASONS = (
    (("chat not found", "user not found", "peer_id_invalid"), _("Telegram no longer knows this chat.")),
    (("too large", "too big"), _("The file is larger than Telegram takes.")),
    (("voice_messages_forbidden",), _("The person takes no voice messages.")),
    (("too long",), _("The text is longer than Telegram takes.")),
    (("image_process_failed", "photo_invalid", "dimensions"), _("Telegram cannot read this picture.")),
    (("file identifier", "remote file", "file_reference", "file reference"), _("Telegram no longer has this file.")),
    (("can't parse entities",), _("Telegram does not understand the formatting.")),
)
OTHER = _("Telegram did not take it.")


def explained(error: str) -> str:
    """Return what Telegram's words mean."""
    said = error.lower()
    return str(next((reason for marks, reason in REASONS if any(mark in said for mark in marks)), OTHER))
