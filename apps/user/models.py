"""People who write to the desk. They are no login users."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages that the desk speaks."""

    UZ = "uz", "Oʻzbekcha"
    RU = "ru", "Русский"
    EN = "en", "English"


class TelegramUser(models.Model):
    """A person in Telegram who has written to the bot at least once."""

    telegram_id = models.BigIntegerField(_("Telegram id"), unique=True)
    first_name = models.CharField(_("first name"), max_length=256)
    last_name = models.CharField(_("last name"), max_length=256, blank=True)
    username = models.CharField(_("username"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.UZ)
    language_chosen = models.BooleanField(_("language chosen by the person"), default=False)
    created_at = models.DateTimeField(_("first written"), auto_now_add=True)
    # The desk takes nothing from the person while this is set: what they write is kept, and brought to nobody.
    blocked_at = models.DateTimeField(_("blocked since"), null=True, blank=True)
    # For the staff; the person is not told it. The database's own default is for code of the release before.
    blocked_reason = models.CharField(_("reason"), max_length=500, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The bot has words in these languages only; another value would find none.
            models.CheckConstraint(name="user_language_known", condition=models.Q(language__in=Language.values)),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_blocked(self) -> bool:
        """Whether the desk has blocked the person; the other way round is a matter of their chat."""
        return self.blocked_at is not None


class PersonNames(models.Model):
    """A person's row as search reads it: `names` is the database's own column (migration `fold_names`)."""

    names = models.TextField()

    class Meta:
        managed = False
        db_table = "user_telegramuser"

    def __str__(self) -> str:
        return self.names


def language_from(code: str) -> Language:
    """Return the desk's language for Telegram's `language_code` (such as "ru" or "en-GB"), Uzbek for any other."""
    prefix = code.split("-", maxsplit=1)[0].lower()
    return Language(prefix) if prefix in Language.values else Language.UZ
