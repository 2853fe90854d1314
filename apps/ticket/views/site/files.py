"""The files of messages, for the browsers of those who may read them."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from apps.admin.site import operator_of
from apps.ticket.services import attachments
from core.errors import Refusal

# What a browser may show by itself; anything else is only ever saved.
PICTURES = {"image/jpeg", "image/png", "image/webp"}


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
