"""What an operator writes under a conversation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.admin.site import operator_of
from apps.ticket.forms import AnswerForm
from apps.ticket.refusals import words_of
from apps.ticket.services.uploads import write_at_site
from apps.ticket.views.site.conversation import ticket_page
from core.errors import NotFound, Refusal


@require_POST
def answer(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Send what the operator wrote; where that is refused, say why and keep their words."""
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return ticket_page(request, ticket_id, form, status=400)
    wanted = form.cleaned_data
    try:
        write_at_site(
            actor=operator_of(request),
            ticket_id=ticket_id,
            text=wanted["text"],
            uploads=form.uploads(),
            is_note=wanted["is_note"],
            takeover=wanted["takeover"],
        )
    except NotFound:
        raise Http404 from None
    except Refusal as refusal:
        form.add_error(None, words_of(refusal))
        return ticket_page(request, ticket_id, form, status=refusal.status)
    messages.success(request, _("The note is kept.") if wanted["is_note"] else _("The answer is on its way."))
    return redirect("admin:ticket_ticket_change", ticket_id)
