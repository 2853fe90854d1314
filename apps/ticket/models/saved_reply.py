"""Saved replies: answers that are given often, in three languages, with files and variables."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.models import Category
from apps.user.models import Language


class SavedReplyQuerySet(models.QuerySet["SavedReply"]):
    """The gate: what an actor may use."""

    def visible_to(self, actor: Actor) -> "SavedReplyQuerySet":
        """Return those for all categories and those of the actor's own; for super admins, all."""
        if actor.is_super:
            return self
        if actor.admin is None:
            return self.none()
        return self.filter(Q(category=None) | Q(category__in=actor.admin.category_ids()))


class SavedReply(models.Model):
    """One reply. A language without text falls back to another, as names of categories do."""

    # What the staff find it by, after the slash and on the bot's buttons.
    title = models.CharField(_("title"), max_length=60)
    # Null: for every category.
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="saved_replies", verbose_name=_("category")
    )
    text_uz = models.TextField(_("text in Uzbek"), max_length=4096, blank=True)
    text_ru = models.TextField(_("text in Russian"), max_length=4096, blank=True)
    text_en = models.TextField(_("text in English"), max_length=4096, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = SavedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
        ordering: ClassVar[list[str]] = ["order", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def texts(self) -> dict[str, str]:
        """The words by language; empty where there are none."""
        return {Language.UZ: self.text_uz, Language.RU: self.text_ru, Language.EN: self.text_en}

    def text(self, language: str) -> str:
        """Return the words in that language, or in the first other one that has some; a reply may be files only."""
        return self.texts[Language(language)] or next((text for text in self.texts.values() if text), "")


class SavedReplyFile(models.Model):
    """A file that goes with a saved reply. Messages name the same bytes, so that they outlive the reply."""

    reply = models.ForeignKey(SavedReply, models.CASCADE, related_name="files", verbose_name=_("saved reply"))
    # As what Telegram gets it: photo, video, audio, document.
    kind = models.CharField(_("kind"), max_length=10)
    file = models.FileField(_("file"), upload_to="saved_replies/")
    file_name = models.CharField(_("file name"), max_length=255)
    mime_type = models.CharField(_("type"), max_length=255, blank=True)
    # Bytes.
    size = models.BigIntegerField(_("size"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.file_name
