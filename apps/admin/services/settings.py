"""What the super admins set for the desk: read where a rule needs it, changed at the site."""

from typing import Any

from django.db import transaction

from apps.admin.actors import Actor
from apps.admin.models import DeskSettings
from apps.admin.services.rights import require_super
from apps.admin.signals import acted
from apps.user.models import Language
from core.errors import Invalid

# From the least to the most that may be set: a year of hours, a week of minutes.
BOUNDS = {"reopen_hours": (0, 8760), "reminder_minutes": (1, 10_080)}
GREETINGS = tuple(f"greeting_{language}" for language in Language.values)
GREETING_LIMIT = 1000


def desk_settings() -> DeskSettings:
    """Return what is set, in one question; where nothing ever was, what the environment says."""
    return DeskSettings.current()


@transaction.atomic
def change_settings(*, actor: Actor, changes: dict[str, Any]) -> DeskSettings:
    """Set what `changes` names; null gives a number back to the environment, an empty greeting to the bot's words."""
    require_super(actor)
    wanted = {name: _read(name, value) for name, value in changes.items()}
    DeskSettings.objects.get_or_create(pk=DeskSettings.ONLY)
    settings = DeskSettings.objects.select_for_update(no_key=True).get(pk=DeskSettings.ONLY)
    differing = {
        name: (getattr(settings, name), value) for name, value in wanted.items() if getattr(settings, name) != value
    }
    for name, (_, value) in differing.items():
        setattr(settings, name, value)
    if differing:
        settings.save(update_fields=list(differing))
        acted.send(DeskSettings, act="settings_changed", actor=actor, changes=differing, data={})
    return settings


def _read(name: str, value: Any) -> Any:
    if name in GREETINGS:
        greeting = str(value).replace("\r\n", "\n").strip()
        if len(greeting) > GREETING_LIMIT:
            raise Invalid({name: [f"A greeting has {GREETING_LIMIT} letters at most."]})
        return greeting
    if name not in BOUNDS:
        raise Invalid({name: ["There is no such setting."]})
    least, most = BOUNDS[name]
    if value is not None and not least <= value <= most:
        raise Invalid({name: [f"From {least} to {most}."]})
    return value
