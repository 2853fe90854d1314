"""Who did what, when, through which door, from what to what.

Written in the act's own transaction. The database refuses to change or delete a row (migration `protect_events`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.admin.models import Admin, Category
from apps.ticket.models.ticket import Ticket
from apps.user.models import TelegramUser


class Event(models.Model):
    """One act."""

    class Act(models.TextChoices):
        OPENED = "opened", _("opened")
        RECEIVED = "received", _("wrote")
        TAKEN = "taken", _("taken")
        TAKEN_OVER = "taken_over", _("taken over")
        RELEASED = "released", _("released")
        TRANSFERRED = "transferred", _("transferred")
        ANSWERED = "answered", _("answered")
        NOTED = "noted", _("noted")
        EDITED = "edited", _("edited")
        DELETED = "deleted", _("deleted")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")
        REMINDED = "reminded", _("announced again")
        DISCARDED = "discarded", _("discarded")
        DELIVERY_FAILED = "delivery_failed", _("not delivered")
        DELIVERY_RETRIED = "delivery_retried", _("sent once more")
        APPOINTED = "appointed", _("appointed")
        ACCESS_CHANGED = "access_changed", _("access changed")
        DISMISSED = "dismissed", _("dismissed")
        CATEGORY_ADDED = "category_added", _("category added")
        CATEGORY_CHANGED = "category_changed", _("category changed")
        CATEGORY_MOVED = "category_moved", _("category moved")
        RATED = "rated", _("rated")
        COMMENTED = "commented", _("commented the rating")
        SIGNED_IN = "signed_in", _("signed in")
        SIGNED_OUT = "signed_out", _("signed out")
        SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        TOKEN_RENEWED = "token_renewed", _("API token renewed")
        LANGUAGE_CHOSEN = "language_chosen", _("language chosen")
        PERSON_ADDED = "person_added", _("person added")
        PERSON_CHANGED = "person_changed", _("person changed")
        PERSON_BLOCKED = "person_blocked", _("person blocked")
        PERSON_UNBLOCKED = "person_unblocked", _("person unblocked")
        PRIORITIZED = "prioritized", _("priority changed")
        TAGGED = "tagged", _("tags changed")
        REPLY_ADDED = "reply_added", _("saved reply added")
        REPLY_CHANGED = "reply_changed", _("saved reply changed")
        REPLY_REMOVED = "reply_removed", _("saved reply removed")
        SETTINGS_CHANGED = "settings_changed", _("settings changed")
        ACCOUNT_CHANGED = "account_changed", _("account changed")
        BOT_BLOCKED = "bot_blocked", _("blocked the bot")
        BOT_UNBLOCKED = "bot_unblocked", _("unblocked the bot")

    act = models.CharField(_("act"), max_length=16, choices=Act.choices)
    door = models.CharField(_("door"), max_length=8)
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="events", verbose_name=_("ticket"))
    admin = models.ForeignKey(Admin, models.PROTECT, null=True, related_name="events", verbose_name=_("admin"))
    user = models.ForeignKey(TelegramUser, models.PROTECT, null=True, related_name="events", verbose_name=_("person"))
    # Where it happened: the category that the ticket was in. A transfer happens in the one that the ticket leaves.
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="events", verbose_name=_("category"))
    # From what to what: {"status": ["new", "taken"]}.
    # The database's own default is for code of the release before, which does not know the column.
    changes = models.JSONField(_("changes"), default=dict, db_default=models.Value({}, models.JSONField()))
    data = models.JSONField(_("facts"), default=dict)
    # How many messages the act brought into the ticket.
    message_count = models.PositiveIntegerField(default=0, db_default=0)
    # How long the person had waited for this answer; null where nobody waited.
    response_time = models.DurationField(null=True)
    # The same since the opening or reopening, for the first answer after it.
    first_response_time = models.DurationField(null=True)
    # From the opening or reopening to this closing.
    resolution_time = models.DurationField(null=True)
    # From the opening of the ticket to this closing.
    full_resolution_time = models.DurationField(null=True)
    created_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("ticket", "id", name="event_of_ticket"),
            models.Index("admin", "act", "created_at", name="event_of_admin"),
            # The journal is read backwards from any day.
            models.Index("created_at", "id", name="event_by_time"),
            # What reports count: the acts of a period.
            models.Index(
                fields=["act", "created_at"], include=["category", "admin", "message_count"], name="event_of_period"
            ),
            # Every backlog counts all transfers of before: few rows, scattered over the whole table.
            models.Index(
                fields=["created_at"],
                include=["changes", "data"],
                name="event_of_transfers",
                condition=Q(act="transferred"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} · {timezone.localtime(self.created_at):%d.%m.%Y %H:%M}"
