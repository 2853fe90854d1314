"""What an open page of a ticket asks every second or two: whether it is still what it was, and if not, what it is."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from apps.admin.site import operator_of
from apps.ticket.services.glance import Glance, glance_at
from apps.ticket.services.transcript import Transcript, read_transcript
from apps.ticket.views.site.beside import beside_html
from apps.ticket.views.site.conversation import entries_in
from apps.ticket.views.site.numbers import row_id
from apps.ticket.views.site.outcomes import refused
from core.errors import Refusal


@require_GET
def live(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Answer 304 where nothing has changed, else with the latest page."""
    actor = operator_of(request)
    try:
        glance = glance_at(actor=actor, ticket_id=ticket_id, read_message=row_id(request, "read") or 0)
        mark = _mark(glance)
        if mark in {given.removeprefix("W/") for given in parse_etags(request.headers.get("If-None-Match", ""))}:
            response: HttpResponse = HttpResponseNotModified()
        else:
            transcript = read_transcript(actor=actor, ticket_id=ticket_id)
            response = JsonResponse(_state(request, transcript, glance))
    except Refusal as refusal:
        return refused(refusal)
    response["ETag"] = mark
    return response


def _mark(glance: Glance) -> str:
    """Return the answer's mark. Its words depend on the reader's language, and "today" on the day."""
    seen = f"{glance.stamp} {get_language()} {timezone.localdate()}"
    return f'"{sha256(seen.encode()).hexdigest()[:32]}"'


def _state(request: HttpRequest, transcript: Transcript, glance: Glance) -> dict[str, Any]:
    ticket = transcript.ticket
    return {
        "entries": entries_in(transcript),
        "beside": beside_html(request, ticket.pk),
        "composer": {
            "may_answer": transcript.may_answer,
            "may_note": transcript.may_note,
            "other_holder": transcript.other_holder,
            "status": ticket.status,
        },
        "earlier": transcript.earlier,
        "viewers": glance.viewers,
    }
