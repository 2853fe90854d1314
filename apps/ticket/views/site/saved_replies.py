"""What an operator may answer a ticket with: read by the composer."""

from typing import Any

from django.http import HttpRequest, JsonResponse
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
