"""Who comes to the site: operators without Telegram, their names and logins, and which Telegram account is whose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_noop as _

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.admin.services.rights import require_super
from apps.admin.services.staff import NO_ACCESS, announce_access, find_categories, hold_admin, meet_admin
from apps.admin.signals import account_moved, acted
from apps.user.models import Language, TelegramUser
from core.errors import Conflict, Forbidden, Invalid, NotFound

# The logins that appointments over Telegram make.
OF_TELEGRAM = re.compile(r"tg\d+", re.IGNORECASE)
NAMES = ("first_name", "last_name", "username")


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """An operator who has no Telegram, or none yet."""

    login: str
    first_name: str
    last_name: str = ""
    language: Language = Language.UZ
    category_ids: Sequence[int] = ()
    is_super_admin: bool = False


@transaction.atomic
def add_operator(*, actor: Actor, newcomer: Newcomer) -> Admin:
    """Make an admin who comes by a login. Until they set a password by a link, nobody comes in under it."""
    require_super(actor)
    admin = Admin(
        username=_read_login(newcomer.login, None),
        first_name=_read_name("first_name", newcomer.first_name),
        last_name=_read_name("last_name", newcomer.last_name),
        language=newcomer.language,
        is_superuser=newcomer.is_super_admin,
        is_staff=True,
    )
    admin.set_unusable_password()
    categories = find_categories(newcomer.category_ids)
    _save(admin)
    admin.categories.set(categories)
    announce_access(admin, actor, "appointed", NO_ACCESS)
    return admin


@transaction.atomic
def rename_admin(*, actor: Actor, admin_id: int, names: dict[str, str]) -> Admin:
    """Change how an admin is called: oneself, or anybody for a super admin, who alone gives another login."""
    if not actor.is_super and (actor.admin is None or actor.admin.pk != admin_id or "username" in names):
        raise Forbidden
    admin = hold_admin(admin_id)
    read = {
        name: _read_login(value, admin) if name == "username" else _read_name(name, value)
        for name, value in names.items()
        if name in NAMES
    }
    changes = {name: (getattr(admin, name), value) for name, value in read.items() if getattr(admin, name) != value}
    for name, (_before, value) in changes.items():
        setattr(admin, name, value)
    if changes:
        _save(admin, fields=list(changes))
        acted.send(Admin, act="account_changed", actor=actor, changes=changes, data={"admin": admin.pk})
    return admin


@transaction.atomic
def link_telegram(*, actor: Actor, admin_id: int, telegram_id: int) -> Admin:
    """Let the person with that Telegram id be this admin: what reaches the admin reaches that chat from now on."""
    require_super(actor)
    admin = hold_admin(admin_id)
    if not admin.is_active:
        raise NotFound
    if admin.telegram_id == telegram_id:
        return admin
    _refuse_permanent(admin)
    if Admin.objects.filter(telegram_id=telegram_id).exists():
        raise Conflict("already_admin")
    former, admin.telegram_id = admin.telegram_id, telegram_id
    try:
        with transaction.atomic():
            admin.save(update_fields=["telegram_id"])
    except IntegrityError:
        raise Conflict("already_admin") from None
    user = TelegramUser.objects.filter(telegram_id=telegram_id).first()
    if user is not None:
        meet_admin(user=user)
        admin.refresh_from_db(fields=["language", "first_name"])
    _announce_account(admin, actor, former)
    return admin


@transaction.atomic
def unlink_telegram(*, actor: Actor, admin_id: int) -> Admin:
    """Take the Telegram account from an admin, who stays one at the site."""
    require_super(actor)
    admin = hold_admin(admin_id)
    if admin.telegram_id is None:
        return admin
    _refuse_permanent(admin)
    former, admin.telegram_id = admin.telegram_id, None
    admin.save(update_fields=["telegram_id"])
    _announce_account(admin, actor, former)
    return admin


@transaction.atomic
def make_password_link(*, actor: Actor, admin_id: int) -> tuple[str, str]:
    """Return the two parts of a link by which an admin sets a password; it ends with the password it sets."""
    require_super(actor)
    admin = hold_admin(admin_id)
    if not admin.is_active:
        raise NotFound
    acted.send(Admin, act="account_changed", actor=actor, changes={}, data={"admin": admin.pk, "password_link": True})
    return urlsafe_base64_encode(force_bytes(admin.pk)), default_token_generator.make_token(admin)


def _announce_account(admin: Admin, actor: Actor, former: int | None) -> None:
    changes = {"telegram_id": (former, admin.telegram_id)}
    acted.send(Admin, act="account_changed", actor=actor, changes=changes, data={"admin": admin.pk})
    account_moved.send(Admin, admin=admin, actor=actor, former=former)


def _refuse_permanent(admin: Admin) -> None:
    if admin.is_permanent:
        raise Conflict("permanent_super_admin")


def _read_name(name: str, value: str) -> str:
    words = " ".join(value.replace("\x00", "").split())
    if len(words) > 150:
        raise Invalid({name: ["A name has 150 letters at most."]})
    if name == "first_name" and not words:
        raise Invalid({name: ["Give a name."]})
    return words


def _read_login(value: str, admin: Admin | None) -> str:
    login = Admin.normalize_username(value.strip())
    try:
        Admin._meta.get_field("username").clean(login, None)
    except ValidationError as error:
        raise Invalid({"username": list(error.messages)}) from None
    is_own = admin is not None and admin.username == login
    if OF_TELEGRAM.fullmatch(login) and not is_own:
        raise Invalid({"username": [_("Logins of this form are kept for appointments over Telegram.")]})
    others = Admin.objects.exclude(pk=admin.pk) if admin else Admin.objects.all()
    if others.filter(username__iexact=login).exists():
        raise Invalid({"username": [_("Another admin has this login.")]})
    return login


def _save(admin: Admin, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            admin.save(update_fields=fields)
    except IntegrityError:
        raise Invalid({"username": [_("Another admin has this login.")]}) from None
