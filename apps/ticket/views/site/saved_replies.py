"""What an operator may answer a ticket with: read by the composer."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from apps.admin.site import operator_of
from apps.ticket.media import safe_type
from apps.ticket.services import saved_replies
from apps.ticket.services.saved_replies.catalogue import Rendered
from apps.ticket.views.site.outcomes import refused
from core.errors import Refusal


@require_GET
def replies(request: HttpRequest, ticket_id: int) -> JsonResponse:
    """List the replies that fit the ticket, in the words that its person would read."""
    try:
        found = saved_replies.all_rendered(operator_of(request), ticket_id)
    except Refusal as refusal:
        return refused(refusal)
    return JsonResponse({"results": [_facts(each) for each in found]})


def _facts(read: Rendered) -> dict[str, Any]:
    category = read.reply.category
    return {
        "id": read.pk,
        "title": read.reply.title,
        "category": str(category) if category else None,
        "text": read.text,
        "files": [
            {
                "name": file.file_name,
                "size": file.size,
                "type": safe_type(file.kind, file.mime_type),
                "url": reverse("admin:ticket_saved_reply_file", args=[file.pk]),
            }
            for file in read.files
        ],
    }


@require_GET
def download(request: HttpRequest, file_id: int) -> FileResponse:
    """Give the bytes of a reply's file to those who may use it; nothing of it is ever run."""
    try:
        file, stream = saved_replies.open_file(operator_of(request), file_id)
    except Refusal:
        raise Http404 from None
    kind = safe_type(file.kind, file.mime_type) or "application/octet-stream"
    response = FileResponse(stream, as_attachment=True, filename=file.file_name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
