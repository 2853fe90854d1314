"""Writes about people: who they are and which language they read."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from apps.user.models import Language, TelegramUser, language_from
from apps.user.signals import language_chosen, person_changed, person_met
from core.errors import NotFound

NAMES = ("first_name", "last_name", "username")


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
    return _held(sender)[0]


@transaction.atomic
def register_user(*, sender: Sender, language: Language | None = None, actor: Any = None) -> tuple[TelegramUser, bool]:
    """Make the person or update their names; returns them and whether they are new. A chosen language stays."""
    return _held(sender, language=language, actor=actor)


@transaction.atomic
def set_language(*, telegram_id: int, language: Language, actor: Any = None) -> TelegramUser:
    """Keep the language that the person chose; nothing overwrites it afterwards."""
    user = TelegramUser.objects.select_for_update(no_key=True).filter(telegram_id=telegram_id).first()
    if user is None:
        raise NotFound
    before = user.language
    user.language, user.language_chosen = language, True
    user.save(update_fields=["language", "language_chosen"])
    if before != language:
        language_chosen.send(TelegramUser, user=user, actor=actor, changes={"language": (before, str(language))})
    return user


def _held(sender: Sender, *, language: Language | None = None, actor: Any = None) -> tuple[TelegramUser, bool]:
    """Return the person's row, held, and whether it is new."""
    people = TelegramUser.objects.select_for_update(no_key=True).filter(telegram_id=sender.telegram_id)
    user = people.first()
    if user is None:
        made = _made(sender, language)
        if made is not None:
            person_met.send(TelegramUser, user=made, actor=actor)
            return made, True
        user = people.get()
    _refresh(user, sender, language, actor)
    return user, False


def _made(sender: Sender, language: Language | None) -> TelegramUser | None:
    """Make the person; None where another transaction did so at the same moment."""
    try:
        with transaction.atomic():
            return TelegramUser.objects.create(
                telegram_id=sender.telegram_id,
                first_name=sender.first_name,
                last_name=sender.last_name,
                username=sender.username,
                language=language or language_from(sender.language_code),
            )
    except IntegrityError:
        return None


def _refresh(user: TelegramUser, sender: Sender, language: Language | None, actor: Any) -> None:
    """Keep what is new about the person. Their language is nobody else's to change once they chose it."""
    told = {name: getattr(sender, name) for name in NAMES}
    if language and not user.language_chosen:
        told["language"] = str(language)
    changes = {name: (getattr(user, name), value) for name, value in told.items() if getattr(user, name) != value}
    if not changes:
        return
    for name, (_, value) in changes.items():
        setattr(user, name, value)
    user.save(update_fields=list(changes))
    person_changed.send(TelegramUser, user=user, actor=actor, changes=changes)
