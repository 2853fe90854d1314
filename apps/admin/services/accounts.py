"""What belongs to an admin's own account: the token, the password, the language."""

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from apps.admin.actors import SYSTEM, Actor
from apps.admin.authentication import digest_of
from apps.admin.models import Admin, ApiToken
from apps.admin.signals import acted
from apps.user.models import Language, TelegramUser
from apps.user.services import set_language
from core.errors import Forbidden


@transaction.atomic
def renew_api_token(*, admin: Admin, actor: Actor = SYSTEM) -> str:
    """Give an admin a new token of their own and return it; the old one ends, and only a digest is kept."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.update_or_create(admin=admin, defaults={"digest": digest_of(token)})
    acted.send(ApiToken, act="token_renewed", actor=actor, changes={}, data={"admin": admin.pk})
    return token


@transaction.atomic
def change_password(*, actor: Actor, admin: Admin, password: str) -> None:
    """Keep an admin's new password; `admin` carries it afterwards, so that its session goes on."""
    admin.password = make_password(password)
    admin.save(update_fields=["password"])
    acted.send(Admin, act="password_changed", actor=actor, changes={}, data={"admin": admin.pk})


@transaction.atomic
def choose_language(*, actor: Actor, language: Language) -> TelegramUser:
    """Keep the language that a person chose, for what they read as a user and as an admin."""
    if actor.telegram_id is None:
        raise Forbidden("person_required")
    user = set_language(telegram_id=actor.telegram_id, language=language, actor=actor)
    Admin.objects.filter(telegram_id=actor.telegram_id).update(language=language, language_chosen=True)
    return user


@transaction.atomic
def choose_own_language(*, actor: Actor, language: Language) -> None:
    """Keep the language that an admin chose at the site, for the bot as well where they write to it."""
    if actor.admin is None:
        raise Forbidden
    if actor.user is not None:
        choose_language(actor=actor, language=language)
        return
    admin = Admin.objects.select_for_update(no_key=True).get(pk=actor.admin.pk)
    before, admin.language, admin.language_chosen = admin.language, language, True
    admin.save(update_fields=["language", "language_chosen"])
    if before != language:
        changes = {"language": (before, str(language))}
        acted.send(Admin, act="language_chosen", actor=actor, changes=changes, data={"admin": admin.pk})
