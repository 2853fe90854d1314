"""Writes about people: who they are and which language they read."""

from dataclasses import dataclass

from django.db import transaction

from apps.user.models import Language, TelegramUser, language_from
from apps.user.signals import person_met
from core.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Sender:
    """A person as Telegram describes them at this moment."""

    telegram_id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""


def lock_user(sender: Sender) -> TelegramUser:
    """Find or make the person and hold their row until the transaction ends, so their acts happen one by one.

    Here and everywhere the lock leaves the key alone: a row that only points to a held one must not wait for it, else
    a question and its answer at the same instant would wait in a circle.
    """
    people = TelegramUser.objects.select_for_update(no_key=True).filter(telegram_id=sender.telegram_id)
    user = people.first()
    if user is None:
        made = TelegramUser(
            telegram_id=sender.telegram_id,
            first_name=sender.first_name,
            last_name=sender.last_name,
            username=sender.username,
            language=language_from(sender.language_code),
        )
        TelegramUser.objects.bulk_create([made], ignore_conflicts=True)
        user = people.get()
        person_met.send(TelegramUser, user=user)
        return user
    _refresh_names(user, sender)
    return user


def _refresh_names(user: TelegramUser, sender: Sender) -> None:
    changed = [name for name in ("first_name", "last_name", "username") if getattr(user, name) != getattr(sender, name)]
    for name in changed:
        setattr(user, name, getattr(sender, name))
    if changed:
        user.save(update_fields=changed)


@transaction.atomic
def register_user(*, sender: Sender, language: Language | None = None) -> tuple[TelegramUser, bool]:
    """Make the person or update their names; returns them and whether they are new. A chosen language stays."""
    known = TelegramUser.objects.filter(telegram_id=sender.telegram_id).exists()
    user = lock_user(sender)
    if language and not user.language_chosen and user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    return user, not known


@transaction.atomic
def set_language(*, telegram_id: int, language: Language) -> TelegramUser:
    """Keep the language that the person chose; nothing overwrites it afterwards."""
    user = TelegramUser.objects.select_for_update(no_key=True).filter(telegram_id=telegram_id).first()
    if user is None:
        raise NotFound
    user.language, user.language_chosen = language, True
    user.save(update_fields=["language", "language_chosen"])
    return user
