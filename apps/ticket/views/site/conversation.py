"""A ticket at the site: its conversation, with the composer under it and its facts beside it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from apps.admin.site import operator_of, page_context
from apps.ticket.forms import AnswerForm
from apps.ticket.services.outcomes import retry_message
from apps.ticket.services.transcript import Transcript, read_transcript
from apps.ticket.services.viewing import others_at
from apps.ticket.views.site.beside import beside_context
from apps.ticket.views.site.entries import rows_of
from apps.ticket.views.site.numbers import row_id
from apps.ticket.views.site.outcomes import done, refused
from core.errors import NotFound, Refusal


def ticket_page(
    request: HttpRequest, ticket_id: int, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """Show a conversation and the form under it."""
    actor, before = operator_of(request), row_id(request, "before")
    try:
        transcript = read_transcript(actor=actor, ticket_id=ticket_id, before=before)
    except NotFound:
        raise Http404 from None
    page = {
        **page_context(request),
        **beside_context(request, ticket_id),
        "ticket": transcript.ticket,
        "transcript": transcript,
        "title": str(transcript.ticket),
        "original": transcript.ticket,
        "rows": rows_of(transcript),
        "is_latest": before is None,
        "viewers": others_at(ticket_id, actor),
        "form": form or AnswerForm(),
    }
    return TemplateResponse(request, "site/ticket.html", page, status=status)


@require_GET
def older(request: HttpRequest, ticket_id: int) -> JsonResponse:
    """Give the entries before a message, for a page that is scrolled up."""
    try:
        transcript = read_transcript(
            actor=operator_of(request), ticket_id=ticket_id, before=row_id(request, "before") or 0
        )
    except Refusal as refusal:
        return refused(refusal)
    return JsonResponse({"entries": entries_in(transcript), "before": transcript.earlier})


@require_POST
def retry(request: HttpRequest, message_id: int) -> JsonResponse:
    """Send a message that did not arrive once more."""
    try:
        retry_message(actor=operator_of(request), message_id=message_id)
    except Refusal as refusal:
        return refused(refusal)
    return done()


def entries_in(transcript: Transcript) -> list[dict[str, str]]:
    """Return the rows as a browser's program takes them."""
    return [{"id": row.id, "hash": row.hash, "html": row.html} for row in rows_of(transcript)]
