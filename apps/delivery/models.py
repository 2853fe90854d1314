"""The outbox. A delivery is committed with the fact that caused it; a bot leases, sends and reports it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Chat(models.Model):
    """A chat that something must reach. It is what a bot leases, so that its rows go out one by one, in order."""

    chat_id = models.BigIntegerField(primary_key=True)
    # When the first waiting row may be sent; null while nothing waits.
    due_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    # Telegram said 403: nothing is tried until the person comes back.
    blocked_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # A lease asks for the chats that are due, twice a second; most chats are not.
            models.Index("due_at", name="chat_due", condition=Q(due_at__isnull=False, blocked_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.chat_id)


class Delivery(models.Model):
    """One thing that must reach a chat: facts in `data`, words at the edge (docs/api.md lists the shapes)."""

    class Kind(models.TextChoices):
        CONTENT = "content", _("message")
        CARD = "card", _("card of a ticket")
        NOTICE = "notice", _("notice")
        EDIT = "edit", _("edit")
        DELETE = "delete", _("deletion")
        MARK = "mark", _("update of a card")

    class State(models.TextChoices):
        PENDING = "pending", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("no longer needed")

    chat = models.ForeignKey(Chat, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("chat"))
    language = models.CharField(max_length=2)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PENDING)
    data = models.JSONField(_("facts"))
    # Plain numbers, not foreign keys: tickets and messages stand above the outbox.
    ticket_ref = models.BigIntegerField(_("ticket"), null=True)
    message_ref = models.BigIntegerField(_("message"), null=True)
    # The album that the row is growing into, as "<bot id>:<media_group_id>".
    album = models.CharField(max_length=80, blank=True)
    # The earlier row whose Telegram messages this one edits, deletes or brings up to date.
    target = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    # What it quotes: a message of the chat itself, or an earlier row that became one.
    reply_to_message_id = models.BigIntegerField(null=True)
    quotes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="quoted_by")
    not_before = models.DateTimeField()
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    # Trying again ends a day after this; time in a blocked chat does not count.
    first_tried_at = models.DateTimeField(null=True)
    parts_done = models.PositiveIntegerField(default=0)
    # What it became in Telegram: [{"message_id": …, "ref": message row id or null}].
    sent = models.JSONField(default=list)
    error = models.TextField(_("Telegram's words"), blank=True)
    # What caused the row, as the logs name it: one id from Telegram's update to the message that comes of it.
    request_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("chat", "id", name="delivery_waiting", condition=Q(state="pending")),
            models.Index("message_ref", name="delivery_message", condition=Q(message_ref__isnull=False)),
            models.Index("ticket_ref", "kind", name="delivery_ticket", condition=Q(ticket_ref__isnull=False)),
            models.Index("chat", "album", name="delivery_album", condition=~Q(album="")),
            # Health asks for those of the last day, several times a minute; few deliveries fail.
            models.Index("finished_at", name="delivery_failed", condition=Q(state="failed")),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # A row that changes earlier messages without saying which would be sent to nobody's message.
            models.CheckConstraint(
                name="delivery_has_target",
                condition=Q(kind__in=["content", "card", "notice"]) | Q(target__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_finished", condition=Q(state="pending", finished_at=None) | ~Q(state="pending")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class SentMessage(models.Model):
    """One Telegram message that a delivery became: the map for replies to it."""

    bot_id = models.BigIntegerField()
    chat_id = models.BigIntegerField()
    message_id = models.BigIntegerField()
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="messages")
    message_ref = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Message ids are one counter per bot: a reply must point to one row only.
            models.UniqueConstraint("bot_id", "chat_id", "message_id", name="sent_message_once"),
        ]

    def __str__(self) -> str:
        return f"{self.chat_id}/{self.message_id}"


class BotProcess(models.Model):
    """A bot that says every few seconds that it lives, and how it fares."""

    class Mode(models.TextChoices):
        POLLING = "polling", _("polling")
        WEBHOOK = "webhook", _("webhook")

    # Made anew at each start.
    instance = models.UUIDField(primary_key=True)
    bot_id = models.BigIntegerField()
    mode = models.CharField(max_length=7, choices=Mode.choices)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    # What only the bot can know: how Telegram finds its webhook, whether it reaches Redis (docs/api.md).
    facts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="bot_process_mode", condition=Q(mode__in=["polling", "webhook"])),
        ]

    def __str__(self) -> str:
        return f"{self.mode} {self.instance}"
