"""The staff at the site: who is of it, and what a super admin does about them."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.admin import queries
from apps.admin.actors import Actor
from apps.admin.forms import AccessForm, AppointForm, LoginForm, NewcomerForm, TelegramForm
from apps.admin.services import operators, staff
from apps.admin.services.operators import Newcomer
from apps.admin.services.staff import Appointment
from apps.admin.site import operator_of
from apps.ticket.services.workload import held_by
from apps.ticket.views.site.attempts import attempt, attempt_plainly, page
from apps.ticket.views.site.managers import for_super_admins

LIST = "admin:staff_admin_changelist"
ONE = "admin:staff_admin_change"


@require_GET
def admin_list(request: HttpRequest) -> HttpResponse:
    """List the staff, or those who were dismissed. An admin who is no super admin finds themselves."""
    actor = operator_of(request)
    if not actor.is_super:
        return redirect("admin:staff_admin_account")
    is_active = request.GET.get("dismissed") != "1"
    admins = list(queries.list_admins(actor=actor, is_active=is_active).prefetch_related("categories"))
    held = held_by([admin.pk for admin in admins])
    rows = [{"admin": admin, "held": held.get(admin.pk, 0)} for admin in admins]
    return page(request, "site/managing/admins.html", _("Admins"), rows=rows, is_active=is_active)


@require_http_methods(["GET", "POST"])
@for_super_admins
def appoint(request: HttpRequest) -> HttpResponse:
    """Make somebody in Telegram an admin."""
    form = AppointForm(request.POST or None)
    made: list[int] = []

    def act(given: dict[str, Any]) -> None:
        appointment = Appointment(category_ids=given.pop("categories"), **given)
        made.append(staff.appoint_admin(actor=operator_of(request), appointment=appointment)[0].pk)

    if request.method == "POST" and attempt(form, act):
        return redirect(ONE, made[0])
    hint = _("They get the buttons of an admin in Telegram at once, or as soon as they press Start in the bot.")
    return _form_page(request, form, _("Appoint an admin"), hint, _("Appoint"))


@require_http_methods(["GET", "POST"])
@for_super_admins
def add_operator(request: HttpRequest) -> HttpResponse:
    """Make an admin who comes by a login, and show the link by which they set their password."""
    form = NewcomerForm(request.POST or None)
    made: list[int] = []

    def act(given: dict[str, Any]) -> None:
        login, category_ids = given.pop("username"), given.pop("categories")
        newcomer = Newcomer(login=login, category_ids=category_ids, **given)
        made.append(operators.add_operator(actor=operator_of(request), newcomer=newcomer).pk)

    if request.method == "POST" and attempt(form, act):
        return password_link(request, made[0])
    hint = _("For somebody who works at the site only. On the next page stands a link by which they set a password.")
    return _form_page(request, form, _("Add an operator without Telegram"), hint, _("Add"))


@require_GET
def admin_page(request: HttpRequest, admin_id: int) -> HttpResponse:
    """Show one admin with all that can be done; an admin who is no super admin finds only themselves."""
    actor = operator_of(request)
    if not actor.is_super:
        if actor.admin is None or actor.admin.pk != admin_id:
            raise Http404
        return redirect("admin:staff_admin_account")
    return _admin_page(request, admin_id)


# What a form on an admin's page does: the form, the act, and how it is said afterwards.
Act = Callable[[Actor, int, dict[str, Any]], Any]
FORMS: dict[str, tuple[type[Any], Act]] = {
    "names": (LoginForm, lambda actor, pk, given: operators.rename_admin(actor=actor, admin_id=pk, names=given)),
    "access": (
        AccessForm,
        lambda actor, pk, given: staff.change_admin(
            actor=actor, admin_id=pk, category_ids=given["categories"], is_super_admin=given["is_super_admin"]
        ),
    ),
    "telegram": (
        TelegramForm,
        lambda actor, pk, given: operators.link_telegram(actor=actor, admin_id=pk, telegram_id=given["telegram_id"]),
    ),
    "reappoint": (
        AccessForm,
        lambda actor, pk, given: staff.reappoint_admin(
            actor=actor, admin_id=pk, category_ids=given["categories"], is_super_admin=given["is_super_admin"]
        ),
    ),
}


@require_POST
@for_super_admins
def change(request: HttpRequest, admin_id: int, what: str) -> HttpResponse:
    """Do what a form on an admin's page asks for."""
    if what not in FORMS:
        raise Http404
    kind, act = FORMS[what]
    form, actor = kind(request.POST), operator_of(request)
    if attempt(form, lambda given: act(actor, admin_id, given)):
        return _back(request, admin_id)
    return _admin_page(request, admin_id, **{what: form})


@require_POST
@for_super_admins
def unlink(request: HttpRequest, admin_id: int) -> HttpResponse:
    """Take the Telegram account from an admin."""
    actor = operator_of(request)
    attempt_plainly(request, lambda: operators.unlink_telegram(actor=actor, admin_id=admin_id), _("Saved."))
    return redirect(ONE, admin_id)


@require_http_methods(["GET", "POST"])
@for_super_admins
def dismiss(request: HttpRequest, admin_id: int) -> HttpResponse:
    """Ask first, with what it means; then dismiss."""
    actor = operator_of(request)
    if request.method == "POST":
        attempt_plainly(request, lambda: staff.dismiss_admin(actor=actor, admin_id=admin_id), _("Dismissed."))
        return redirect(ONE, admin_id)
    admin = _found(actor, admin_id)
    held = held_by([admin_id]).get(admin_id, 0)
    return page(request, "site/managing/dismiss.html", _("Dismiss an admin"), admin=admin, held=held)


@require_POST
@for_super_admins
def password_link(request: HttpRequest, admin_id: int) -> HttpResponse:
    """Show, once, the link by which an admin sets a password."""
    actor = operator_of(request)
    parts: list[str] = []

    def act() -> None:
        parts.extend(operators.make_password_link(actor=actor, admin_id=admin_id))

    if not attempt_plainly(request, act, _("The link is made.")):
        return redirect(ONE, admin_id)
    admin = _found(actor, admin_id)
    link = settings.SITE_URL + reverse("set_password", args=parts)
    return page(request, "site/managing/password_link.html", _("Link to set a password"), admin=admin, link=link)


def _admin_page(request: HttpRequest, admin_id: int, **bound: Any) -> HttpResponse:
    admin = _found(operator_of(request), admin_id)
    access = {"categories": admin.category_ids(), "is_super_admin": admin.is_superuser}
    names = {"first_name": admin.first_name, "last_name": admin.last_name, "username": admin.username}
    forms = {
        "names": LoginForm(initial=names, auto_id="names_%s"),
        "access": AccessForm(initial=access, auto_id="access_%s"),
        "telegram": TelegramForm(initial={"telegram_id": admin.telegram_id}, auto_id="telegram_%s"),
        "reappoint": AccessForm(auto_id="reappoint_%s"),
        **bound,
    }
    facts = {"admin": admin, "held": held_by([admin_id]).get(admin_id, 0), **forms}
    return page(request, "site/managing/admin.html", str(admin), **facts)


def _found(actor: Actor, admin_id: int) -> Any:
    admin = queries.list_admins(actor=actor, is_active=None).filter(pk=admin_id).first()
    if admin is None:
        raise Http404
    return admin


def _form_page(request: HttpRequest, form: Any, title: str, hint: str, button: str) -> HttpResponse:
    facts = {"form": form, "hint": hint, "button": button, "back": reverse(LIST)}
    return page(request, "site/managing/form_page.html", title, **facts)


def _back(request: HttpRequest, admin_id: int) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(ONE, admin_id)
