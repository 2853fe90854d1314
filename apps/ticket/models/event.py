"""Who did what, when, through which door. Written in the act's own transaction, and never changed."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.admin.models import Admin
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

    act = models.CharField(_("act"), max_length=16, choices=Act.choices)
    door = models.CharField(_("door"), max_length=8)
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="events", verbose_name=_("ticket"))
    admin = models.ForeignKey(Admin, models.PROTECT, null=True, related_name="events", verbose_name=_("admin"))
    user = models.ForeignKey(TelegramUser, models.PROTECT, null=True, related_name="events", verbose_name=_("person"))
    data = models.JSONField(_("facts"), default=dict)
    created_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("ticket", "id", name="event_of_ticket"),
            models.Index("admin", "act", "created_at", name="event_of_admin"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.created_at:%Y-%m-%d %H:%M}"
