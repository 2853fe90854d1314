"""The file of a message: known to Telegram by a file_id, and kept here as bytes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.ticket.models.message import Message


def storage_name(attachment: "Attachment", file_name: str) -> str:
    """Return where the bytes lie: by number, since a name of the sender's choosing is no path."""
    return f"attachments/{timezone.now():%Y/%m}/{attachment.message_id}"


class Attachment(models.Model):
    """The one file that a message carries (Telegram sends an album as several messages)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be fetched")
        STORED = "stored", _("stored")
        TOO_LARGE = "too_large", _("over Telegram's 20 MB")
        FAILED = "failed", _("could not be fetched")

    message = models.OneToOneField(Message, models.PROTECT, related_name="attachment", verbose_name=_("message"))
    # The kind of the media, also where the message is a note.
    kind = models.CharField(_("kind"), max_length=10)
    # A file_id belongs to the bot that was given it.
    bot_id = models.BigIntegerField(null=True)
    file_id = models.CharField(max_length=255, blank=True)
    file_unique_id = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    mime_type = models.CharField(_("type"), max_length=255, blank=True)
    # Bytes; null where Telegram did not say.
    size = models.BigIntegerField(_("size"), null=True)
    # Telegram's further fields: width, height, duration, has_spoiler, …
    details = models.JSONField(default=dict)
    file = models.FileField(_("file"), upload_to=storage_name, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    lease = models.UUIDField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes: ClassVar[list[models.Index]] = [
            models.Index("due_at", name="attachment_due", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.file_name or f"{self.kind} {self.pk}"
