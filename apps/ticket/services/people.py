"""Registers people over the API."""

from typing import Any

from apps.admin.actors import Actor
from apps.user.models import TelegramUser
from apps.user.services import Sender, register_user
from core.errors import Forbidden


def register(*, actor: Actor, fields: dict[str, Any]) -> tuple[TelegramUser, bool]:
    """Make or update a person: oneself, or anybody by the service or a super admin. Returns them and whether new."""
    if not actor.is_super and actor.telegram_id != fields["telegram_id"]:
        raise Forbidden
    language = fields.pop("language", None)
    return register_user(sender=Sender(language_code=language or "", **fields), language=language, actor=actor)
