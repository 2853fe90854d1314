"""Who has which ticket open at the site, and how far they have read."""

from typing import ClassVar

from django.db import models

from apps.admin.models import Admin
from apps.ticket.models.ticket import Ticket


class Viewing(models.Model):
    """An operator and a ticket that they have opened at least once."""

    admin = models.ForeignKey(Admin, models.CASCADE, related_name="viewings")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="viewings")
    # When their browser last said that it shows the ticket.
    seen_at = models.DateTimeField()
    # The last message (row id) that it has shown them; 0 for none.
    read_message = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # One row for each: it says the latest, not the history.
            models.UniqueConstraint("admin", "ticket", name="viewing_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("ticket", "seen_at", name="viewing_of_ticket"),
        ]

    def __str__(self) -> str:
        return f"{self.admin} · {self.ticket}"
