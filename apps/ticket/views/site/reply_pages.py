"""The pages that manage saved replies: the list, the form with its preview, and taking one away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.admin.site import operator_of
from apps.ticket.reply_form import SavedReplyForm, explained_variables, languages_of
from apps.ticket.services.saved_replies import catalogue, writing
from apps.ticket.views.site.attempts import attempt, attempt_plainly, page
from core.errors import NotFound

LIST = "admin:ticket_savedreply_changelist"


@require_GET
def reply_list(request: HttpRequest) -> HttpResponse:
    """List the replies in their order, those that are switched off as well."""
    actor = operator_of(request)
    rows = [
        {"reply": reply, "languages": languages_of(reply), "files": reply.files.all()}
        for reply in catalogue.every_reply(actor)
    ]
    facts = {"rows": rows, "may_add": writing.manages_any(actor)}
    return page(request, "site/managing/replies.html", _("Saved replies"), **facts)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a reply."""
    actor = operator_of(request)
    if not writing.manages_any(actor):
        raise PermissionDenied
    form = SavedReplyForm(request.POST or None, request.FILES or None, actor=actor)

    def make(given: dict[str, Any]) -> None:
        writing.add_reply(actor=actor, fields=form.wanted(), uploads=form.uploads())

    if request.method == "POST" and attempt(form, make):
        messages.success(request, _("Saved."))
        return redirect(LIST)
    return _form_page(request, _("Add a saved reply"), form)


@require_GET
def reply_page(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Show a reply with its form; whoever may not change it reads it."""
    actor, reply = operator_of(request), _found(request, reply_id)
    if not writing.may_manage(actor, reply.category_id):
        return page(request, "site/managing/reply_read.html", reply.title, reply=reply)
    return _form_page(request, reply.title, SavedReplyForm(actor=actor, reply=reply), reply=reply)


@require_POST
def keep(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Change a reply, add files to it and take files away."""
    actor, reply = operator_of(request), _found(request, reply_id)
    form = SavedReplyForm(request.POST, request.FILES, actor=actor, reply=reply)

    def change(given: dict[str, Any]) -> None:
        writing.change_reply(
            actor=actor,
            reply_id=reply_id,
            changes=form.wanted(),
            uploads=form.uploads(),
            removed_files=form.removed(),
        )

    if attempt(form, change):
        messages.success(request, _("Saved."))
        return redirect(LIST)
    return _form_page(request, reply.title, form, reply=reply, removed=request.POST.getlist("removed_files"))


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Ask once, and take a reply away."""
    actor, reply = operator_of(request), _found(request, reply_id)
    if not writing.may_manage(actor, reply.category_id):
        raise PermissionDenied
    if request.method == "POST":
        attempt_plainly(request, lambda: writing.remove_reply(actor=actor, reply_id=reply_id), _("Removed."))
        return redirect(LIST)
    return page(request, "site/managing/reply_remove.html", _("Remove a saved reply"), reply=reply)


def _form_page(request: HttpRequest, title: str, form: SavedReplyForm, **facts: Any) -> HttpResponse:
    texts = [(language, form[f"text_{language}"]) for language in ("uz", "ru", "en")]
    variables = explained_variables(operator_of(request).admin)
    return page(request, "site/managing/reply.html", title, form=form, texts=texts, variables=variables, **facts)


def _found(request: HttpRequest, reply_id: int) -> Any:
    try:
        return catalogue.get_reply(operator_of(request), reply_id)
    except NotFound:
        raise Http404 from None
