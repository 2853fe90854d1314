"""The categories at the site: their names, their order, who answers them, how much is open there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.admin import queries
from apps.admin.forms import CategoryForm
from apps.admin.services import categories
from apps.admin.site import operator_of
from apps.ticket.services.workload import open_in_categories
from apps.ticket.views.site.attempts import attempt, attempt_plainly, page
from apps.ticket.views.site.managers import for_super_admins

LIST = "admin:staff_category_changelist"
STEPS = {"up": -1, "down": 1}


@require_GET
def category_list(request: HttpRequest) -> HttpResponse:
    """List the categories in their order, with who answers them and how much is open there."""
    actor = operator_of(request)
    found = list(queries.list_categories(actor=actor, is_active=None))
    bound, opened = queries.names_of_bound(found), open_in_categories() if actor.is_super else {}
    rows = [
        {"category": category, "bound": bound.get(category.pk, []), "open": opened.get(category.pk, 0)}
        for category in found
    ]
    return page(request, "site/managing/categories.html", _("Categories"), rows=rows, is_super=actor.is_super)


@require_http_methods(["GET", "POST"])
@for_super_admins
def add(request: HttpRequest) -> HttpResponse:
    """Add a category at the end of the list."""
    form, actor = CategoryForm(request.POST or None), operator_of(request)
    if request.method == "POST" and attempt(form, lambda given: categories.add_category(actor=actor, fields=given)):
        messages.success(request, _("Saved."))
        return redirect(LIST)
    hint = _("It is offered to people at once. Bind admins to it on their pages; until then super admins hear of it.")
    facts = {"form": form, "hint": hint, "button": _("Add"), "back": reverse(LIST)}
    return page(request, "site/managing/form_page.html", _("Add a category"), **facts)


@require_GET
def category_page(request: HttpRequest, category_id: int) -> HttpResponse:
    """Show a category; a super admin renames it here."""
    actor = operator_of(request)
    category = _found(request, category_id)
    names = {name: getattr(category, name) for name in CategoryForm.base_fields}
    return _category_page(request, category, form=CategoryForm(initial=names) if actor.is_super else None)


@require_POST
@for_super_admins
def rename(request: HttpRequest, category_id: int) -> HttpResponse:
    """Keep a category's names."""
    form, actor = CategoryForm(request.POST), operator_of(request)
    if attempt(form, lambda given: categories.change_category(actor=actor, category_id=category_id, changes=given)):
        messages.success(request, _("Saved."))
        return redirect(LIST)
    return _category_page(request, _found(request, category_id), form=form)


@require_POST
@for_super_admins
def move(request: HttpRequest, category_id: int, direction: str) -> HttpResponse:
    """Move a category one place up or down."""
    if direction not in STEPS:
        raise Http404
    actor, step = operator_of(request), STEPS[direction]
    attempt_plainly(
        request, lambda: categories.move_category(actor=actor, category_id=category_id, step=step), _("Saved.")
    )
    return redirect(LIST)


@require_POST
@for_super_admins
def switch(request: HttpRequest, category_id: int, state: str) -> HttpResponse:
    """Offer a category to people, or no longer."""
    if state not in {"on", "off"}:
        raise Http404
    actor, changes = operator_of(request), {"is_active": state == "on"}
    attempt_plainly(
        request,
        lambda: categories.change_category(actor=actor, category_id=category_id, changes=changes),
        _("Saved."),
    )
    return redirect("admin:staff_category_change", category_id)


def _category_page(request: HttpRequest, category: Any, form: Any) -> HttpResponse:
    bound = queries.names_of_bound([category]).get(category.pk, [])
    facts = {"category": category, "form": form, "bound": bound}
    if form is not None:
        facts["open"] = open_in_categories().get(category.pk, 0)
    return page(request, "site/managing/category.html", str(category), **facts)


def _found(request: HttpRequest, category_id: int) -> Any:
    found = queries.list_categories(actor=operator_of(request), is_active=None).filter(pk=category_id).first()
    if found is None:
        raise Http404
    return found
