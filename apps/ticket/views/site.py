"""A ticket at the site: its conversation, the answer form, the files. The same acts as the bot's, by another door."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.admin.site import operator_of
from apps.ticket.forms import AnswerForm
from apps.ticket.refusals import words_of
from apps.ticket.services import attachments, listing
from apps.ticket.services.transcript import read_transcript
from apps.ticket.services.uploads import write_at_site
from core.errors import NotFound, Refusal

# What a browser may show by itself; anything else is only ever saved.
PICTURES = {"image/jpeg", "image/png", "image/webp"}


def ticket_page(
    request: HttpRequest, ticket_id: int, context: dict[str, Any], form: AnswerForm | None = None, status: int = 200
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
    page = {**context, "title": str(ticket), "original": ticket, "transcript": transcript, "form": form or AnswerForm()}
    return TemplateResponse(request, "site/ticket.html", page, status=status)


def add_counts(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to the first page how many tickets wait in each of the operator's boxes."""
    return {**context, "counts": listing.count_boxes(actor=operator_of(request))}


@require_POST
def answer(request: HttpRequest, ticket_id: int, context: dict[str, Any]) -> HttpResponse:
    """Send what the operator wrote; where that is refused, say why and keep their words."""
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return ticket_page(request, ticket_id, context, form, status=400)
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
        return ticket_page(request, ticket_id, context, form, status=refusal.status)
    messages.success(request, _("The note is kept.") if wanted["is_note"] else _("The answer is on its way."))
    return redirect("admin:ticket_ticket_change", ticket_id)


@require_GET
def download(request: HttpRequest, attachment_id: int) -> FileResponse:
    """Give the bytes of a file to those who may read its message; nothing of it is ever run."""
    try:
        attachment, stream = attachments.open_bytes(actor=operator_of(request), attachment_id=attachment_id)
    except Refusal:
        raise Http404 from None
    is_picture = attachment.kind == "photo" and attachment.mime_type in PICTURES | {""}
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=str(attachment),
        content_type=(attachment.mime_type or "image/jpeg") if is_picture else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
