"""Updates that the bot or the backend could not work with: kept as they came, so that no word is lost."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RawUpdate(models.Model):
    """One update of Telegram, as text."""

    bot_id = models.BigIntegerField()
    update_id = models.BigIntegerField(_("update id"))
    payload = models.TextField(_("payload"))
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("unread update")
        verbose_name_plural = _("unread updates")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Telegram repeats an update that was not confirmed: it is kept once.
            models.UniqueConstraint("bot_id", "update_id", name="raw_update_once"),
        ]

    def __str__(self) -> str:
        return str(self.update_id)
