"""Who is of the staff, and what they may: appointed, changed, dismissed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from apps.admin.actors import Actor
from apps.admin.models import Admin, ApiToken, Category
from apps.admin.services.rights import require_super
from apps.admin.signals import access_changed
from apps.user.models import Language, TelegramUser
from core.errors import Conflict, Invalid, NotFound

# What somebody who is no admin may.
NO_ACCESS: dict[str, Any] = {"categories": [], "is_super_admin": False, "is_active": False}


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """Who is made an admin, and of what. `first_name` may be empty where the desk knows the person."""

    telegram_id: int
    first_name: str = ""
    category_ids: Sequence[int] = ()
    is_super_admin: bool = False


@transaction.atomic
def appoint_admin(*, actor: Actor, appointment: Appointment) -> tuple[Admin, bool]:
    """Make the person an admin, or an earlier one again; returns them and whether their row is new."""
    require_super(actor)
    categories = find_categories(appointment.category_ids)
    user = TelegramUser.objects.filter(telegram_id=appointment.telegram_id).first()
    first_name = appointment.first_name or (user.first_name if user else "")
    if not first_name:
        raise Invalid({"first_name": [_("The desk does not know this person: give a name.")]})
    found = Admin.objects.select_for_update(no_key=True).filter(telegram_id=appointment.telegram_id).first()
    if found and found.is_active:
        raise Conflict("already_admin")
    admin = found or Admin(telegram_id=appointment.telegram_id, username=f"tg{appointment.telegram_id}")
    before = access_of(found) if found else NO_ACCESS
    if not found:
        admin.set_unusable_password()
    admin.first_name = first_name[:150]
    admin.last_name = (user.last_name if user else "")[:150]
    admin.language = user.language if user else Language.UZ
    admin.is_superuser, admin.is_staff, admin.is_active = appointment.is_super_admin, True, True
    try:
        with transaction.atomic():
            admin.save()
    except IntegrityError:
        raise Conflict("already_admin") from None
    admin.categories.set(categories)
    announce_access(admin, actor, "appointed", before)
    return admin, found is None


@transaction.atomic
def reappoint_admin(
    *, actor: Actor, admin_id: int, category_ids: Sequence[int] = (), is_super_admin: bool = False
) -> Admin:
    """Make an earlier admin one again, under the names and with the account that they had."""
    require_super(actor)
    admin = hold_admin(admin_id)
    if admin.is_active:
        raise Conflict("already_admin")
    categories, before = find_categories(category_ids), access_of(admin)
    admin.is_superuser, admin.is_staff, admin.is_active = is_super_admin, True, True
    admin.save(update_fields=["is_superuser", "is_staff", "is_active"])
    admin.categories.set(categories)
    announce_access(admin, actor, "appointed", before)
    return admin


@transaction.atomic
def change_admin(
    *, actor: Actor, admin_id: int, category_ids: Sequence[int] | None = None, is_super_admin: bool | None = None
) -> Admin:
    """Bind an admin to other categories, or make or unmake a super admin. What is None stays."""
    require_super(actor)
    admin = hold_admin(admin_id)
    if not admin.is_active:
        raise NotFound
    before = access_of(admin)
    if is_super_admin is not None and is_super_admin != admin.is_superuser:
        if not is_super_admin:
            _refuse_to_lose(admin)
        admin.is_superuser = is_super_admin
        admin.save(update_fields=["is_superuser"])
    if category_ids is not None:
        admin.categories.set(find_categories(category_ids))
    if access_of(admin) != before:
        announce_access(Admin.objects.get(pk=admin.pk), actor, "changed", before)
    return admin


@transaction.atomic
def meet_admin(*, user: TelegramUser) -> bool:
    """Note how Telegram describes an admin who had not written before; returns whether the person is one."""
    admin = Admin.objects.select_for_update(no_key=True).filter(telegram_id=user.telegram_id).first()
    if admin is None:
        return False
    admin.language = user.language
    # Whoever was appointed by a bare id stands there under that id.
    if admin.first_name in {"", str(user.telegram_id)}:
        admin.first_name = user.first_name[:150]
    admin.save(update_fields=["language", "first_name"])
    return True


@transaction.atomic
def dismiss_admin(*, actor: Actor, admin_id: int) -> Admin:
    """Take away everything an admin may; what they did stays under their name."""
    require_super(actor)
    admin = hold_admin(admin_id)
    if not admin.is_active:
        return admin
    _refuse_to_lose(admin)
    before = access_of(admin)
    admin.is_active = admin.is_superuser = False
    admin.save(update_fields=["is_active", "is_superuser"])
    admin.categories.clear()
    ApiToken.objects.filter(admin=admin).delete()
    announce_access(admin, actor, "dismissed", before)
    return admin


def access_of(admin: Admin) -> dict[str, Any]:
    """Return what of an admin decides what they may do, read from the database."""
    return {
        "categories": sorted(admin.categories.values_list("pk", flat=True)),
        "is_super_admin": admin.is_superuser,
        "is_active": admin.is_active,
    }


def announce_access(admin: Admin, actor: Actor, change: str, before: dict[str, Any]) -> None:
    """Tell the layers above that the admin may something else now than `before`."""
    after = access_of(admin)
    changes = {name: (before[name], after[name]) for name in after}
    access_changed.send(Admin, admin=admin, actor=actor, change=change, changes=changes)


def hold_admin(admin_id: int) -> Admin:
    """Return the admin, held together with all super admins: two of them who dismiss each other wait in one order."""
    super_admins = Admin.objects.super_admins().values("pk")
    concerned = Admin.objects.filter(Q(pk=admin_id) | Q(pk__in=super_admins))
    held = {admin.pk: admin for admin in concerned.order_by("pk").select_for_update(no_key=True)}
    if admin_id not in held:
        raise NotFound
    return held[admin_id]


def find_categories(ids: Sequence[int]) -> list[Category]:
    """Return the categories with these ids; Invalid where one of them is none."""
    found = list(Category.objects.filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise Invalid({"categories": ["There is no such category."]})
    return found


def _refuse_to_lose(admin: Admin) -> None:
    if admin.is_permanent:
        raise Conflict("permanent_super_admin")
    # Both of two last super admins who dismiss each other at once would pass, were the rows not held.
    others = Admin.objects.active().super_admins().exclude(pk=admin.pk)
    if admin.is_superuser and not others.exists():
        raise Conflict("last_super_admin")
