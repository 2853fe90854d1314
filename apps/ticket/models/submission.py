"""What a browser has sent, by the key that it gave: a form that is sent again after a lost answer is taken once."""

from django.db import models

from apps.admin.models import Admin


class Submission(models.Model):
    """One press of *Send*. Written in the transaction that stores its messages."""

    key = models.UUIDField(primary_key=True)
    admin = models.ForeignKey(Admin, models.CASCADE, related_name="submissions")
    # Row ids of the messages that it became.
    messages = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.key)
