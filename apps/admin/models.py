"""The staff, the categories they answer, and the tokens of those who use the API."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.admin.signals import acted
from apps.user.models import Language


class Category(models.Model):
    """What a question is about; admins are bound to categories."""

    slug = models.SlugField(_("slug"), unique=True, max_length=50)
    name_uz = models.CharField(_("name in Uzbek"), max_length=64, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=64, blank=True)
    name_en = models.CharField(_("name in English"), max_length=64, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering: ClassVar[list[str]] = ["order", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # A button without words cannot be pressed: one language at least has a name.
            models.CheckConstraint(name="category_named", condition=~(Q(name_uz="") & Q(name_ru="") & Q(name_en=""))),
        ]

    def __str__(self) -> str:
        language = get_language() or ""
        return self.name(language if language in Language.values else Language.UZ)

    def name(self, language: str) -> str:
        """Return the name in that language, or in the first other one that has it."""
        names = {Language.UZ: self.name_uz, Language.RU: self.name_ru, Language.EN: self.name_en}
        return names.get(Language(language)) or next(name for name in names.values() if name)


class AdminQuerySet(models.QuerySet["Admin"]):
    """Questions about admins that more than one place asks."""

    def active(self) -> "AdminQuerySet":
        return self.filter(is_active=True)

    def super_admins(self) -> "AdminQuerySet":
        return self.filter(Q(is_superuser=True) | Q(telegram_id__in=settings.SUPER_ADMIN_IDS))

    def in_telegram(self) -> "AdminQuerySet":
        """Active admins who have a chat with the bot, or may have one."""
        return self.active().exclude(telegram_id=None)


class AdminManager(UserManager["Admin"]):
    """Django's user manager (it knows passwords) with the questions above."""

    def get_queryset(self) -> AdminQuerySet:
        return AdminQuerySet(self.model, using=self._db)

    def active(self) -> AdminQuerySet:
        return self.get_queryset().active()

    def super_admins(self) -> AdminQuerySet:
        return self.get_queryset().super_admins()

    def in_telegram(self) -> AdminQuerySet:
        return self.get_queryset().in_telegram()

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Admin":
        """Make a super admin past the site and the bot, as `manage.py createsuperuser` does, and announce it."""
        with transaction.atomic():
            admin = super().create_superuser(username, email, password, **fields)
            changes = {"is_super_admin": (False, True), "is_active": (False, True)}
            acted.send(Admin, act="appointed", actor=None, changes=changes, data={"admin": admin.pk})
        return admin


class Admin(AbstractUser):
    """A member of the staff: in Telegram, at the site, or both. Dismissed means `is_active=False`."""

    telegram_id = models.BigIntegerField(_("Telegram id"), unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.UZ)
    # Whoever chose a language reads the site in it, in every browser; others in what their browser asks for.
    # The database's own default is for code of the release before, which does not know the column.
    language_chosen = models.BooleanField(default=False, db_default=False)
    categories = models.ManyToManyField(Category, verbose_name=_("categories"), related_name="admins", blank=True)

    objects: ClassVar[AdminManager] = AdminManager()

    class Meta:
        verbose_name = _("admin")
        verbose_name_plural = _("admins")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="admin_language_known", condition=Q(language__in=Language.values)),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Announce a password that was set past the site, as `manage.py changepassword` does, where it is kept."""
        # Django's own mark of it, gone after saving; an old hash that is made anew leaves none.
        has_new_password = getattr(self, "_password", None) is not None and not self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if has_new_password:
                acted.send(Admin, act="password_changed", actor=None, changes={}, data={"admin": self.pk})

    @property
    def is_permanent(self) -> bool:
        """Named in SUPER_ADMIN_IDS: a super admin as long as it stands there."""
        return self.telegram_id is not None and self.telegram_id in settings.SUPER_ADMIN_IDS

    @property
    def is_super_admin(self) -> bool:
        return self.is_active and (self.is_superuser or self.is_permanent)

    @property
    def display_name(self) -> str:
        """What users and colleagues see: the first name, or the login where there is none."""
        return self.first_name or self.username

    def category_ids(self) -> list[int]:
        """Row ids of the categories that the admin is bound to, read once per instance."""
        if not hasattr(self, "_category_ids"):
            self._category_ids = list(self.categories.values_list("id", flat=True))
        return self._category_ids

    def may_work_on(self, category_id: int) -> bool:
        """Tell whether tickets of that category are this admin's to see and to answer."""
        return self.is_active and (self.is_super_admin or category_id in self.category_ids())


class ApiToken(models.Model):
    """An operator's own key to the API. Only its SHA-256 is kept: who reads the table cannot use it."""

    admin = models.OneToOneField(Admin, on_delete=models.CASCADE, related_name="api_token")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"token of {self.admin}"


class SignInLink(models.Model):
    """A one-time way into the site. Only the SHA-256 of its secret is kept: who reads the table cannot use it."""

    admin = models.ForeignKey(Admin, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    # Set by the one who used it; of two at the same moment the second finds it set.
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link of {self.admin}"


class DeskSettings(models.Model):
    """What the desk's super admins set for it: one row. What is null is as the environment says."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    reopen_hours = models.PositiveIntegerField(
        _("hours in which a closed ticket may be reopened"), null=True, blank=True
    )
    reminder_minutes = models.PositiveIntegerField(
        _("minutes after which a waiting ticket is announced again"), null=True, blank=True
    )
    # What /start says above the categories; where all are empty, the bot's own words.
    greeting_uz = models.TextField(_("greeting in Uzbek"), max_length=1000, blank=True)
    greeting_ru = models.TextField(_("greeting in Russian"), max_length=1000, blank=True)
    greeting_en = models.TextField(_("greeting in English"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("settings")
        verbose_name_plural = _("settings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # A second row would be settings that nobody sees.
            models.CheckConstraint(name="desk_settings_once", condition=Q(id=1)),
            # A reminder after no minutes would announce every ticket without end.
            models.CheckConstraint(
                name="desk_reminder_waits", condition=Q(reminder_minutes=None) | Q(reminder_minutes__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return str(_("settings"))

    @classmethod
    def current(cls) -> "DeskSettings":
        """Return what is set; where nothing ever was, a row that says so, not stored."""
        return cls.objects.filter(pk=cls.ONLY).first() or cls()

    @property
    def reopen_window(self) -> timedelta:
        """How long after its closing the asker may reopen a ticket."""
        return reopen_window(self.reopen_hours)

    @property
    def waiting_reminder(self) -> timedelta:
        """How long a ticket waits before it is announced once more."""
        minutes = self.reminder_minutes
        return settings.WAITING_REMINDER if minutes is None else timedelta(minutes=minutes)

    def greeting(self, language: str) -> str:
        """Return the greeting in that language, or in the first other one that has it; empty where none has."""
        greetings = {Language.UZ: self.greeting_uz, Language.RU: self.greeting_ru, Language.EN: self.greeting_en}
        return greetings[Language(language)] or next((words for words in greetings.values() if words), "")


def reopen_window(hours: int | None) -> timedelta:
    """Return the window for the hours that are set; null leaves it to the environment."""
    return settings.REOPEN_WINDOW if hours is None else timedelta(hours=hours)
