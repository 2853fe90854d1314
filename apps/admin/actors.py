"""Who acts, and through which door: what authentication finds out and every service asks."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.admin.models import Admin
from apps.admin.signals import acted
from apps.user.models import TelegramUser


class Door(StrEnum):
    """The way by which an act came in."""

    TELEGRAM = "telegram"
    SITE = "site"
    API = "api"
    SYSTEM = "system"


class Role(StrEnum):
    """What the bot must know to choose its menus."""

    USER = "user"
    ADMIN = "admin"
    SUPER_ADMIN = "super_admin"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who acts: an admin, a user, both in one person, or the service itself (neither)."""

    door: Door
    admin: Admin | None = None
    user: TelegramUser | None = None
    telegram_id: int | None = None
    is_service: bool = False

    @property
    def is_super(self) -> bool:
        """The service may do what a super admin may."""
        return self.is_service or (self.admin is not None and self.admin.is_super_admin)

    @property
    def role(self) -> Role:
        if self.is_super:
            return Role.SUPER_ADMIN
        return Role.ADMIN if self.admin else Role.USER


SYSTEM = Actor(door=Door.SYSTEM, is_service=True)


def admin_of(telegram_id: int) -> Admin | None:
    """Return the active admin with that Telegram id; one who is named in SUPER_ADMIN_IDS is made when first seen."""
    admin = Admin.objects.filter(telegram_id=telegram_id).first()
    if telegram_id in settings.SUPER_ADMIN_IDS:
        return _permanent(telegram_id, admin)
    return admin if admin and admin.is_active else None


def _permanent(telegram_id: int, admin: Admin | None) -> Admin:
    if admin is None:
        admin = _make_permanent(telegram_id) or Admin.objects.get(telegram_id=telegram_id)
    if not admin.is_active:
        _restore(admin)
    return admin


def _make_permanent(telegram_id: int) -> Admin | None:
    """Make the admin; None where another transaction did so at the same moment."""
    made = Admin(username=f"tg{telegram_id}", telegram_id=telegram_id, password="!", is_staff=True)  # noqa: S106 - "!" is Django's unusable password
    user = TelegramUser.objects.filter(telegram_id=telegram_id).first()
    if user is not None:
        made.first_name, made.language = user.first_name[:150], user.language
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _note_appointment(made)
    except IntegrityError:
        return None
    return made


def _restore(admin: Admin) -> None:
    """Whoever stands in SUPER_ADMIN_IDS cannot stay dismissed."""
    with transaction.atomic():
        if Admin.objects.filter(pk=admin.pk, is_active=False).update(is_active=True):
            _note_appointment(admin)
    admin.is_active = True


def _note_appointment(admin: Admin) -> None:
    changes = {"is_super_admin": (False, True), "is_active": (False, True)}
    acted.send(Admin, act="appointed", actor=SYSTEM, changes=changes, data={"admin": admin.pk})


def person(telegram_id: int, door: Door = Door.TELEGRAM) -> Actor:
    """Return the actor for a Telegram id: all that the person is, known or not."""
    user = TelegramUser.objects.filter(telegram_id=telegram_id).first()
    return Actor(door=door, admin=admin_of(telegram_id), user=user, telegram_id=telegram_id)


def operator(admin: Admin, door: Door) -> Actor:
    """Return the actor for an admin who signed in at the site or uses a token of their own."""
    user = TelegramUser.objects.filter(telegram_id=admin.telegram_id).first() if admin.telegram_id else None
    return Actor(door=door, admin=admin, user=user, telegram_id=admin.telegram_id)
