"""The panel beside a conversation, and the acts that are done from it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.admin.actors import Actor
from apps.admin.site import operator_of
from apps.ticket.refusals import words_of
from apps.ticket.services import blocking, closing, labels, lifecycle
from apps.ticket.services.beside import read_beside
from apps.ticket.views.site.outcomes import done, refused, wants_json
from core.errors import Invalid, NotFound, Refusal
from core.questions import read_id

Perform = Callable[[Actor, int, QueryDict], str]


def beside_context(request: HttpRequest, ticket_id: int) -> dict[str, Any]:
    """Return what the panel's template needs; NotFound where the ticket is not the operator's."""
    return {"beside": read_beside(actor=operator_of(request), ticket_id=ticket_id)}


def beside_html(request: HttpRequest, ticket_id: int) -> str:
    """Return the panel as it stands now."""
    return render_to_string("site/beside.html", beside_context(request, ticket_id), request)


@require_POST
def perform_act(request: HttpRequest, ticket_id: int, act: str) -> HttpResponse:
    """Do what the operator pressed, and say what came of it."""
    perform = ACTS.get(act)
    if perform is None:
        raise Http404
    try:
        said = perform(operator_of(request), ticket_id, request.POST)
    except Refusal as refusal:
        return _refused(request, ticket_id, refusal)
    return _done(request, ticket_id, said)


def _refused(request: HttpRequest, ticket_id: int, refusal: Refusal) -> HttpResponse:
    if wants_json(request):
        return refused(refusal)
    if isinstance(refusal, NotFound):
        raise Http404
    messages.error(request, words_of(refusal))
    return redirect("admin:ticket_ticket_change", ticket_id)


def _done(request: HttpRequest, ticket_id: int, said: str) -> HttpResponse:
    """Answer with the panel as it stands now, or lead to the list where the ticket is the operator's no more."""
    try:
        panel = beside_html(request, ticket_id)
    except NotFound:
        panel = ""
    queue = reverse("admin:ticket_ticket_changelist")
    if wants_json(request):
        return done(said=said, beside=panel) if panel else done(said=said, next=queue)
    messages.success(request, said)
    return redirect("admin:ticket_ticket_change", ticket_id) if panel else redirect(queue)


def _take(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    lifecycle.take_ticket(actor=actor, ticket_id=ticket_id)
    return _("The ticket is yours.")


def _release(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    lifecycle.release_ticket(actor=actor, ticket_id=ticket_id)
    return _("The ticket is free for others.")


def _transfer(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    category_id, admin_id = _target(form, "category"), _target(form, "admin")
    if (category_id is None) == (admin_id is None):
        raise Invalid({"target": ["Name a category or an admin, not both."]})
    lifecycle.transfer_ticket(actor=actor, ticket_id=ticket_id, category_id=category_id, admin_id=admin_id)
    return _("The ticket is transferred.")


def _target(form: QueryDict, name: str) -> int | None:
    try:
        return read_id(form.get(name, ""))
    except ValueError:
        raise Invalid({"target": ["That is no row id."]}) from None


def _close(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    closing.close_ticket(actor=actor, ticket_id=ticket_id)
    return _("The ticket is closed.")


def _reopen(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    closing.reopen_ticket(actor=actor, ticket_id=ticket_id)
    return _("The ticket is open again.")


def _prioritize(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    labels.set_priority(actor=actor, ticket_id=ticket_id, priority=form.get("value", ""))
    return _("The priority is set.")


def _tag(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    names = [*form.get("tags", "").split(","), *form.get("add", "").split(",")]
    labels.set_tags(actor=actor, ticket_id=ticket_id, names=names)
    return _("The tags are set.")


def _block(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    blocking.block_asker(actor=actor, ticket_id=ticket_id, reason=form.get("reason", ""))
    return _("The person is blocked, and was told so.")


def _unblock(actor: Actor, ticket_id: int, form: QueryDict) -> str:
    kept = blocking.unblock_asker(actor=actor, ticket_id=ticket_id)[1]
    if not kept:
        return _("The person is unblocked, and was told so.")
    return ngettext(
        "The person is unblocked, and was told so. %(count)s message of theirs was kept meanwhile.",
        "The person is unblocked, and was told so. %(count)s messages of theirs were kept meanwhile.",
        kept,
    ) % {"count": kept}


ACTS: dict[str, Perform] = {
    "take": _take,
    "release": _release,
    "transfer": _transfer,
    "close": _close,
    "reopen": _reopen,
    "priority": _prioritize,
    "tags": _tag,
    "block": _block,
    "unblock": _unblock,
}
