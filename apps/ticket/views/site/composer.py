"""What an operator writes under a conversation, and what they change of it afterwards."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.admin.site import operator_of
from apps.ticket.forms import AnswerForm, EditForm
from apps.ticket.refusals import words_of
from apps.ticket.services import edits
from apps.ticket.services.uploads import write_at_site
from apps.ticket.views.site.conversation import ticket_page
from apps.ticket.views.site.outcomes import done, refused, wants_json
from core.errors import NotFound, Refusal


@require_POST
def answer(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Send what the operator wrote; where that is refused, say why and keep their words."""
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _wrong(form) if wants_json(request) else ticket_page(request, ticket_id, form, status=400)
    try:
        written = write_at_site(actor=operator_of(request), ticket_id=ticket_id, **form.wanted())
    except Refusal as refusal:
        return _not_sent(request, ticket_id, form, refusal)
    if wants_json(request):
        return done(messages=[message.pk for message in written])
    is_note = form.cleaned_data["is_note"]
    messages.success(request, _("The note is kept.") if is_note else _("The answer is on its way."))
    return redirect("admin:ticket_ticket_change", ticket_id)


def _not_sent(request: HttpRequest, ticket_id: int, form: AnswerForm, refusal: Refusal) -> HttpResponse:
    if wants_json(request):
        return refused(refusal)
    if isinstance(refusal, NotFound):
        raise Http404
    form.add_error(None, words_of(refusal))
    return ticket_page(request, ticket_id, form, status=refusal.status)


@require_POST
def edit(request: HttpRequest, message_id: int) -> HttpResponse:
    """Change the words of one's own message, also where it has arrived already."""
    form = EditForm(request.POST)
    if not form.is_valid():
        return _wrong(form)
    try:
        message = edits.edit_answer(
            actor=operator_of(request), message_id=message_id, text=form.cleaned_data["text"].strip(), entities=None
        )
    except Refusal as refusal:
        return refused(refusal)
    return done() if wants_json(request) else redirect("admin:ticket_ticket_change", message.ticket_id)


@require_POST
def delete(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take one's own answer back."""
    try:
        message = edits.delete_answer(actor=operator_of(request), message_id=message_id)
    except Refusal as refusal:
        return refused(refusal)
    return done() if wants_json(request) else redirect("admin:ticket_ticket_change", message.ticket_id)


def _wrong(form: Form) -> JsonResponse:
    """Say in words which part of the form is wrong."""
    words = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return JsonResponse({"code": "invalid", "detail": words}, status=400)
