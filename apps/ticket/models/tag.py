"""Tags: the staff's own words for what tickets are about."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    """A word for tickets. It comes to be when somebody first writes it."""

    name = models.CharField(_("name"), max_length=40)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Refund and refund are one tag.
            models.UniqueConstraint(Lower("name"), name="tag_once"),
        ]

    def __str__(self) -> str:
        return self.name
