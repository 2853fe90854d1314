"""What the site's templates ask for."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.safestring import SafeString

from core import wording
from core.entities import as_html

register = template.Library()


@register.filter
def stars(value: int) -> str:
    """A rating: ★★★★☆."""
    return wording.stars(value)


@register.filter
def human_time(value: timedelta | float | None) -> str:
    """How long something took, in words; a dash where nothing was measured."""
    return "—" if value is None else wording.human_time(value)


@register.filter
def time_since(value: datetime) -> str:
    """How long ago that was; `<time data-since>` around it is reworded as the time goes on."""
    return wording.time_since(value)


@register.filter
def formatted(said: Any) -> SafeString:
    """The words of a message, or of an earlier version of it, with their formatting."""
    return as_html(said.text, said.entities)
