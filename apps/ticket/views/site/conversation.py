"""A ticket at the site: its conversation, with the composer under it and its facts beside it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from apps.admin.site import operator_of, page_context
from apps.ticket.forms import AnswerForm
from apps.ticket.services.transcript import read_transcript
from core.errors import NotFound


def ticket_page(
    request: HttpRequest, ticket_id: int, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """Show a conversation and the form under it."""
    before = request.GET.get("before", "")
    try:
        transcript = read_transcript(
            actor=operator_of(request),
            ticket_id=ticket_id,
            before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None,
        )
    except NotFound:
        raise Http404 from None
    ticket = transcript.ticket
    page = {
        **page_context(request),
        "title": str(ticket),
        "original": ticket,
        "transcript": transcript,
        "form": form or AnswerForm(),
    }
    return TemplateResponse(request, "site/ticket.html", page, status=status)
