"""What was said: by a user or an admin, through any door."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.ticket.models.rating import Rating
from apps.ticket.models.ticket import Ticket
from apps.user.models import TelegramUser


class MessageQuerySet(models.QuerySet["Message"]):
    """What an actor may read; it follows the tickets' gate."""

    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        """Messages of the actor's tickets. A note is for the staff: never for the one who asked."""
        own = Q(ticket__user=actor.user) if actor.user else Q(pk__in=[])
        if actor.is_super:
            return self.filter(ticket__isnull=False).exclude(own & Q(kind=Message.Kind.NOTE))
        staff = Q(ticket__category__in=actor.admin.category_ids()) if actor.admin else Q(pk__in=[])
        return self.filter(staff | own).exclude(own & Q(kind=Message.Kind.NOTE))

    def waiting_of(self, user: TelegramUser) -> "MessageQuerySet":
        """What the person wrote that belongs to no ticket yet, in order."""
        return self.filter(user=user, ticket=None, discarded_at=None).order_by("id")

    def loose_of(self, user: TelegramUser) -> "MessageQuerySet":
        """Those of them that were said to no ticket: they may go wherever their writer says."""
        return self.waiting_of(user).filter(meant_for=None).select_related("attachment", "user")


class Message(models.Model):
    """One message. Without a ticket it waits until its writer says where it belongs."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        PHOTO = "photo", _("photo")
        VIDEO = "video", _("video")
        AUDIO = "audio", _("audio")
        VOICE = "voice", _("voice message")
        DOCUMENT = "document", _("document")
        VIDEO_NOTE = "video_note", _("video message")
        STICKER = "sticker", _("sticker")
        ANIMATION = "animation", _("animation")
        LOCATION = "location", _("location")
        VENUE = "venue", _("venue")
        CONTACT = "contact", _("contact")
        OTHER = "other", _("other")
        NOTE = "note", _("internal note")

    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="messages", verbose_name=_("ticket"))
    # Whose conversation it is; `admin` is who wrote it, where that was not the person.
    user = models.ForeignKey(TelegramUser, models.PROTECT, related_name="messages", verbose_name=_("person"))
    admin = models.ForeignKey(Admin, models.PROTECT, null=True, related_name="messages", verbose_name=_("admin"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("text"), blank=True)
    entities = models.JSONField(default=list)
    # Telegram's own fields of a location, venue or contact; what `other` is called; a note's real kind.
    data = models.JSONField(default=dict)
    media_group_id = models.CharField(max_length=64, blank=True)
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    # A comment on a rating stands in the closed ticket, and opens nothing.
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, related_name="comments", verbose_name=_("rating"))
    # Where it came from in Telegram; null for what was written at the site or over the API.
    bot_id = models.BigIntegerField(null=True)
    chat_id = models.BigIntegerField(null=True)
    message_id = models.BigIntegerField(null=True)
    # What the bot was answered, so that the same message delivered twice is answered the same.
    outcome = models.CharField(max_length=10, blank=True)
    # While an admin's words wait: the ticket (row id) that they were said to, and that could not take them as it was.
    meant_for = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True)
    # Its writer cancelled it before it belonged anywhere: kept, and sent to nobody.
    discarded_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Telegram repeats an update that was not confirmed: it is stored once.
            models.UniqueConstraint("bot_id", "chat_id", "message_id", name="telegram_message_once"),
            # Only the staff write notes, and only in a ticket.
            models.CheckConstraint(
                name="note_is_of_an_admin", condition=~Q(kind="note") | Q(admin__isnull=False, ticket__isnull=False)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("ticket", "id", name="message_of_ticket"),
            models.Index("user", "id", name="message_waiting", condition=Q(ticket=None, discarded_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_note(self) -> bool:
        return self.kind == self.Kind.NOTE


class MessageVersion(models.Model):
    """What a message said before it was edited."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="versions")
    text = models.TextField(blank=True)
    entities = models.JSONField(default=list)
    # The file that it carried, where the edit replaced that too.
    media = models.JSONField(null=True)
    # When these words were replaced.
    replaced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"version of message {self.message_id}"
