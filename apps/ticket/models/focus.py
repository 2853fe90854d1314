"""Which ticket an admin is writing into: kept here, so that a restart of the bot sends no word to the wrong person."""

from django.db import models

from apps.admin.models import Admin
from apps.ticket.models.ticket import Ticket


class Focus(models.Model):
    """Everything the admin types goes into this ticket, until Done."""

    class Mode(models.TextChoices):
        ANSWER = "answer"
        NOTE = "note"

    admin = models.OneToOneField(Admin, models.CASCADE, related_name="focus")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="focuses")
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.ANSWER)

    def __str__(self) -> str:
        return f"{self.admin}: {self.mode} {self.ticket}"
