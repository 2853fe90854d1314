"""How content the person was: one rating for each closing of a ticket."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.admin.models import Admin, Category
from apps.ticket.models.event import Event
from apps.ticket.models.ticket import Ticket


class Rating(models.Model):
    """A rating from 1 (bad) to 5 (good). Its comments are messages that point to it."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="ratings", verbose_name=_("ticket"))
    # The event of the closing: unique, so that two presses at once are one rating.
    closing = models.OneToOneField(Event, models.PROTECT, related_name="rating", verbose_name=_("closing"))
    value = models.PositiveSmallIntegerField(_("rating"))
    # Snapshots: who answered last before the closing (null where nobody did), and the category of the closing.
    admin = models.ForeignKey(Admin, models.PROTECT, null=True, related_name="ratings", verbose_name=_("admin"))
    category = models.ForeignKey(Category, models.PROTECT, related_name="ratings", verbose_name=_("category"))
    created_at = models.DateTimeField(_("rated"))
    changed_at = models.DateTimeField(_("changed"), null=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Means and charts count on five steps.
            models.CheckConstraint(name="rating_from_one_to_five", condition=Q(value__gte=1, value__lte=5)),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("admin", "created_at", name="rating_of_admin"),
            models.Index("created_at", name="rating_of_period"),
        ]

    def __str__(self) -> str:
        return f"{self.value} for {self.ticket}"
