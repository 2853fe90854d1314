"""How every page says the same things: how long something took or lasts already, and a rating."""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _

BEST = 5


def human_time(seconds: timedelta | float) -> str:
    """Return a time in its two greatest units: `1 d 3 h`, `4 min 5 s`; tenths only below ten seconds."""
    exact = Decimal(str(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds))
    if exact < 10:
        return _("%(count)s s") % {"count": _short(exact)}
    rest = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    parts: list[str] = []
    for size, words in (
        (86_400, _("%(count)s d")),
        (3_600, _("%(count)s h")),
        (60, _("%(count)s min")),
        (1, _("%(count)s s")),
    ):
        count, rest = divmod(rest, size)
        if count or parts:
            parts.append(words % {"count": count} if count else "")
    return " ".join(part for part in parts[:2] if part)


def time_since(moment: datetime) -> str:
    """Return how long ago that was, in its two greatest units from minutes on; `clock.js` goes on in the same words."""
    minutes = max(timezone.now() - moment, timedelta()) // timedelta(minutes=1)
    return human_time(minutes * 60) if minutes else _("just now")


def stars(value: int) -> str:
    """Return a rating as a reader sees it at a glance."""
    return "★" * value + "☆" * (BEST - value)


def _short(seconds: Decimal) -> str:
    """Return the seconds to a tenth as the language points it, without a tenth that is nought."""
    rounded = seconds.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return formats.number_format(rounded, 0 if rounded == int(rounded) else 1)
