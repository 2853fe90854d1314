"""How a page that manages the desk does an act: by its form, and what is refused is said in the form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.admin.forms import DeskForm
from apps.admin.site import page_context
from apps.ticket.refusals import words_of
from core.errors import Forbidden, NotFound, Refusal


def attempt(form: DeskForm, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Do the act with what was typed; returns whether it happened. If not, the form says why."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except NotFound:
        raise Http404 from None
    except Forbidden:
        raise PermissionDenied from None
    except Refusal as refusal:
        form.refuse(refusal, words_of(refusal))
        return False
    return True


def attempt_plainly(request: HttpRequest, act: Callable[[], Any], done: str) -> bool:
    """Do an act that has nothing to type; above the next page stands `done`, or why it was refused."""
    try:
        act()
    except NotFound:
        raise Http404 from None
    except Forbidden:
        raise PermissionDenied from None
    except Refusal as refusal:
        messages.error(request, words_of(refusal))
        return False
    messages.success(request, done)
    return True


def page(request: HttpRequest, template: str, title: str, **facts: Any) -> HttpResponse:
    """Show a page within the site's frame: 400 where a form of it was refused."""
    is_refused = any(isinstance(fact, DeskForm) and fact.errors for fact in facts.values())
    context = {**page_context(request), "title": title, **facts}
    return render(request, template, context, status=400 if is_refused else 200)
