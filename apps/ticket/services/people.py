"""People: registered over the API, and found by their names."""

from typing import Any

from django.db.models import QuerySet

from apps.admin.actors import Actor
from apps.ticket.services.search.questions import read_question
from apps.user.models import PersonNames, TelegramUser
from apps.user.services import Sender, register_user
from core.errors import Forbidden


def register(*, actor: Actor, fields: dict[str, Any]) -> tuple[TelegramUser, bool]:
    """Make or update a person: oneself, or anybody by the service or a super admin. Returns them and whether new."""
    if not actor.is_super and actor.telegram_id != fields["telegram_id"]:
        raise Forbidden
    language = fields.pop("language", None)
    return register_user(sender=Sender(language_code=language or "", **fields), language=language, actor=actor)


def find_people(*, within: QuerySet[TelegramUser], words: str) -> QuerySet[TelegramUser]:
    """Narrow people to those who have each word as a name's beginning, in either script, or that @username or id."""
    question = read_question(words)
    if question.username is not None:
        return within.filter(username__istartswith=question.username)
    if question.number is not None:
        return within.filter(telegram_id=question.number)
    named = PersonNames.objects.all()
    for word in question.names:
        named = named.filter(names__contains=f" {word}")
    return within.filter(pk__in=named.values("pk"))
