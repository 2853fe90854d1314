"""What several acts upon the desk ask first."""

from apps.admin.actors import Actor
from core.errors import Forbidden


def require_super(actor: Actor) -> None:
    if not actor.is_super:
        raise Forbidden
